package spikelock.toolchain.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time of the programs that this one has started and that have ended. */
public final class ChildTime {
  private static final Path STATUS = Path.of("/proc/self/stat");
  private static final int AFTER_NAME = 2; // characters from the parenthesis that closes the name to the third field
  private static final int CHILDREN_USER = 13; // field 16 of proc(5), counted from the third
  private static final double TICKS = 100; // a second, on every Linux that runs Java 25

  private ChildTime() {}

  /** Seconds, user and system together; 0 where the system does not say. */
  public static double seconds() {
    try {
      String status = Files.readString(STATUS);
      String[] fields = status.substring(status.lastIndexOf(')') + AFTER_NAME).split(" ");
      return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_USER + 1])) / TICKS;
    } catch (IOException e) {
      return 0;
    }
  }
}
