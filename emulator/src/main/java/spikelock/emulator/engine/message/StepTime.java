package spikelock.emulator.engine.message;

/**
 * The time of one timestep.
 *
 * @param seconds all of it, the barrier included
 * @param computeS of the core that takes longest for its own neurons and for sending
 * @param memoryS of the core that takes longest for what it receives
 * @param trafficS that passes beyond the longer of the two: never negative, 0 where the network is not looked at
 * @param barrierS of closing the timestep
 */
public record StepTime(double seconds, double computeS, double memoryS, double trafficS, double barrierS) {
  /** The time as {@link SimpleTiming} has it. */
  public double withoutTrafficS() {
    return Math.max(computeS, memoryS) + barrierS;
  }

  /** What most of the time goes into; of equal ones the first of the enum. */
  public Bound bound() {
    Bound bound = computeS >= memoryS ? Bound.COMPUTE : Bound.MEMORY;
    double most = Math.max(computeS, memoryS);
    if (trafficS > most) {
      bound = Bound.TRAFFIC;
      most = trafficS;
    }
    return barrierS > most ? Bound.BARRIER : bound;
  }
}
