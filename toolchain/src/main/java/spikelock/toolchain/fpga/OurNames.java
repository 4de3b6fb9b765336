package spikelock.toolchain.fpga;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of cells and nets as our modules have them, without what tools add. */
final class OurNames {
  /** What Yosys appends to a signal for the cell that drives it, and nextpnr for the cell that it made of that. */
  private static final Pattern ADDED = Pattern.compile("(_SB_[A-Z0-9]+_.*|_TRELLIS_.*|_CCU2C_.*|_L6MUX21_.*|_PFUMX_.*|_LUT[0-9]_.*|_(DFF|ALU|MUX2_LUT)[A-Z0-9]*_.*|"
      + "_RAM_?\\w*|_DP16KD.*|\\$.*|_LC|_DFFLC|_COMB\\d?)$");
  private static final Pattern TILE = Pattern.compile("^board\\.chip\\.mesh\\.row\\[(\\d+)\\]\\.column\\[(\\d+)\\]\\.tile\\.?");
  /** What selects a core's kind is not told. */
  private static final Pattern KIND = Pattern.compile("\\bcore\\.kind_\\d+\\.sized\\.(core\\.)?");
  private static final Pattern BIT = Pattern.compile("\\[\\d+\\]$");

  /** What place and route adds of its own. */
  private static final String TOOL = "added by place and route";

  private OurNames() {}

  /** The signal that a cell drives or a net is: {@code tile(0,0).core.kind_0.sized.datapath.n11_x}. */
  static String signal(String name) {
    String kept = name.replaceFirst("^\\$glbnet\\$", ""); // a global net of nextpnr-ecp5
    for (Matcher added = ADDED.matcher(kept); added.find(); added = ADDED.matcher(kept)) {
      kept = kept.substring(0, added.start());
    }
    Matcher tile = TILE.matcher(kept);
    if (tile.find()) {
      kept = "tile(" + tile.group(2) + "," + tile.group(1) + ")." + kept.substring(tile.end());
    }
    kept = KIND.matcher(kept).replaceFirst("core.").replaceFirst("^board\\.", "");
    return kept.isEmpty() ? name : kept;
  }

  /**
   * The part of the design that a cell belongs to, for a drawing.
   *
   * @param byTile whether a tile is one part, else each of its units is
   */
  static String part(String name, boolean byTile) {
    String signal = signal(name);
    String[] path = BIT.matcher(signal).replaceFirst("").split("\\.");
    if (path[0].startsWith("tile(")) {
      return byTile ? path[0] : path.length < 3 ? "tile" : path[1].equals("core") && path.length > 3 ? "core." + path[2] : path[1];
    }
    if (signal.startsWith("chip.")) {
      return signal.startsWith("chip.mesh.host.") ? "host port" : "trees";
    }
    return signal.startsWith("$") || signal.startsWith("\\$") ? TOOL : "line, reset, LEDs";
  }
}
