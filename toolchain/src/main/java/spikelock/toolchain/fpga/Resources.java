package spikelock.toolchain.fpga;

import java.util.Map;
import spikelock.boards.Part;
import spikelock.toolchain.console.Means;

/**
 * What a design takes of a part, in what the part's family counts.
 *
 * @param logic look-up tables with carry cells and small RAMs; after place and route of an iCE40 logic cells, each a look-up table and a flip-flop
 * @param flipFlops on their own; -1 where place and route counts none
 * @param blockRams block RAMs
 * @param largeRams blocks of 16K x 16
 * @param dsps multiplier blocks
 */
public record Resources(
    @Means("look-up tables; placed and routed on iCE40: logic cells") int logic,
    @Means("-1 where not counted") int flipFlops,
    int blockRams,
    @Means("of 16K x 16, SPRAM") int largeRams,
    int dsps) {

  /** What a part has; its flip-flops are not said. */
  public static Resources of(Part part) {
    return new Resources(part.logic(), -1, part.blockRams(), part.largeRams(), part.dsps());
  }

  /** Cells whose name begins with a prefix. */
  static int sum(Map<String, Integer> cells, String prefix) {
    return cells.entrySet().stream().filter(c -> c.getKey().startsWith(prefix)).mapToInt(Map.Entry::getValue).sum();
  }
}
