package spikelock.toolchain.command.verb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.description.NetworkDescription;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.TextTable;
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

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", description = "With glyphs: draw pictures of the synthetic data set and write them to this new or empty "
      + "folder, as " + IMAGES + " and " + LABELS + ".")
  private Path output;

  @Option(names = "--count", paramLabel = "N", description = "How many pictures; of every ten each digit is one. Default: 2000.")
  private int count = 2000;

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
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("examples", "per example: name, description, neurons, input_channels, chip, classes");
    fields.put("synthetic", "with -o: name, count, seed, images and labels (the files written); else null");
    return fields;
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
    TextTable table = new TextTable("example", "neurons", "inputs", "chip", "what it is");
    List<Map<String, Object>> all = Examples.names().stream().filter(n -> name.isEmpty() || n.equals(name)).map(n -> example(n, table)).toList();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("examples", all);
    fields.put("synthetic", output == null ? null : write(session));
    String text = output == null ? table + "\n\nTry: spikelock run " + (name.isEmpty() ? Examples.ORIENTATION : name)
        : "wrote " + count + " synthetic digits, drawn with seed " + seed + ": " + output.resolve(IMAGES) + ", " + output.resolve(LABELS);
    return Answer.done(fields, text);
  }

  private static Map<String, Object> example(String name, TextTable table) {
    NetworkDescription example = Examples.open(name);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("description", Examples.describe(name));
    fields.put("neurons", example.network().neurons());
    fields.put("input_channels", example.network().inputs());
    fields.put("chip", example.chip().orElse(""));
    fields.put("classes", example.classes());
    table.row(name, example.network().neurons(), example.network().inputs(), example.chip().orElse(""), Examples.describe(name));
    return fields;
  }

  private Map<String, Object> write(Session session) throws IOException {
    if (count < 1 || count > MOST) {
      throw new InputException("is " + count + ", must be 1.." + MOST, "", "--count", "");
    }
    Glyphs glyphs = new Glyphs(seed);
    Path folder = session.outputs().folder(output);
    Files.write(folder.resolve(IMAGES), glyphs.images(count));
    Files.write(folder.resolve(LABELS), glyphs.labels(count));
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", Examples.GLYPHS);
    fields.put("count", count);
    fields.put("seed", seed);
    fields.put("images", output.resolve(IMAGES).toString());
    fields.put("labels", output.resolve(LABELS).toString());
    return fields;
  }
}
