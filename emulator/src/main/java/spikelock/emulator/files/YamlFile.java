package spikelock.emulator.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import spikelock.emulator.error.InputException;

/**
 * Reads the project's own YAML files. Every one starts with {@code format: spikelock/<kind>} and {@code version: N}; a newer
 * version is refused by name, an unknown field is an error. Aliases are refused and size and depth are bounded, so a
 * hostile file costs little.
 */
public final class YamlFile {
  /** Longest text accepted, in bytes; in memory a list of digits is some 200 times as long. Bulk data belongs in .npz files. */
  public static final int MAX_BYTES = 4 << 20;

  private YamlFile() {}

  /**
   * Reads and checks the header.
   *
   * @param path the file
   * @param kind what it must be, such as {@code chip}
   * @param version the newest version understood
   * @return the top-level mapping, header removed
   * @throws InputException naming the file and the line of what is wrong
   */
  public static YamlMap read(Path path, String kind, int version) {
    return read(path, kind, version, MAX_BYTES);
  }

  /** The same for a kind of file that is never longer than {@code maxBytes}. */
  public static YamlMap read(Path path, String kind, int version, int maxBytes) {
    return parse(text(path, maxBytes), path.toString(), kind, version, maxBytes);
  }

  /**
   * The text of a file.
   *
   * @throws InputException when it cannot be read or is longer than {@code maxBytes}
   */
  public static String text(Path path, int maxBytes) {
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new InputException(Files.isDirectory(path) ? "is a folder" : "is not a plain file", path.toString(), "", "");
      }
      long size = Files.size(path);
      if (size > maxBytes) {
        throw tooLong(size, path.toString(), maxBytes);
      }
      ReadFiles.note(path);
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static InputException tooLong(long size, String file, int maxBytes) {
    return new InputException("is " + size + " bytes, more than the " + maxBytes + " such a file may have", file, "whole file",
        maxBytes == MAX_BYTES ? "put bulk data in a .npz file" : "");
  }

  /** The error for a file that cannot be read at all. */
  public static InputException unreadable(Path path, IOException e) {
    String why = e instanceof java.nio.file.NoSuchFileException ? "no such file"
        : e instanceof java.nio.file.AccessDeniedException ? "permission denied"
        : Files.isDirectory(path) ? "is a folder" : "cannot be read (" + reason(e) + ")";
    InputException problem = new InputException(why, path.toString(), "", "");
    problem.initCause(e);
    return problem;
  }

  /** Why reading failed, in words also where the exception has none. */
  public static String reason(IOException e) {
    return e.getMessage() == null ? e instanceof EOFException ? "it ends too early" : "it is damaged" : e.getMessage();
  }

  /** The same for text that is already in memory; {@code file} is only used in messages. */
  public static YamlMap parse(String text, String file, String kind, int version) {
    return parse(text, file, kind, version, MAX_BYTES);
  }

  /** The same for a kind of file that is never longer than {@code maxBytes}. */
  public static YamlMap parse(String text, String file, String kind, int version, int maxBytes) {
    if (text.length() > maxBytes) {
      throw tooLong(text.length(), file, maxBytes);
    }
    YamlMap map = new YamlMap(file, "", compose(text, file));
    String format = map.text("format", "");
    if (!format.equals("spikelock/" + kind)) {
      throw map.error("format", format.isEmpty() ? "the file does not say what it is"
          : "is \"" + format + "\", not a spikelock/" + kind, "its first line must be \"format: spikelock/" + kind + "\"");
    }
    int found = map.integer("version", 1, Integer.MAX_VALUE);
    if (found > version) {
      throw map.error("version", "is " + found + ", newer than the " + version + " this program reads",
          "update spikelock");
    }
    return map;
  }

  /**
   * A YAML file of another program: no header, any keys. Aliases are refused and depth is bounded here too.
   *
   * @param maxBytes the longest text that is accepted; in memory it takes up to some 40 times as much
   */
  public static YamlValue foreign(Path path, int maxBytes) {
    return foreign(text(path, maxBytes), path.toString());
  }

  /** The same for text that is already in memory; {@code file} is only used in messages. */
  public static YamlValue foreign(String text, String file) {
    return PlainYaml.read(text).orElseGet(() -> {
      if (text.length() > MAX_BYTES) {
        throw new InputException("is " + text.length() + " characters of YAML with tabs, anchors, tags, text over several lines or something wrong, which is "
            + "read in files of up to " + MAX_BYTES, file, "whole file", "write it without those");
      }
      return YamlNodes.value(compose(text, file), file);
    });
  }

  private static Node compose(String text, String file) {
    LoadSettings settings = LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(0)
        .setCodePointLimit(MAX_BYTES).setAllowDuplicateKeys(false).build();
    try {
      var documents = new Compose(settings).composeAllFromString(text).iterator();
      if (!documents.hasNext()) {
        throw new InputException("is empty", file, "line 1", "");
      }
      Node node = documents.next();
      if (documents.hasNext()) {
        throw new InputException("holds more than one YAML document", file, "whole file", "");
      }
      return node;
    } catch (MarkedYamlEngineException e) {
      String where = e.getProblemMark().map(m -> "line " + (m.getLine() + 1)).orElse("");
      throw new InputException("is not valid YAML: " + e.getProblem(), file, where, "");
    } catch (YamlEngineException e) {
      throw new InputException("is not valid YAML: " + e.getMessage().lines().findFirst().orElse(""), file,
          "whole file", "");
    } catch (StackOverflowError e) {
      throw new InputException("is nested too deeply", file, "whole file", "");
    }
  }
}
