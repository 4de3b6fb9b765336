package spikelock.emulator.link;

import spikelock.emulator.platform.TargetStoppedException;

/** A batch or step that did not end within the cycles that a link allows it. */
public final class JobStoppedException extends TargetStoppedException {
  private static final long serialVersionUID = 1L;
  private final int job;
  private final int cycles;

  /**
   * @param job its number among the {@link HostJobs}
   * @param cycles after which it was still under way
   */
  public JobStoppedException(int job, int cycles) {
    this(job, cycles, "job " + job);
  }

  private JobStoppedException(int job, int cycles, String what) {
    super("the chip is still busy " + cycles + " cycles after the start of " + what);
    this.job = job;
    this.cycles = cycles;
  }

  public int job() {
    return job;
  }

  /** The same, said in the words of who asked for the job. */
  JobStoppedException named(String what) {
    return new JobStoppedException(job, cycles, what);
  }
}
