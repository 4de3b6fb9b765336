package spikelock.emulator.platform;

/** A target that no longer runs: its Verilog stopped itself, or the chip never became idle again. In lockstep it is a difference. */
public class TargetStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TargetStoppedException(String message) {
    super(message);
  }
}
