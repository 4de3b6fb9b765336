package spikelock.toolchain.serial;

/** Bytes to and from a serial line, one direction at a time. Used by one thread at a time. */
public interface BytePipe extends AutoCloseable {

  /** Sends the first {@code count} bytes; they are on their way, or out, when it returns. */
  void write(byte[] bytes, int count);

  /**
   * Receives bytes.
   *
   * @param count how many are waited for
   * @param mostCycles how many clock cycles of the chip the line may stay silent before the first of them and between them
   * @return how many came; fewer than {@code count} when the line stayed silent
   */
  int read(byte[] bytes, int count, long mostCycles);

  /** Holds the line at 0 for longer than a byte, which resets the chip, and waits until it can be spoken to again. */
  void sendBreak();

  /** Ends the pipe; the chip stays as it is. */
  @Override
  void close();
}
