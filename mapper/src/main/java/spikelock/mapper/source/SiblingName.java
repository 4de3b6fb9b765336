package spikelock.mapper.source;

import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;

/** The rule for names of side files: relative, downwards only. */
final class SiblingName {
  private SiblingName() {}

  static String checked(String relative, String owner) {
    String why = relative.isBlank() ? "is empty"
        : relative.startsWith("/") || relative.contains("\\") || relative.matches("[A-Za-z]:.*") ? "is an absolute path"
        : relative.chars().anyMatch(c -> c < ' ') ? "holds control characters"
        : ("/" + relative + "/").contains("/../") ? "leaves the folder of the file" : "";
    if (!why.isEmpty()) {
      throw new InputException("the file name \"" + Printable.of(relative) + "\" " + why, owner, "",
          "side files are looked for in the folder of the file that names them, and below");
    }
    return relative;
  }
}
