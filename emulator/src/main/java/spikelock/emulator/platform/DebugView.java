package spikelock.emulator.platform;

/** A target that can say what the debug counters of its tiles were in the last timestep. */
public interface DebugView {
  /**
   * [tile * DebugCounter.COUNT + counter] as the chip holds them: those of the step at its barrier, those of the batches at the pulse that
   * ended them; saturated, bit 31 the sticky bit. Empty on a chip without debug counters, or one that cannot be looked into between
   * batches and pulse without being disturbed. In the first timestep after a reset the hops of the reset's own packets are among those
   * of the batches.
   */
  int[] debugCounters();
}
