package spikelock.toolchain.fpga;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import spikelock.boards.Board;
import spikelock.boards.Family;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.PlacedCores;
import spikelock.hdl.project.BlockRams;

/** Whether a chip can be in a board's part, as far as is known before synthesis. */
public final class PartFit {
  private static final int UNKNOWN = -1;

  private PartFit() {}

  /** What the chip will take of the board's part. */
  public static Prediction predict(Board board, ChipSpec spec, Map<String, String> texts) {
    return Prediction.of(spec, texts, board.part());
  }

  /** What of the board's part is predicted to be too little, in words; empty where nothing is. */
  public static String lacks(Board board, Prediction prediction) {
    List<String> lacking = new ArrayList<>(tooMany(board, prediction.needs()));
    if (prediction.mhz() != null && prediction.mhz() + prediction.mhzSpread() < board.clockPlan().mhz()) {
      lacking.add(String.format(Locale.ROOT, "clock: %.0f of %.0f MHz", prediction.mhz() + prediction.mhzSpread(), board.clockPlan().mhz()));
    }
    return String.join("; ", lacking);
  }

  /**
   * Block RAMs that are certainly too many: counts that a test holds equal to what synthesis reports.
   *
   * @return in words; empty where there is room, or the family's count is an estimate
   */
  static String certainlyLacks(Board board, ChipSpec spec, Map<String, String> texts) {
    Family family = board.part().family();
    BlockRams rams = Prediction.blockRams(spec, PlacedCores.of(spec, texts), board.part());
    boolean exact = family.isIce40() || family == Family.ECP5;
    return exact ? lacks(board, new Resources(UNKNOWN, UNKNOWN, rams.blocks(), rams.large(), UNKNOWN)) : "";
  }

  /** What synthesis counted and the part has not, in words. */
  static String lacks(Board board, Resources synthesised) {
    return String.join("; ", tooMany(board, synthesised));
  }

  private static List<String> tooMany(Board board, Resources needs) {
    List<String> lacking = new ArrayList<>();
    Resources has = Resources.of(board.part());
    add(lacking, board.part().family().logic(), needs.logic(), has.logic());
    add(lacking, "block RAMs", needs.blockRams(), has.blockRams());
    add(lacking, "large RAMs", needs.largeRams(), has.largeRams());
    add(lacking, "multipliers", needs.dsps(), has.dsps());
    return lacking;
  }

  private static void add(List<String> all, String what, int needs, int has) {
    if (needs > has) {
      all.add(String.format(Locale.ROOT, "%s: %,d of %,d", what, needs, has));
    }
  }
}
