package spikelock.toolchain.verilator;

/** One instance of a compiled model, whatever way it is reached. */
interface NativeModel extends AutoCloseable {
  /** Ports as the harness lists them. */
  Port[] ports();

  /** Words of an exposed memory. */
  int memoryWords(int memory);

  /**
   * Runs a port script.
   *
   * @return the number of results written
   * @throws SimulationException when the model stopped; the results before it are written
   */
  int run(int[] script, int length, int[] results);

  /** Starts a waveform, or ends it when the path is empty. */
  void trace(String path);

  /** What the models of this library have printed. */
  String printed();

  @Override
  void close();
}
