package spikelock.emulator.chip;

/** The block RAMs of an FPGA family: how many of them a memory takes. */
public enum BlockRam {
  /** Lattice iCE40 EBR, 4 kbit (FPGA-TN-02002). */
  ICE40("iCE40", 4096, 2, 4, 8, 16),
  /** Lattice ECP5 EBR, 18 kbit; the parity bits are there in words of 9 bits and more (FPGA-TN-02204). */
  ECP5("ECP5", 16384, 1, 2, 4, 9, 18, 36);

  private final String title;
  private final int dataBits;
  @SuppressWarnings("ImmutableEnumChecker") // never written to
  private final int[] widths;

  BlockRam(String title, int dataBits, int... widths) {
    this.title = title;
    this.dataBits = dataBits;
    this.widths = widths;
  }

  /** The family's name. */
  public String title() {
    return title;
  }

  /** Blocks of a memory in the best of the block's shapes; 0 for flip-flops. */
  public int blocks(MemoryPlan.Memory memory) {
    int best = Integer.MAX_VALUE;
    for (int width : widths) {
      int depth = dataBits / Integer.highestOneBit(width);
      int across = (memory.bits() + width - 1) / width;
      int down = (memory.words() + depth - 1) / depth;
      best = Math.min(best, across * down);
    }
    return memory.registers() ? 0 : best;
  }
}
