package spikelock.toolchain.soak;

import java.nio.file.Path;
import spikelock.emulator.lockstep.Difference;
import spikelock.toolchain.random.RandomCase;

/**
 * A case on which emulator and Verilog differ.
 *
 * @param number the case's number in the soak, 0 the first
 * @param chip the number of its chip
 * @param alone whether the case differs as the first of a fresh soak, too; where not, those before it are needed
 * @param found the case as it was dealt; its seed finds it again
 * @param shrunk the smallest case found that still differs
 * @param difference the first difference of the shrunk case
 * @param image the file of the shrunk case; its input and its description are beside it, the case as dealt in the folder {@code as-found}
 */
public record SoakFailure(long number, int chip, boolean alone, RandomCase found, RandomCase shrunk, Difference difference,
    Path image) {

  /** The whole report for people. */
  public String describe() {
    StringBuilder text = new StringBuilder("found with ").append(found.title()).append('\n');
    text.append(difference.describe("emulator", "rtl")).append('\n');
    difference.events().forEach(event -> text.append("  ").append(event).append('\n'));
    text.append("shrunk to ").append(shrunk.describe());
    return text.append("saved as ").append(image).toString();
  }
}
