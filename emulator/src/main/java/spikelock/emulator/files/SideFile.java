package spikelock.emulator.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;

/**
 * The one rule for files that a file names: they lie in its folder or below. A network or chip from anywhere can so name no other file of the machine.
 * What a user writes as orders (a sweep, a training) is a command line in a file and may name any.
 */
public final class SideFile {
  private static final String RULE = "side files are looked for in the folder of the file that names them, and below";

  private SideFile() {}

  /**
   * Holds a name to the rule: relative, downwards only.
   *
   * @param owner the file that names it, for the message
   * @throws InputException when it is not
   */
  public static String checked(String relative, String owner) {
    String why = relative.isBlank() ? "is empty"
        : relative.startsWith("/") || relative.contains("\\") || relative.matches("[A-Za-z]:.*") ? "is an absolute path"
        : relative.chars().anyMatch(c -> c < ' ') ? "holds control characters"
        : ("/" + relative + "/").contains("/../") ? "leaves the folder of the file" : "";
    if (!why.isEmpty()) {
      throw new InputException("the file name \"" + Printable.of(relative) + "\" " + why, owner, "", RULE);
    }
    return relative;
  }

  /**
   * A file that another one names.
   *
   * @param owner the file that names it
   * @return its path, as seen from where {@code owner}'s is
   * @throws InputException when the name breaks the rule, also by a link, or there is no such file
   */
  public static Path of(Path owner, String relative) {
    checked(relative, owner.toString());
    try {
      Path folder = Optional.ofNullable(owner.toAbsolutePath().getParent()).orElseThrow();
      Path wanted = folder.resolve(relative);
      if (!Files.exists(wanted)) {
        throw new InputException("there is no file \"" + relative + "\" in the folder of this file", owner.toString(), "", "");
      }
      if (!wanted.toRealPath().startsWith(folder.toRealPath())) {
        throw new InputException("the file \"" + relative + "\" is a link that leaves the folder", owner.toString(), "", RULE);
      }
      return Optional.ofNullable(owner.getParent()).map(parent -> parent.resolve(relative)).orElse(Path.of(relative));
    } catch (IOException | InvalidPathException e) {
      throw new InputException("the file \"" + Printable.of(relative) + "\" cannot be read (" + e.getMessage() + ")", owner.toString(), "", "");
    }
  }
}
