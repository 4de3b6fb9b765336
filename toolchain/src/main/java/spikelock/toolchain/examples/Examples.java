package spikelock.toolchain.examples;

import java.nio.charset.StandardCharsets;
import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlFile;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.description.NetworkFile;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.source.SourceFile;

/** The bundled networks. Each brings its own chip, input, labels and class names. */
public final class Examples {
  /** The example whose input is the synthetic data set of that name. */
  public static final String GLYPHS = "glyphs";
  /** The example that is drawn by hand. */
  public static final String ORIENTATION = "orientation";

  private static final String FOLDER = "spikelock/toolchain/examples/";
  private static final List<String> NAMES = List.of(GLYPHS, ORIENTATION);

  private Examples() {}

  private static String resource(String name) {
    return FOLDER + name + "/" + name + (name.equals(GLYPHS) ? ".nir" : ".yaml");
  }

  /** Names of all examples. */
  public static List<String> names() {
    return NAMES;
  }

  /** Whether a network that the user named is an example. */
  public static boolean has(String name) {
    return NAMES.contains(name);
  }

  /**
   * One sentence on an example.
   *
   * @throws InputException when there is no such example
   */
  public static String describe(String name) {
    SourceFile file = source(name);
    if (name.equals(GLYPHS)) {
      return GlyphsExample.DESCRIPTION;
    }
    String text = new String(file.bytes(YamlFile.MAX_BYTES), StandardCharsets.UTF_8);
    return YamlFile.parse(text, file.label(), "network", NetworkFile.VERSION).text("description", "");
  }

  /**
   * The network file of an example; what it names lies beside it.
   *
   * @throws InputException when there is no such example
   */
  public static SourceFile source(String name) {
    if (!has(name)) {
      throw new InputException("there is no example \"" + name + "\"", "", "network", NearMiss.hint(name, NAMES));
    }
    return SourceFile.resource(Examples.class.getClassLoader(), resource(name));
  }

  /** Reads an example as it is. */
  public static NetworkDescription open(String name) {
    return open(name, RunOptions.NONE);
  }

  /**
   * Reads an example.
   *
   * @param options settings that win over the file's
   * @throws InputException when there is no such example, or the options contradict it
   */
  public static NetworkDescription open(String name, RunOptions options) {
    NetworkDescription read = NetworkReader.read(source(name), options);
    if (!name.equals(GLYPHS)) {
      return read;
    }
    NetworkDescription glyphs = GlyphsExample.describe(read.network());
    return read.nir().map(glyphs::withNir).orElse(glyphs);
  }
}
