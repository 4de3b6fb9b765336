package spikelock.emulator.engine.message;

import java.util.Arrays;

/**
 * The longest core's work is the timestep's: of sending or of receiving, as if messages took no time and nobody waited. A lower bound, cheap.
 */
public final class SimpleTiming implements MessageTiming {
  private final double barrierS;
  private final CoreWork work;

  public SimpleTiming(int cores, double barrierS) {
    this.barrierS = barrierS;
    this.work = new CoreWork(cores);
  }

  @Override
  public StepTime time(StepMessages messages) {
    work.sum(messages);
    double sendingS = work.sendingS();
    double receivingS = work.receivingS();
    return new StepTime(Math.max(sendingS, receivingS) + barrierS, sendingS, receivingS, 0, barrierS);
  }

  /** What the cores have to do in a timestep, each for itself. */
  static final class CoreWork {
    private final double[] sending;
    private final double[] receiving;

    CoreWork(int cores) {
      sending = new double[cores];
      receiving = new double[cores];
    }

    void sum(StepMessages messages) {
      Arrays.fill(sending, 0);
      Arrays.fill(receiving, 0);
      for (int core = 0; core < sending.length; core++) {
        for (int message = messages.first(core); message != StepMessages.NONE; message = messages.next(message)) {
          sending[core] += messages.generationS(message);
          int to = messages.destination(message);
          if (to != StepMessages.NONE) {
            receiving[to] += messages.processingS(message);
          }
        }
      }
    }

    /** Of the core with most to do for its neurons and its messages out. */
    double sendingS() {
      return most(sending);
    }

    /** Of the core with most to do for messages in. */
    double receivingS() {
      return most(receiving);
    }

    private static double most(double[] seconds) {
      double most = 0;
      for (double each : seconds) {
        most = Math.max(most, each);
      }
      return most;
    }
  }
}
