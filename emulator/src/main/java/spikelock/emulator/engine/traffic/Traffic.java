package spikelock.emulator.engine.traffic;

import spikelock.emulator.engine.step.Step;

/**
 * Plays the traffic of a step cycle by cycle ({@code hdl/TIMING.md}, sections 5 and 7): axon-outs offer, routers accept and pass on.
 * Two classes do it, and do the same: {@link QueuedTraffic} for any chip, {@link SlicedTraffic} for small ones.
 */
public interface Traffic {
  /** Bits by which a tile is shifted in {@code moved}. */
  int STRIDE_LOG2 = 3;

  /** Cycles for which an arrival is under way after it left its router: registered, then written into the scheduler. */
  int ARRIVAL = 2;

  /**
   * Plays a step from an empty mesh to an empty mesh.
   *
   * @param step what happened
   * @param outs what the axon-outs do; at their start
   * @param moved [tile << 3 | output] receives the flits that left by each output of each router
   * @return the last cycle in which a router held a flit or an arrival was under way, 0 when there was no traffic
   */
  int play(Step step, AxonOuts outs, int[] moved);

  /** Shows every cycle to {@code watcher} from now on. */
  void observe(TrafficObserver watcher);
}
