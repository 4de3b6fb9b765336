package spikelock.mapper;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.description.NetworkFile;
import spikelock.mapper.lava.LavaNetFile;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.nir.NirBudget;
import spikelock.mapper.nir.NirModel;
import spikelock.mapper.quantise.LoihiIntegers;
import spikelock.mapper.sanafe.SanafeFiles;
import spikelock.mapper.source.SourceFile;

/** Reads a network from any file that holds one: NIR, lava-dl's .net, or the project's YAML. Where every verb starts. */
public final class NetworkReader {
  private static final int SANAFE_START = 1 << 16;

  private NetworkReader() {}

  /** Reads a file on disk. */
  public static NetworkDescription read(Path file, RunOptions options) {
    if (!Files.exists(file)) {
      throw new InputException("no such file", file.toString(), "", "");
    }
    return read(SourceFile.of(file), options);
  }

  /**
   * Reads a file by its ending, or by what is in it where the ending says nothing.
   *
   * @param options settings that win over the file's; what neither says is inferred, see
   *     {@link spikelock.mapper.network.RunSettings#reasons}
   * @throws InputException naming the file and the place, for anything that is wrong with it
   */
  public static NetworkDescription read(SourceFile file, RunOptions options) {
    refuseSanafe(file);
    String name = file.name().toLowerCase(Locale.ROOT);
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    if (name.endsWith(".net")) {
      return NetworkDescription.of(LavaNetFile.read(file, options));
    }
    boolean nir = name.endsWith(".nir") || name.endsWith(".h5") || name.endsWith(".hdf5");
    if (!yaml && !nir) {
      String text = new String(file.bytes(NirBudget.usual().bytes()), StandardCharsets.ISO_8859_1);
      yaml = text.lines().limit(100).anyMatch(line -> line.startsWith("format:"));
    }
    NetworkDescription read = yaml ? NetworkFile.read(file, options) : nir(NirModel.read(file), options);
    try {
      return integers(read);
    } catch (InputException e) {
      throw e.in(file.label());
    }
  }

  /** SANA-FE's networks are mapped already, on SANA-FE's chips; {@link spikelock.mapper.sanafe} runs them. */
  private static void refuseSanafe(SourceFile file) {
    SanafeFiles.kind(new String(file.start(SANAFE_START), StandardCharsets.ISO_8859_1)).ifPresent(kind -> {
      throw new InputException(kind == SanafeFiles.Kind.CHIP ? "is a chip of SANA-FE, not a network"
          : "is a network of SANA-FE, mapped on a chip of its own", file.label(), "", "info, run and estimate take it"
          + (kind == SanafeFiles.Kind.CHIP ? "" : "; for other verbs export the network that it was made from as NIR (nir.write)"));
    });
  }

  private static NetworkDescription nir(NirModel model, RunOptions options) {
    Network network = model.network(options);
    return NetworkDescription.of(network).withClasses(model.classes(network)).withNir(model);
  }

  /** Lava computes in Loihi's integers. */
  private static NetworkDescription integers(NetworkDescription read) {
    return read.network().settings().dialect().like().equals(Optional.of(Framework.LAVA))
        ? read.withNetwork(LoihiIntegers.of(read.network())) : read;
  }
}
