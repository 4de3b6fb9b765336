package spikelock.toolchain.netlist;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Large RAMs and multipliers of the UltraPlus in a bitstream's text ({@code .asc}). {@code icebox_vlog} leaves them out without a word, so that what it
 * writes is not what is in the bitstream. They sit in tiles of their own, whose configuration bits (IceStorm: {@code CBIT}) are those in column 7 of
 * the first 8 rows; these are 0 where the block is not used.
 */
final class HardBlocks {
  private static final Set<String> TILES = Set.of(".ipcon_tile", ".dsp0_tile", ".dsp1_tile", ".dsp2_tile", ".dsp3_tile");
  private static final int ROWS = 8;
  private static final int COLUMN = 7;

  private HardBlocks() {}

  /** The first tile with a block that is used, as the text names it; nothing when there is none. */
  static Optional<String> used(String asc) {
    List<String> lines = asc.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      String[] words = lines.get(at).split(" ");
      if (TILES.contains(words[0])) {
        for (String row : lines.subList(at + 1, Math.min(lines.size(), at + 1 + ROWS))) {
          if (row.length() > COLUMN && row.charAt(COLUMN) == '1') {
            return Optional.of(lines.get(at).substring(1));
          }
        }
      }
    }
    return Optional.empty();
  }
}
