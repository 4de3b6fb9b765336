package spikelock.toolchain.command.describe;

import spikelock.emulator.chip.Chips;

/** Chip definitions and bundled chips. */
final class ChipDescriber implements Describer {
  @Override
  public String kind() {
    return "chip definition (.yaml)";
  }

  @Override
  public Class<ChipDetails> details() {
    return ChipDetails.class;
  }

  @Override
  public boolean accepts(String name, String start) {
    return start.isEmpty() ? Chips.names().contains(name) : start.contains("spikelock/chip");
  }

  @Override
  public Description describe(String name) {
    ChipDetails chip = ChipDetails.of(name);
    return new Description(chip, chip.text());
  }
}
