package spikelock.mapper.sanafe.simulate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.chip.BufferPosition;
import spikelock.mapper.sanafe.chip.SanafeChip;
import spikelock.mapper.sanafe.chip.Section;
import spikelock.mapper.sanafe.chip.UnitType;
import spikelock.mapper.sanafe.network.NeuronConfig;
import spikelock.mapper.sanafe.value.Values;

/** Gives each neuron a dendrite and a soma of its core, with their attributes and costs. */
final class NeuronPlacer {
  private static final int NOISE_BITS = 7;
  private static final int MOST_NOISE_BITS = 8;

  private final SanafeChip chip;
  private final Values chipValues;
  private final Values values;
  private final UsedUnits units;
  private final UnitCosts costs;
  private final NetworkNeurons network;
  private final Placed placed;
  private final List<UnitCosts.Event> dendriteCosts = new ArrayList<>();
  private final List<UnitCosts.Soma> somaCosts = new ArrayList<>();
  private final Map<UnitType, Integer> dendritePrices = new IdentityHashMap<>();
  private final Map<UnitType, Integer> somaPrices = new IdentityHashMap<>();
  private final Map<UsedUnits.Unit, Dendrite> dendrites = new HashMap<>();
  private final Map<UsedUnits.Unit, InputSource> sources = new HashMap<>();
  private final Map<UsedUnits.Unit, Optional<NoiseStream>> noises = new HashMap<>();

  NeuronPlacer(SanafeChip chip, Values values, UsedUnits units, NetworkNeurons network, Placed placed) {
    this.chip = chip;
    this.chipValues = new Values(chip.file());
    this.values = values;
    this.units = units;
    this.costs = new UnitCosts(chipValues);
    this.network = network;
    this.placed = placed;
  }

  void place() {
    int neurons = placed.neurons;
    placed.dendriteAddresses = new int[neurons];
    placed.dendritePrices = new int[neurons];
    placed.somaPrices = new int[neurons];
    placed.dendrites = new Dendrite[neurons];
    placed.adds = new boolean[neurons];
    placed.somas = new Somas(neurons);
    UsedUnits.Unit[] dendriteUnits = new UsedUnits.Unit[neurons];
    UsedUnits.Unit[] somaUnits = new UsedUnits.Unit[neurons];
    for (int neuron = 0; neuron < neurons; neuron++) {
      int number = placed.numbers[neuron];
      int core = placed.usedCores[placed.usedOf[neuron]];
      NeuronConfig config = network.config(number);
      dendriteUnits[neuron] = units.unit(core, Section.DENDRITE, config.dendriteUnit(), () -> "neuron " + network.name(number));
      somaUnits[neuron] = units.unit(core, Section.SOMA, config.somaUnit(), () -> "neuron " + network.name(number));
      placed.dendriteAddresses[neuron] = dendriteUnits[neuron].nextAddress();
      placed.dendritePrices[neuron] = dendritePrices.computeIfAbsent(dendriteUnits[neuron].type(), type -> number(dendriteCosts, costs.dendrite(type)));
      placed.somaPrices[neuron] = somaPrices.computeIfAbsent(somaUnits[neuron].type(), type -> number(somaCosts, costs.soma(type)));
    }
    for (int neuron = 0; neuron < neurons; neuron++) {
      placed.dendrites[neuron] = dendrites.computeIfAbsent(dendriteUnits[neuron], this::dendrite);
      placed.adds[neuron] = placed.dendrites[neuron] instanceof Accumulator && placed.buffers[placed.usedOf[neuron]] == BufferPosition.BEFORE_SOMA;
      configure(neuron, somaUnits[neuron], network.config(placed.numbers[neuron]));
    }
    price();
  }

  private static <T> int number(List<T> costs, T cost) {
    costs.add(cost);
    return costs.size() - 1;
  }

  private void configure(int neuron, UsedUnits.Unit soma, NeuronConfig config) {
    switch (soma.model()) {
      case LEAKY_INTEGRATE_FIRE -> placed.somas.leakyIntegrateFire(neuron, noises.computeIfAbsent(soma, this::noise).orElse(null));
      case TRUENORTH -> placed.somas.trueNorth(neuron);
      default -> placed.somas.input(neuron, sources.computeIfAbsent(soma, unit -> new InputSource(units.inputNumber(unit))));
    }
    placed.somas.configure(neuron, values, config.attributes());
    if (placed.dendrites[neuron] instanceof TapDendrite taps) {
      config.attributes().forEach((name, attribute) -> {
        if (attribute.toDendrite()) {
          taps.set(values, name, attribute.value());
        }
      });
    }
  }

  private Dendrite dendrite(UsedUnits.Unit unit) {
    return switch (unit.model()) {
      case ACCUMULATOR_WITH_DELAY -> new DelayAccumulator(unit.used());
      case TAPS -> new TapDendrite();
      default -> new Accumulator(unit.used());
    };
  }

  private Optional<NoiseStream> noise(UsedUnits.Unit unit) {
    Map<String, YamlValue> attributes = unit.type().attributes();
    YamlValue name = attributes.get("noise");
    if (name == null) {
      return Optional.empty();
    }
    YamlValue bits = attributes.get("noise_bits");
    return Optional.of(NoiseStream.read(chipValues, name.line(), chipValues.text(name, "noise"), chip.folder(),
        bits == null ? NOISE_BITS : chipValues.integer(bits, "noise_bits", 0, MOST_NOISE_BITS)));
  }

  private void price() {
    placed.dendriteEnergyJ = dendriteCosts.stream().mapToDouble(UnitCosts.Event::energyJ).toArray();
    placed.dendriteLatencyS = dendriteCosts.stream().mapToDouble(UnitCosts.Event::latencyS).toArray();
    placed.accessJ = somaCosts.stream().mapToDouble(cost -> cost.access().energyJ()).toArray();
    placed.updateJ = somaCosts.stream().mapToDouble(cost -> cost.update().energyJ()).toArray();
    placed.spikeJ = somaCosts.stream().mapToDouble(cost -> cost.spike().energyJ()).toArray();
    placed.idleS = somaCosts.stream().mapToDouble(cost -> cost.access().latencyS()).toArray();
    placed.updatedS = somaCosts.stream().mapToDouble(cost -> cost.access().latencyS() + cost.update().latencyS()).toArray();
    placed.firedS = somaCosts.stream().mapToDouble(cost -> cost.access().latencyS() + cost.update().latencyS() + cost.spike().latencyS()).toArray();
  }
}
