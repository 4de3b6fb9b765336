package spikelock.mapper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.mapper.assemble.Assembler;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fit.Misfit;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedPopulation;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.partition.Limits;
import spikelock.mapper.partition.Partition;
import spikelock.mapper.partition.Partitioner;
import spikelock.mapper.place.Placement;
import spikelock.mapper.quantise.DatapathPlan;
import spikelock.mapper.quantise.Quantised;
import spikelock.mapper.quantise.Quantiser;
import spikelock.mapper.quantise.ScaleShare;
import spikelock.mapper.quantise.WeightRule;
import spikelock.mapper.retime.Retiming;

/** Takes a network to a chip. The same network, chip and options give the same image. */
public final class Mapper {
  private Mapper() {}

  /**
   * Maps on a chip whose datapaths are all bundled, or the mapper's choice.
   *
   * @throws InputException as {@link #fit}, and when the network does not fit: naming the layer, the capacity and by how much
   */
  public static MappedNetwork map(Network network, ChipSpec spec, MapOptions options) {
    return fit(network, spec, Map.of(), options).require();
  }

  /**
   * Quantises, retimes, partitions, places and assembles.
   *
   * @param texts text of every {@code .neuron} file that the chip names, by the name it uses
   * @return the mapped network, what the chip has too little of, or the unit or loop that it cannot reproduce
   * @throws InputException when the network contradicts itself
   */
  public static Fitting<MappedNetwork> fit(Network network, ChipSpec spec, Map<String, String> texts, MapOptions options) {
    if (network.neurons() == 0) {
      throw new InputException("the network has no neurons", "", network.name(), "");
    }
    Limits limits = Limits.of(spec, options.limits());
    return DatapathPlan.exact(network, spec, texts).then(exact -> switch (anyScales(network, spec, options, limits, exact)) {
      case Fit<MappedNetwork> fits -> fits;
      // Populations of different kinds need cores of different datapaths; a common one may need fewer.
      case Misfit<MappedNetwork> none -> DatapathPlan.shared(network, spec, texts)
          .then(shared -> shared.kinds() == exact.kinds() ? none : anyScales(network, spec, options, limits, shared));
    });
  }

  /** Where neurons have scales of their own in parameter sets, cores may have too few sets: then a population has one scale. */
  private static Fitting<MappedNetwork> anyScales(Network network, ChipSpec spec, MapOptions options, Limits limits, DatapathPlan plan) {
    return Quantiser.quantise(network, spec, plan, options.weights(), true, options.reaches()).then(own -> {
      if (own.reports().stream().noneMatch(report -> report.scaleShare() == ScaleShare.SET)) {
        return fit(network, spec, options, limits, own);
      }
      // Whether it fits is asked of the neurons in order, so that no shuffle has other scales than another.
      return switch (fit(network, spec, options.withPartition(OptionalLong.empty()), limits, own)) {
        case Fit<MappedNetwork> fits -> options.partitionSeed().isPresent() ? fit(network, spec, options, limits, own) : fits;
        case Misfit<MappedNetwork> none -> Quantiser.quantise(network, spec, plan, options.weights(), false, options.reaches())
            .then(one -> fit(network, spec, options, limits, one));
      };
    });
  }

  private static Fitting<MappedNetwork> fit(Network network, ChipSpec spec, MapOptions options, Limits limits, Quantised quantised) {
    List<String> changes = new ArrayList<>();
    FixedNetwork possible = options.approximateLoops() ? Retiming.slowLoops(quantised.network(), changes) : quantised.network();
    return Retiming.apply(possible, spec.core().delaySlots()).then(fixed -> Partitioner.partition(fixed, spec, limits, options.partitionSeed())
        .then(partition -> new Fit<>(assemble(network, spec, options, limits, quantised, fixed, partition, changes))));
  }

  private static MappedNetwork assemble(Network network, ChipSpec spec, MapOptions options, Limits limits, Quantised quantised, FixedNetwork fixed,
      Partition partition, List<String> changes) {
    boolean[] isOutput = new boolean[fixed.neurons()];
    fixed.outputs().forEach(o -> Arrays.fill(isOutput, fixed.first(o.population()),
        fixed.first(o.population()) + fixed.populations().get(o.population()).size(), true));
    int[] tileOf = Placement.place(partition, spec, isOutput, options.placementSeed());
    Map<String, Integer> lags = new LinkedHashMap<>();
    for (FixedPopulation p : fixed.populations()) {
      if (!p.isInput()) {
        lags.put(p.name(), p.lag());
      }
    }
    ChipImage image = Assembler.assemble(fixed, spec, partition, tileOf, description(network, spec, options, fixed, lags, changes));
    return new MappedNetwork(image, fixed, report(fixed, partition, tileOf, image, limits, lags, quantised, changes));
  }

  private static Map<String, Object> description(Network network, ChipSpec spec, MapOptions options, FixedNetwork fixed,
      Map<String, Integer> lags, List<String> changes) {
    RunSettings settings = network.settings();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("network", network.name());
    json.putAll(settings.values());
    WeightRule weights = options.weights();
    json.put("weight_bits", weights.bitsOn(spec).require());
    json.put("scale_rule", weights.scale().name().toLowerCase(Locale.ROOT));
    Map<String, String> reasons = new TreeMap<>(settings.reasons());
    reasons.put("weight_bits", weights.bits().isPresent() ? "given" : "the chip's");
    reasons.put("scale_rule", weights.scale() == WeightRule.Scale.FREE ? "fills the weights' width" : "given");
    json.put("reasons", reasons);
    json.put("repairs", network.repairs());
    json.put("changes", changes);
    Map<String, Object> scales = new LinkedHashMap<>();
    fixed.populations().stream().filter(p -> !p.isInput()).forEach(p -> scales.put(p.name(), scale(p.scale())));
    json.put("scales", scales);
    json.put("lags", lags);
    Map<String, Object> outputs = new LinkedHashMap<>();
    network.outputs().forEach(o -> outputs.put(o.name(), network.populations().get(o.population()).name()));
    json.put("outputs", outputs);
    return json;
  }

  /** A number, or between which numbers they are. */
  private static Object scale(double[] scale) {
    return scale.length == 1 ? scale[0] : new TreeMap<>(Map.of("least", Arrays.stream(scale).min().orElseThrow(),
        "greatest", Arrays.stream(scale).max().orElseThrow()));
  }

  private static MapReport report(FixedNetwork fixed, Partition partition, int[] tileOf, ChipImage image, Limits limits,
      Map<String, Integer> lags, Quantised quantised, List<String> changes) {
    List<MapReport.CoreUse> perCore = new ArrayList<>();
    long stored = 0;
    for (int c = 0; c < tileOf.length; c++) {
      Partition.Core core = partition.cores().get(c);
      CoreImage tables = image.cores().get(tileOf[c]);
      stored += core.rows().stored();
      int setWords = core.sets() * core.type().placed().shape().setUnits();
      perCore.add(new MapReport.CoreUse(tileOf[c], core.type().choice().model(),
          new MapReport.Use(core.neurons().length, limits.neurons()), new MapReport.Use(core.rows().axons(), limits.axons()),
          new MapReport.Use(core.rows().words().length, limits.synapseWords()),
          new MapReport.Use(tables.fanout().length, limits.fanoutEntries()), core.sets(),
          new MapReport.Use(setWords, limits.setWords()), populations(fixed, core),
          core.rows().stored(), partition.unrolled(core)));
    }
    perCore.sort(Comparator.comparingInt(MapReport.CoreUse::tile));
    return new MapReport(tileOf.length, fixed.neurons(), stored, fixed.synapses(), perCore, lags, quantised.reports(), changes);
  }

  private static Map<String, Integer> populations(FixedNetwork fixed, Partition.Core core) {
    Map<String, Integer> populations = new LinkedHashMap<>();
    for (int neuron : core.neurons()) {
      populations.merge(fixed.populations().get(fixed.populationOf(neuron)).name(), 1, Integer::sum);
    }
    return populations;
  }
}
