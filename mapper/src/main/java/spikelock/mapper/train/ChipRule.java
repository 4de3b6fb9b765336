package spikelock.mapper.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.Technology;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.KernelCompiler;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.datapath.SweepKernel;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedPopulation;
import spikelock.mapper.fixed.FixedProjection;
import spikelock.mapper.network.Network;
import spikelock.mapper.quantise.DatapathPlan;
import spikelock.mapper.quantise.Quantiser;
import spikelock.mapper.train.gradient.IntegerLayer;
import spikelock.mapper.train.gradient.Snapshot;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.Wiring;

/**
 * Rounds parameters exactly as the mapper will: at every step they are made a network, the mapper's own quantiser rounds it, and the
 * passes run on the integers that come out, each layer with the datapath that its cores will have.
 */
public final class ChipRule {
  private final Parameters parameters;
  private final ChipSpec spec;
  private final MapOptions options;
  private final DatapathPlan plan;
  private final SweepKernel[] kernels;
  private final Datapath[] datapaths;

  /**
   * Maps the network once, to know that it fits and which datapaths its cores have.
   *
   * @param texts text of every {@code .neuron} file that the chip names
   * @return the rule, or what the chip has too little of
   */
  public static Fitting<ChipRule> of(Parameters parameters, float[] values, ChipSpec spec, Map<String, String> texts, MapOptions options) {
    Network network = TrainedNetwork.of(parameters, values);
    return Mapper.fit(network, spec, texts, options).then(mapped -> DatapathPlan.exact(network, spec, texts)
        .then(exact -> agrees(exact, mapped.fixed()) ? new Fit<>(exact) : DatapathPlan.shared(network, spec, texts))
        .then(plan -> new Fit<>(new ChipRule(parameters, spec, options, plan, mapped))));
  }

  private ChipRule(Parameters parameters, ChipSpec spec, MapOptions options, DatapathPlan plan, MappedNetwork mapped) {
    this.parameters = parameters;
    this.spec = spec;
    this.options = options;
    this.plan = plan;
    int layers = parameters.layers().size();
    kernels = new SweepKernel[layers];
    datapaths = new Datapath[layers];
    for (int l = 0; l < layers; l++) {
      datapaths[l] = mapped.fixed().datapath(l + 1);
      kernels[l] = KernelCompiler.compile(PlacedDatapath.of(datapaths[l], new DatapathChoice(datapaths[l].name(), Map.of(), List.of(),
          datapaths[l].parameters().stream().map(Field::name).toList(), true), Technology.ASIC));
    }
  }

  private static boolean agrees(DatapathPlan plan, FixedNetwork mapped) {
    for (int p = 0; p < mapped.populations().size(); p++) {
      FixedPopulation population = mapped.populations().get(p);
      DatapathPlan.Assigned assigned = plan.populations().get(p);
      if (!assigned.datapath().equals(population.datapath()) || !assigned.constants().equals(population.constants())) {
        return false;
      }
    }
    return true;
  }

  /** The integers of these parameters; they fit, for the network that was mapped did and scales follow the weights. */
  public FixedNetwork fixed(float[] values) {
    return Quantiser.quantise(TrainedNetwork.of(parameters, values), spec, plan, options.weights()).require().network();
  }

  /** These parameters in integers, for the passes. */
  public Snapshot snapshot(float[] values) {
    FixedNetwork fixed = fixed(values);
    List<IntegerLayer> layers = new ArrayList<>();
    int projection = 0;
    for (int l = 0; l < parameters.layers().size(); l++) {
      List<Wiring> paths = parameters.layers().get(l).paths();
      int[][] weights = new int[paths.size()][];
      for (int p : TrainedNetwork.bySource(paths)) {
        weights[p] = weights(paths.get(p), fixed.projections().get(projection++));
      }
      layers.add(layer(l, fixed.populations().get(l + 1), weights, TrainedUnits.threshold(parameters, l, values)));
    }
    return Snapshot.integers(parameters, values, layers);
  }

  private IntegerLayer layer(int l, FixedPopulation population, int[][] weights, double threshold) {
    Datapath datapath = datapaths[l];
    int potential = datapath.state(FixedPopulation.POTENTIAL);
    double scale = population.scale()[0] * threshold; // a network that is trained has one for a layer
    double unit = Math.scalb(1 / scale, -datapath.states().get(potential).type().point());
    return new IntegerLayer(weights, kernels[l], spread(datapath.parameters(), population.parameters(), population.size()),
        spread(datapath.states(), population.initial(), population.size()), potential, datapath.state("u"), datapath.state("a"),
        scale, (float) unit);
  }

  private static int[][] spread(List<Field> fields, Map<String, int[]> values, int size) {
    int[][] spread = new int[fields.size()][size];
    for (int f = 0; f < spread.length; f++) {
      int[] given = values.get(fields.get(f).name());
      Arrays.setAll(spread[f], n -> FixedPopulation.at(given, n));
    }
    return spread;
  }

  /** A path's weights as its rows hold them, in the order of the wiring; what was rounded to 0 is not in a row. */
  private static int[] weights(Wiring path, FixedProjection rows) {
    int[] weights = new int[path.synapses()];
    for (int row = 0; row < rows.rows(); row++) {
      int k = path.rowStart()[rows.rowSource()[row]];
      for (int i = rows.rowStart()[row]; i < rows.rowStart()[row + 1]; i++) {
        int target = rows.synapseTarget()[i];
        if (path.full()) {
          k = rows.rowSource()[row] * path.targets() + target;
        } else {
          while (path.target()[k] != target) {
            k++;
          }
        }
        weights[k] = rows.weight()[i] << rows.rowExponent()[row];
      }
    }
    return weights;
  }
}
