package spikelock.toolchain.command.describe;

import spikelock.emulator.chip.Chips;

/** Chip definitions and bundled chips. */
final class ChipDescriber implements Describer {
  @Override
  public String kind() {
    return "chip definition (.yaml)";
  }

  @Override
  public String fields() {
    return "those of chips NAME";
  }

  @Override
  public boolean accepts(String name, String start) {
    return start.isEmpty() ? Chips.names().contains(name) : start.contains("spikelock/chip");
  }

  @Override
  public Description describe(String name) {
    ChipDescription chip = ChipDescription.of(name);
    return new Description(chip.fields(), chip.text());
  }
}
