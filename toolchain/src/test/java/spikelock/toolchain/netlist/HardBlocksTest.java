package spikelock.toolchain.netlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Large RAMs and multipliers in a bitstream's text. */
class HardBlocksTest {
  private static final int COLUMNS = 54;
  private static final int ROWS = 16;

  /** A tile with one bit set. */
  private static String tile(String name, int row, int column) {
    List<StringBuilder> rows = Collections.nCopies(ROWS, "0".repeat(COLUMNS)).stream().map(StringBuilder::new).toList();
    rows.get(row).setCharAt(column, '1');
    return name + "\n" + String.join("\n", rows) + "\n\n";
  }

  @Test
  void aConfigurationBitOfTheirTilesIsOne() {
    for (String kind : List.of(".ipcon_tile 25 27", ".dsp0_tile 0 5", ".dsp1_tile 0 6", ".dsp2_tile 25 7", ".dsp3_tile 25 8")) {
      for (int row = 0; row < 8; row++) {
        assertThat(HardBlocks.used(".device 5k\n\n" + tile(".logic_tile 3 3", 1, 7) + tile(kind, row, 7))).as(kind + " row " + row).contains(kind.substring(1));
      }
    }
  }

  @Test
  void wiresThroughTheirTilesAndAllOfOtherTilesAreNone() {
    assertThat(HardBlocks.used(tile(".ipcon_tile 25 27", 1, 8) + tile(".ipcon_tile 25 28", 9, 7) + tile(".dsp0_tile 0 5", 0, 6) + tile(".logic_tile 3 3", 0, 7)
        + tile(".ramb_tile 6 3", 0, 7))).isEmpty();
    assertThat(HardBlocks.used("")).isEmpty();
  }
}
