package spikelock.emulator.datapath;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlFile;

/** A neuron model by the name that somebody gave it: a bundled one's, or a {@code .neuron} file's. Here alone is decided which it is. */
public sealed interface ModelName {
  /** How the names of model files end. */
  String SUFFIX = ".neuron";

  /** The text of its file. */
  String text();

  /** What messages call its file. */
  String file();

  /** The model with its own constants. */
  Datapath datapath();

  /** A bundled model or preset. */
  record Bundled(String name) implements ModelName {
    public Bundled {
      Models.requireKnown(name);
    }

    @Override
    public String text() {
      return Models.text(name);
    }

    @Override
    public String file() {
      return name + SUFFIX;
    }

    @Override
    public Datapath datapath() {
      return Models.bundled(name);
    }
  }

  /** A file, read each time. */
  record OfFile(Path path) implements ModelName {
    /** @throws InputException when it cannot be read: with the name that was probably meant when there is no such file */
    @Override
    public String text() {
      if (!Files.exists(path)) {
        throw new InputException("no such file", path.toString(), "", nearMiss());
      }
      return YamlFile.text(path, DatapathFile.MAX_BYTES);
    }

    @Override
    public String file() {
      return path.toString();
    }

    @Override
    public Datapath datapath() {
      return DatapathFile.parse(text(), file(), Map.of());
    }

    private String nearMiss() {
      String name = String.valueOf(path.getFileName());
      return NearMiss.of(name, neighbours()).map(near -> "did you mean \"" + near + "\"?")
          .or(() -> NearMiss.of(name.replace(SUFFIX, ""), Models.known()).map(near -> "did you mean the bundled model \"" + near + "\"?")).orElse("");
    }

    private List<String> neighbours() {
      List<String> names = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path.toAbsolutePath().getParent(), "*" + SUFFIX)) {
        entries.forEach(entry -> names.add(entry.getFileName().toString()));
      } catch (IOException e) {
        return List.of();
      }
      return names;
    }
  }

  /** Whether a name is a file's: it ends as those of model files do. */
  static boolean isFile(String name) {
    return name.endsWith(SUFFIX);
  }

  /**
   * What a user, a chip or a network means by a name.
   *
   * @param nameOrPath of a bundled model or preset, or of a file; one that does not end in {@code .neuron} must exist
   * @throws InputException when it is neither: naming the nearest
   */
  static ModelName of(String nameOrPath) {
    return isFile(nameOrPath) || !Models.known().contains(nameOrPath) && exists(nameOrPath) ? new OfFile(Path.of(nameOrPath)) : new Bundled(nameOrPath);
  }

  private static boolean exists(String name) {
    try {
      return !name.isEmpty() && Files.exists(Path.of(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
