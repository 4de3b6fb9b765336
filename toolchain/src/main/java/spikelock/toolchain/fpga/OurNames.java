package spikelock.toolchain.fpga;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of cells and nets as our modules have them, without what tools add. */
final class OurNames {
  /** What Yosys appends to a signal for the cell that drives it, and nextpnr for the cell that it made of that. */
  private static final Pattern ADDED = Pattern.compile("(_SB_[A-Z0-9]+_.*|_TRELLIS_.*|_CCU2C_.*|_L6MUX21_.*|_PFUMX_.*|_LUT[0-9]_.*|_(DFF|ALU|MUX2_LUT)[A-Z0-9]*_.*|"
      + "_RAM_?\\w*|_DP16KD.*|\\$.*|_LC|_DFFLC|_COMB\\d?)$");
  private static final Pattern TILE = Pattern.compile("^board\\.chip\\.mesh\\.row\\[(\\d+)\\]\\.column\\[(\\d+)\\]\\.tile\\.?");
  private static final Pattern BIT = Pattern.compile("\\[\\d+\\]$");

  private OurNames() {}

  /** The signal that a cell drives or a net is: {@code tile(0,0).core.kind_0.sized.datapath.n11_x}. */
  static String signal(String name) {
    String kept = name;
    for (Matcher added = ADDED.matcher(kept); added.find(); added = ADDED.matcher(kept)) {
      kept = kept.substring(0, added.start());
    }
    Matcher tile = TILE.matcher(kept);
    if (tile.find()) {
      kept = "tile(" + tile.group(2) + "," + tile.group(1) + ")." + kept.substring(tile.end());
    }
    kept = kept.replace("kind_0.sized.", "").replaceFirst("^board\\.", "");
    return kept.isEmpty() ? name : kept;
  }

  /** The module instance that a signal is in: {@code tile(0,0).core.datapath}; {@code top} for the outermost. */
  static String module(String name) {
    String signal = BIT.matcher(signal(name)).replaceFirst("");
    int dot = signal.lastIndexOf('.');
    return dot < 0 ? "top" : signal.substring(0, dot);
  }
}
