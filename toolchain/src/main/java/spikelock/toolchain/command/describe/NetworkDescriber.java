package spikelock.toolchain.command.describe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import spikelock.emulator.files.ArrayFile;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.nir.NirModel;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.examples.Examples;

/** Networks: NIR files, the project's YAML, and the bundled ones. */
final class NetworkDescriber implements Describer {
  private static final Pattern OTHERS = Pattern.compile("(?i).*\\.(pt|pth|pt2|ckpt|keras|onnx|tflite|safetensors|pkl|pickle|pb)");

  @Override
  public String kind() {
    return "network (.nir, .yaml, or a bundled name)";
  }

  @Override
  public Class<NetworkDetails> details() {
    return NetworkDetails.class;
  }

  @Override
  public boolean accepts(String name, String start) {
    return start.startsWith("\u0089HDF") || start.contains("spikelock/network") || name.endsWith(".nir") || isOthers(name, start)
        || start.isEmpty() && Examples.names().contains(name);
  }

  /** Networks of other programs, and archives without an array: whoever reads a network says what they are and how they get to NIR. */
  private static boolean isOthers(String name, String start) {
    return OTHERS.matcher(name).matches() && Files.isRegularFile(Path.of(name)) || start.startsWith("PK") && !name.endsWith(".slk") && ArrayFile.names(Path.of(name)).isEmpty();
  }

  @Override
  public Description describe(String name) {
    boolean bundled = Examples.names().contains(name) && !Files.exists(Path.of(name));
    NetworkDescription file = bundled ? Examples.open(name, RunOptions.NONE) : NetworkReader.read(Path.of(name), RunOptions.NONE);
    NetworkDetails details = NetworkDetails.of(file, bundled || file.chip().isPresent() ? Optional.empty() : nir(name));
    return new Description(details, details.text());
  }

  /** The model of a NIR file; empty for anything else. */
  private static Optional<NirModel> nir(String name) {
    String ending = name.toLowerCase(Locale.ROOT);
    return ending.endsWith(".nir") || ending.endsWith(".h5") || ending.endsWith(".hdf5")
        ? Optional.of(NirModel.read(SourceFile.of(Path.of(name)))) : Optional.empty();
  }
}
