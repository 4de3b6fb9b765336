package spikelock.emulator.engine.message;

import java.util.Arrays;

/**
 * What happens between the cores of a chip in one timestep: for each core, in sending order, its messages. Arrays grow to the largest
 * timestep and are used again, so filling one allocates nothing in the long run.
 */
public final class StepMessages {
  /** Where a core's list ends; the destination of work that sends nothing. */
  static final int NONE = -1;

  private static final int FIRST_CAPACITY = 1024;

  private final int[] first;
  private final int[] last;
  private int count;
  private int[] next = new int[FIRST_CAPACITY];
  private int[] destination = new int[FIRST_CAPACITY];
  private double[] generationS = new double[FIRST_CAPACITY];
  private double[] processingS = new double[FIRST_CAPACITY];

  public StepMessages(int cores) {
    first = new int[cores];
    last = new int[cores];
    clear();
  }

  /** A new timestep: nobody has sent anything. */
  public void clear() {
    count = 0;
    Arrays.fill(first, NONE);
  }

  /**
   * A core sends a message after all it has sent before.
   *
   * @param generationS that passes at the sender between its previous message (or the start) and this one
   * @param processingS that the receiver works on it
   * @return the message's number, for {@link #process}
   */
  public int send(int source, int to, double generationS, double processingS) {
    int message = count++;
    if (message == next.length) {
      grow();
    }
    next[message] = NONE;
    destination[message] = to;
    this.generationS[message] = generationS;
    this.processingS[message] = processingS;
    if (first[source] == NONE) {
      first[source] = message;
    } else {
      next[last[source]] = message;
    }
    last[source] = message;
    return message;
  }

  /** A core works on after its last message without sending any more. */
  public void work(int core, double seconds) {
    send(core, NONE, seconds, 0);
  }

  /** Sets what the receiver of a message works on it. */
  public void process(int message, double seconds) {
    processingS[message] = seconds;
  }

  private void grow() {
    int capacity = Math.multiplyExact(next.length, 2);
    next = Arrays.copyOf(next, capacity);
    destination = Arrays.copyOf(destination, capacity);
    generationS = Arrays.copyOf(generationS, capacity);
    processingS = Arrays.copyOf(processingS, capacity);
  }

  /** Messages, and stretches of work that send nothing. */
  int count() {
    return count;
  }

  /** The first message of a core, or {@link #NONE}. */
  int first(int core) {
    return first[core];
  }

  /** The message that the same core sends after it, or {@link #NONE}. */
  int next(int message) {
    return next[message];
  }

  /** The core that a message goes to, or {@link #NONE}. */
  int destination(int message) {
    return destination[message];
  }

  double generationS(int message) {
    return generationS[message];
  }

  double processingS(int message) {
    return processingS[message];
  }
}
