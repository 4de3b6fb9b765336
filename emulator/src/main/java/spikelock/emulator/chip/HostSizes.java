package spikelock.emulator.chip;

/**
 * The host port.
 *
 * @param inputBuffer packets of one batch
 * @param outputs output numbers
 */
public record HostSizes(int inputBuffer, int outputs) {

  public HostSizes {
    ChipField.INPUT_BUFFER.check(inputBuffer);
    ChipField.OUTPUTS.check(outputs);
  }
}
