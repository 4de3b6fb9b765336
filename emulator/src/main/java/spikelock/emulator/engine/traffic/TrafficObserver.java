package spikelock.emulator.engine.traffic;

/**
 * Watches the traffic of a step as the timing engine plays it. Ports are L N E S W = 0..4; a queue is {@code tile * 5 + port}, the
 * input FIFO of that port. Slow: for tests, coverage and port sequences.
 */
public interface TrafficObserver {
  /** Watches nothing. */
  TrafficObserver NONE = new TrafficObserver() { };

  /**
   * A cycle begins.
   *
   * @param cycle counted from the pulse at the tiles
   * @param wants [tile] bit {@code output * 5 + input} where the head of an input FIFO wants an output
   * @param held [queue] flits in it
   */
  default void cycle(int cycle, int[] wants, int[] held) { }

  /** Axon-out's packet enters the router; {@code packet} is its number in the {@link spikelock.emulator.engine.step.Step}. */
  default void inject(int cycle, int tile, int packet) { }

  /** The head of queue {@code from} enters queue {@code to}, the tile's core (-1) or the host (-2). */
  default void move(int cycle, int from, int to) { }
}
