package spikelock.emulator.link;

/**
 * A way to a chip's host port ({@code hdl/rtl/host_port.v}): takes jobs there and brings their answers back. What lies between is its
 * own affair: a simulator, a serial line with many jobs under way. The chip behind it is out of its power-on reset, and nothing is
 * known of its memories. Used by one thread at a time; all links are held to one contract ({@code ChipLinkContract}).
 *
 * <p>A <em>batch</em> is 1..{@code input_buffer} packets that enter the drained mesh one a cycle; it is over when the mesh has drained
 * again. Its cycles are exact where all packets are spikes; those of configuration packets are counted nowhere. A <em>reply</em> is the
 * 16-bit unit that a READ brings; the port keeps a batch's replies, in the order of its READs, until the next batch. A <em>step</em> is
 * one timestep from pulse to barrier; then the outputs can be read until the next.
 */
public interface ChipLink extends AutoCloseable {

  /** What is at the other end, for reports: {@code rtl}. */
  String name();

  /**
   * Whether a step's answer has the counters, too: of a link that sees them without packets, or whose far end reads them. Otherwise they
   * are read as memories are.
   */
  boolean answersCounters();

  /**
   * Runs jobs in their order. They may be many more than the chip or the line can hold at once.
   *
   * @param jobs made for this link; unchanged
   * @param answers at least {@link HostJobs#answerWords()} long; receives the answer of each job at {@link HostJobs#answerAt}
   * @throws JobStoppedException when a job did not end; the chip is of no more use
   * @throws spikelock.emulator.platform.TargetStoppedException when the chip stopped otherwise
   * @throws spikelock.emulator.error.ToolException when the link itself failed
   */
  void run(HostJobs jobs, int[] answers);

  /**
   * How many jobs of the last run were answered. Also when that threw something: what did not end, or broke the link, is then the job
   * behind them, and their answers are there.
   */
  int answered();

  /** Ends the link; the chip stays as it is. */
  @Override
  void close();
}
