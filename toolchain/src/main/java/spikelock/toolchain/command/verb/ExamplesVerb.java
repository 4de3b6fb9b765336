package spikelock.toolchain.command.verb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.toolchain.command.answer.ExamplesAnswer;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.examples.Examples;
import spikelock.toolchain.examples.glyphs.Glyphs;

/** {@code examples}: the bundled networks, and the bundled synthetic data as files. */
@Command(name = "examples", description = "the bundled networks, which every verb takes by name, and synthetic data to train on")
final class ExamplesVerb extends Verb {
  private static final String IMAGES = "glyphs-images.idx";
  private static final String LABELS = "glyphs-labels.idx";
  private static final int MOST = 1_000_000;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "One of them. Default: all.")
  private String name = "";

  @Common
  @Under(Heading.OUTPUT)
  @Option(names = {"-o", "--output"}, paramLabel = "DIR", description = "With glyphs: draw pictures of the synthetic data set and write them to this new or empty "
      + "folder, as " + IMAGES + " and " + LABELS + ".")
  private Path output;

  @Common
  @Under(Heading.OUTPUT)
  @Option(names = "--count", paramLabel = "N", description = "How many pictures; of every ten each digit is one. Default: 2000.")
  private int count = 2000;

  @Common
  @Under(Heading.OUTPUT)
  @Option(names = "--seed", paramLabel = "N", description = "Seed of the pictures. The network glyphs is tested on those of seed 2. Default: 1.")
  private long seed = 1;

  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("examples", "examples glyphs --count 2000 --seed 7 -o digits", "run orientation", "info orientation");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(ExamplesAnswer.class);
  }

  @Override
  public Answer run(Session session) throws IOException {
    if (!name.isEmpty() && !name.equals(Examples.GLYPHS) && !Examples.has(name)) {
      throw new InputException("there is no example \"" + name + "\"", "", "NAME", NearMiss.hint(name, Stream.concat(Stream.of(Examples.GLYPHS), Examples.names().stream()).distinct().toList()));
    }
    if (output != null && !name.equals(Examples.GLYPHS)) {
      throw new InputException("writes the pictures of " + Examples.GLYPHS + ", the one example with a data set", "", "--output",
          "spikelock examples " + Examples.GLYPHS + " -o " + output);
    }
    List<ExamplesAnswer.Example> all = Examples.names().stream().filter(n -> name.isEmpty() || n.equals(name)).map(ExamplesAnswer.Example::of).toList();
    ExamplesAnswer answer = new ExamplesAnswer(all, output == null ? Optional.empty() : Optional.of(write(session)));
    return Answer.done(answer, answer.text(name));
  }

  private ExamplesAnswer.Synthetic write(Session session) throws IOException {
    if (count < 1 || count > MOST) {
      throw new InputException("is " + count + ", must be 1.." + MOST, "", "--count", "");
    }
    Glyphs glyphs = new Glyphs(seed);
    Path folder = session.outputs().folder(output);
    Files.write(folder.resolve(IMAGES), glyphs.images(count));
    Files.write(folder.resolve(LABELS), glyphs.labels(count));
    return new ExamplesAnswer.Synthetic(Examples.GLYPHS, count, seed, output.resolve(IMAGES).toString(), output.resolve(LABELS).toString());
  }
}
