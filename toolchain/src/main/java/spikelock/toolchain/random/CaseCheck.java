package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.Population;

/** Whether a case is one that the chip's rules allow: what the generator and the shrinker promise. */
public final class CaseCheck {
  private final ChipTables chip;
  private final ChipSpec spec;
  private final RandomCase subject;
  private final List<String> problems = new ArrayList<>();
  private final BitSet[] fed;

  private CaseCheck(RandomCase subject) {
    this.subject = subject;
    this.spec = subject.image().spec();
    this.chip = ChipTables.of(subject.image());
    this.fed = new BitSet[spec.tiles()];
  }

  /** Everything that is wrong with a case, in words; empty for a good one. */
  public static List<String> problems(RandomCase subject) {
    CaseCheck check = new CaseCheck(subject);
    check.run();
    return check.problems;
  }

  private void run() {
    ChipImage image = subject.image();
    for (int tile = 0; tile < spec.tiles(); tile++) {
      fed[tile] = new BitSet();
    }
    inputs();
    for (int tile = 0; tile < spec.tiles(); tile++) {
      CoreImage core = image.cores().get(tile);
      sets(tile, core);
      axons(tile, core);
      fanout(tile, core);
    }
    populations();
  }

  private void require(boolean holds, String what, int tile, int number) {
    if (!holds) {
      problems.add("tile " + tile + ", " + number + ": " + what);
    }
  }

  private void feed(int from, int tile, int delay, int axon, int least) {
    boolean there = tile >= 0 && tile < spec.tiles() && axon >= 0
        && axon < subject.image().cores().get(tile).axonFormat().length;
    require(there, "goes to no axon of the table", from, axon);
    require(delay >= least && delay < spec.core().delaySlots(), "delay " + delay, from, axon);
    if (there) {
      require(!fed[tile].get(axon), "is the second source of axon " + axon + " of tile " + tile, from, axon);
      fed[tile].set(axon);
    }
  }

  private void inputs() {
    var inputs = subject.image().inputs();
    require(inputs.start()[0] == 0 && inputs.start()[inputs.channels()] == inputs.packets(), "input table", 0, 0);
    require(subject.stimulus().channels() == inputs.channels(), "stimulus channels", 0, subject.stimulus().channels());
    require(subject.stimulus().samples() == 1 && subject.timesteps() > 0, "no timesteps", 0, 0);
    for (int packet = 0; packet < inputs.packets(); packet++) {
      feed(-1, inputs.tile()[packet], inputs.delay()[packet], inputs.axon()[packet], 0);
    }
  }

  private void sets(int tile, CoreImage core) {
    PlacedDatapath placed = chip.datapath(tile);
    int neurons = core.neurons();
    require(neurons <= spec.core().neurons(), "neurons", tile, neurons);
    require(core.setCount().length <= chip.setCapacity(tile), "sets", tile, core.setCount().length);
    require(core.setStart().length == core.setCount().length, "starts", tile, core.setStart().length);
    for (int set = 0; set < core.setCount().length; set++) {
      require(core.setCount()[set] >= 1, "an empty set", tile, set);
      require(core.setStart()[set] >= 0 && core.setStart()[set] < 1 << 16, "start", tile, set);
    }
    fields(tile, placed, placed.coreParameters(), column(core.coreParameters()), 1);
    fields(tile, placed, placed.setParameters(), core.setParameters(), core.setCount().length);
    fields(tile, placed, placed.neuronParameters(), core.neuronParameters(), neurons);
    boolean own = placed.shape().neuronInitialState();
    initial(tile, placed, core.setInitial(), own ? 0 : placed.shape().stateWidths().size(), core.setCount().length);
    initial(tile, placed, core.neuronInitial(), own ? placed.shape().stateWidths().size() : 0, neurons);
  }

  private static int[][] column(int[] values) {
    int[][] columns = new int[values.length][1];
    for (int i = 0; i < values.length; i++) {
      columns[i][0] = values[i];
    }
    return columns;
  }

  private void fields(int tile, PlacedDatapath placed, List<Integer> numbers, int[][] values, int count) {
    require(values.length == numbers.size(), "parameters", tile, values.length);
    for (int p = 0; p < values.length; p++) {
      values(tile, placed.datapath().parameters().get(numbers.get(p)), values[p], count);
    }
  }

  private void initial(int tile, PlacedDatapath placed, int[][] values, int fields, int count) {
    require(values.length == fields, "state fields", tile, values.length);
    for (int field = 0; field < values.length; field++) {
      values(tile, placed.datapath().states().get(field), values[field], count);
    }
  }

  private void values(int tile, Field field, int[] values, int count) {
    require(values.length == count, field.name() + " is given " + values.length + " times", tile, count);
    for (int value : values) {
      long wide = field.type().signed() ? value : value & 0xffffffffL;
      require(wide >= field.min() && wide <= field.max(), field.name(), tile, value);
    }
  }

  private void axons(int tile, CoreImage core) {
    int accumulators = chip.accumulators(tile);
    require(core.axonFormat().length <= spec.core().axons(), "axons", tile, core.axonFormat().length);
    require(core.synapses().length <= spec.core().synapses().words(), "synapse words", tile, core.synapses().length);
    for (int axon = 0; axon < core.axonFormat().length; axon++) {
      boolean dense = core.axonFormat()[axon] == 1;
      int length = core.axonLength()[axon];
      int target = core.axonTarget()[axon];
      int words = dense ? (length + spec.core().synapses().denseWeights() - 1) / spec.core().synapses().denseWeights() : length;
      require(core.axonFormat()[axon] >= 0 && core.axonFormat()[axon] <= 1, "format", tile, axon);
      require(length >= 0 && length <= accumulators, "length " + length, tile, axon);
      require(target >= 0 && target < accumulators, "target " + target, tile, axon);
      require(!dense || (length % spec.core().synapses().lanes() == 0 && target % spec.core().synapses().lanes() == 0), "lanes", tile, axon);
      require(core.axonBase()[axon] >= 0 && core.axonBase()[axon] + words <= core.synapses().length, "row", tile, axon);
      int exponent = core.axonExponent()[axon];
      require(exponent >= 0 && exponent < 1 << spec.core().synapses().exponentBits(), "exponent", tile, axon);
    }
    for (int word : core.synapses()) {
      require(spec.core().synapses().wordBits() == 32 || word >>> spec.core().synapses().wordBits() == 0, "synapse word", tile, word);
    }
  }

  private void fanout(int tile, CoreImage core) {
    BitSet taken = new BitSet();
    require(core.fanout().length <= spec.core().fanoutEntries(), "fan-out entries", tile, core.fanout().length);
    require(core.fanoutStart().length == core.neurons(), "fan-out lists", tile, core.fanoutStart().length);
    for (int slot = 0; slot < core.fanoutStart().length; slot++) {
      boolean ended = core.fanoutStart()[slot] < 0;
      for (int at = core.fanoutStart()[slot]; !ended && at < core.fanout().length; at++) {
        require(!taken.get(at), "an entry of two lists", tile, at);
        taken.set(at);
        destination(tile, slot, core.fanout()[at]);
        ended = chip.packets().isLast(core.fanout()[at]);
      }
      require(ended, "a fan-out list without end", tile, slot);
    }
  }

  private void destination(int from, int slot, long entry) {
    PacketFormat packets = chip.packets();
    boolean last = packets.isLast(entry);
    int tile = packets.tileOf(entry);
    if (packets.isHost(entry)) {
      int output = packets.outputOf(entry);
      require(packets.outputEntry(last, output) == entry && output == output(from, slot), "output " + output, from, slot);
    } else {
      int delay = packets.delayOf(entry);
      require(packets.entry(last, tile, delay, packets.axonOf(entry)) == entry, "outside of the mesh", from, slot);
      feed(from, tile, delay, packets.axonOf(entry), 1);
    }
  }

  private int output(int tile, int slot) {
    for (Population population : subject.image().populations()) {
      for (int n = 0; n < population.tile().length; n++) {
        if (population.tile()[n] == tile && population.slot()[n] == slot) {
          return population.firstOutput() < 0 ? -1 : population.firstOutput() + n;
        }
      }
    }
    return -1;
  }

  private void populations() {
    Set<String> names = new HashSet<>();
    BitSet outputs = new BitSet();
    int neurons = 0;
    for (Population population : subject.image().populations()) {
      require(names.add(population.name()), "a second population " + population.name(), 0, 0);
      neurons += population.tile().length;
      for (int n = 0; population.firstOutput() >= 0 && n < population.size(); n++) {
        int output = population.firstOutput() + n;
        require(output < spec.host().outputs() && !outputs.get(output), "output", 0, output);
        outputs.set(output);
      }
    }
    require(neurons == subject.neurons(), "neurons without a name", 0, neurons);
  }
}
