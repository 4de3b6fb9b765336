package spikelock.toolchain.sweep;

import java.util.List;
import spikelock.emulator.files.Sha256;

/**
 * All that the results of a sweep depend on. Results belong together when their definitions are equal.
 *
 * @param grid the points
 * @param text everything, a line each: hashes of files, settings, the axes and what their values name
 */
public record Definition(Grid grid, String text) {

  /** Tells it from others. */
  public String hash() {
    return new Sha256().add(text).hex();
  }

  /** Where another one differs first, in words; empty when they are equal. */
  public static String difference(String here, String there) {
    List<String> ours = here.lines().toList();
    List<String> theirs = there.lines().toList();
    for (int line = 0; line < Math.max(ours.size(), theirs.size()); line++) {
      String our = line < ours.size() ? ours.get(line) : "nothing";
      String their = line < theirs.size() ? theirs.get(line) : "nothing";
      if (!our.equals(their)) {
        return "there \"" + shortened(their) + "\", here \"" + shortened(our) + "\"";
      }
    }
    return "";
  }

  private static String shortened(String line) {
    return line.length() <= 120 ? line : line.substring(0, 117) + "...";
  }
}
