package spikelock.toolchain.command.answer;

import java.util.List;
import spikelock.emulator.chip.Chips;
import spikelock.toolchain.command.describe.ChipSizes;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** What {@code chips} says without a name. */
@Means("without NAME")
public record ChipsAnswer(@Means("per bundled chip") List<Chip> chips) {

  /** A bundled chip. */
  public record Chip(String name, String description, @Means("every size") ChipSizes spec) {}

  public static ChipsAnswer bundled() {
    return new ChipsAnswer(Chips.names().stream().map(name -> new Chip(name, Chips.description(name), ChipSizes.of(Chips.read(name)))).toList());
  }

  public String text() {
    TextTable table = new TextTable("chip", "mesh", "neurons", "axons", "synapse words", "weights", "lanes", "slots", "fan-out", "clock", "");
    for (Chip chip : chips) {
      ChipSizes spec = chip.spec;
      table.row(chip.name, spec.width() + " x " + spec.height(), spec.neurons(), spec.axons(), spec.synapseWords(), spec.weightBits() + " bit",
          spec.lanes(), spec.delaySlots(), spec.fanoutEntries(), Chips.read(chip.name).clock(), chip.description);
    }
    return table + "\n\nSizes are those of one core. spikelock chips NAME shows everything about one.";
  }
}
