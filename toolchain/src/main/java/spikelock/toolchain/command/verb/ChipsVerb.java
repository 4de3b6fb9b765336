package spikelock.toolchain.command.verb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.toolchain.command.describe.ChipDescription;
import spikelock.toolchain.command.describe.OrderedMap;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.console.Verb;

/** {@code chips}: the bundled chips, or everything about one chip. */
@Command(name = "chips", description = "the bundled chips, or all sizes and memories of one")
final class ChipsVerb extends Verb {
  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME|FILE", description = "A bundled chip or a chip definition; without it all bundled chips.")
  private String chip = "";

  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("chips", "chips mesh-4x4", "chips mesh-4x4 > my-chip.yaml   (the start of a chip of your own)", "chips hx8k-1 --json");
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("chips", "without NAME, per bundled chip: name, description, spec (every size; see definition)");
    fields.put("chip", "with NAME: the chip's name");
    fields.put("definition", "with NAME: its full definition as YAML, defaults included");
    fields.put("spec", "with NAME: every size");
    fields.put("memories", "with NAME, per datapath: datapath, tiles, state_bits, set_units, latency_cycles and memories, each with memory, "
        + "region, words, bits (of a word), total_bits, registers (whether it is flip-flops), ice40_blocks (4 kbit), ecp5_blocks (18 kbit)");
    return fields;
  }

  @Override
  public Answer run(Session session) {
    return chip.isEmpty() ? all() : one(chip);
  }

  private static Answer all() {
    List<Object> chips = new ArrayList<>();
    TextTable table = new TextTable("chip", "mesh", "neurons", "axons", "synapse words", "weights", "lanes", "slots", "fan-out", "clock", "");
    for (String name : Chips.names()) {
      ChipSpec spec = Chips.read(name);
      chips.add(OrderedMap.of("name", name, "description", Chips.description(name), "spec", spec));
      table.row(name, spec.mesh().width() + " x " + spec.mesh().height(), spec.core().neurons(), spec.core().axons(), spec.core().synapses().words(), spec.core().synapses().weightBits() + " bit",
          spec.core().synapses().lanes(), spec.core().delaySlots(), spec.core().fanoutEntries(), spec.clock(), Chips.description(name));
    }
    return Answer.done(Map.of("chips", chips), table + "\n\nSizes are those of one core. spikelock chips NAME shows everything about one.");
  }

  private static Answer one(String nameOrPath) {
    ChipDescription description = ChipDescription.of(nameOrPath);
    return Answer.done(description.fields(), description.text());
  }
}
