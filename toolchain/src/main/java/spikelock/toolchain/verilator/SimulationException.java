package spikelock.toolchain.verilator;

import spikelock.emulator.platform.TargetStoppedException;

/** The model stopped: {@code $fatal}, {@code $stop}, {@code $error}, {@code $finish}, a failed assertion or a C++ exception. */
public final class SimulationException extends TargetStoppedException {
  private static final long serialVersionUID = 1L;
  private final String file;
  private final int line;
  private final int results;

  /** @param results how many a program had given when the model stopped */
  SimulationException(String message, String file, int line, int results) {
    super(message);
    this.file = file;
    this.line = line;
    this.results = results;
  }

  /** The Verilog file, or the empty string. */
  public String file() {
    return file;
  }

  /** The line in it, or 0. */
  public int line() {
    return line;
  }

  /** How many results the program had given. */
  public int results() {
    return results;
  }

  /** What {@link #of} makes an equal exception from. */
  String encoded() {
    String place = file.isEmpty() ? "" : " (" + file + ":" + line + ")";
    String message = getMessage().endsWith(place) ? getMessage().substring(0, getMessage().length() - place.length()) : getMessage();
    return message + "\t" + file + "\t" + line;
  }

  /** From the harness's {@code message\tfile\tline}. */
  static SimulationException of(String error, int results) {
    String[] parts = error.split("\t", -1);
    String file = parts.length > 1 ? parts[1] : "";
    int line = parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
    return new SimulationException(parts[0] + (file.isEmpty() ? "" : " (" + file + ":" + line + ")"), file, line, results);
  }
}
