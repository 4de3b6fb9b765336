package spikelock.toolchain.command.verb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.datapath.Models;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.toolchain.command.answer.InfoAnswer;
import spikelock.toolchain.command.describe.Describer;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.examples.Examples;

/** {@code info}: what is in a file. */
@Command(name = "info", description = "what is in a file: a network, an image, arrays, a chip definition, a neuron model")
final class InfoVerb extends Verb {
  @Parameters(index = "0", paramLabel = "FILE", description = "The file, or the name of a bundled network, chip or model.")
  private String file = "";

  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("info braille.nir", "info orientation", "info network.slk", "info input.npz", "info my-chip.yaml", "info my.neuron --json");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    List<Class<? extends Record>> answers = new ArrayList<>(List.of(InfoAnswer.class));
    Describer.ALL.forEach(describer -> answers.add(describer.details()));
    return answers;
  }

  @Override
  public Answer run(Session session) throws IOException {
    return describe(file);
  }

  static Answer describe(String file) throws IOException {
    String start = start(file);
    for (Describer describer : Describer.ALL) {
      if (describer.accepts(file, start)) {
        Describer.Description description = describer.describe(file);
        return Answer.done(new InfoAnswer(file, describer.kind(), description.details()), description.text());
      }
    }
    throw new InputException("is not of a kind that is known here", file, "first bytes",
        "known: " + Describer.ALL.stream().map(Describer::kind).collect(Collectors.joining(", ")));
  }

  /** The first bytes of a file; empty for a bundled name. */
  private static String start(String file) throws IOException {
    List<String> bundled = new ArrayList<>(Chips.names());
    bundled.addAll(Models.names());
    bundled.addAll(Examples.names());
    bundled.addAll(Models.presets().keySet());
    try {
      Path path = Path.of(file);
      if (Files.isRegularFile(path)) {
        try (InputStream in = Files.newInputStream(path)) {
          return new String(in.readNBytes(Describer.START_BYTES), StandardCharsets.ISO_8859_1);
        }
      }
      if (!bundled.contains(file) && !Files.isDirectory(path)) {
        throw new InputException(Files.exists(path) ? "is not a plain file" : "no such file",
            file, "", Files.exists(path) ? "" : NearMiss.of(file, bundled).map(near -> "did you mean \"" + near + "\"?").orElse(""));
      }
      return "";
    } catch (InvalidPathException e) {
      throw new InputException("is no file's name (" + e.getReason() + ")", "FILE", "", "");
    }
  }
}
