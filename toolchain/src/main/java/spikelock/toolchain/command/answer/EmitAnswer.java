package spikelock.toolchain.command.answer;

import java.nio.file.Path;
import java.util.List;
import spikelock.toolchain.console.Means;

/** What {@code emit} wrote. */
public record EmitAnswer(
    @Means("the folder written; cosim --rtl reads it") String folder,
    @Means("SHA-256 of the image's contents") String imageHash,
    @Means("SHA-256 of the Verilog") String rtlHash,
    @Means("the top module") String top,
    @Means("Verilog files of the chip, relative to the folder; beside them chip_tb.v, config.hex, input.hex, expected.hex, README.txt") List<String> files) {

  /**
   * For people.
   *
   * @param file what was emitted
   * @param input what the testbench runs, in words
   */
  public String text(String file, String input) {
    return "wrote " + folder + ": top module " + top + ", " + files.size() + " files\n"
        + "Its testbench loads the network, runs " + input + " and compares with the emulator: see " + Path.of(folder).resolve("README.txt") + "\n"
        + "After a change, hold it to the emulator again: spikelock cosim " + file + " --rtl " + folder;
  }
}
