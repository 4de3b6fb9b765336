package spikelock.mapper.lava;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.mapper.hdf5.Hdf5;
import spikelock.mapper.hdf5.Hdf5Group;
import spikelock.mapper.linear.LinearMap;
import spikelock.mapper.linear.Step;
import spikelock.mapper.network.Choice;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Dialect;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.LoihiNeuron;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.TimeUnit;
import spikelock.mapper.source.SourceFile;

/**
 * Reads a lava-dl network ({@code .net}, what SLAYER's {@code export_hdf5} writes) as lava-dl's netx does: layers in a chain, each
 * a population of the datapath {@code loihi} with its weights as they stand. From layer to layer a spike takes one timestep, as in Lava,
 * unless {@code delay-mode layer-sync} is asked for. What Lava itself records is one timestep later than what these populations
 * give: there a spike leaves in the timestep after the one that crosses the threshold.
 */
public final class LavaNetFile {
  private static final Hdf5.Kind KIND = Hdf5.Kind.network("lava-dl network", "export it again with export_hdf5");
  private static final long MOST_BYTES = 256L << 20;
  private static final long MOST_WORK = 4_000_000_000L;
  private static final int MOST_LAYERS = 1000;
  private static final double USUAL_DT = 1e-3;
  private static final List<String> TYPES = List.of("input", "dense", "dense_rec", "conv", "pool", "flatten", "average");
  /** Sends a spike on in the timestep in which it comes. */
  private static final LoihiNeuron RELAY = withoutMemory(0, 0);
  /** Shows the sum of what arrives. */
  private static final LoihiNeuron SUM = withoutMemory(0, LoihiNeuron.NEVER);
  /** Spikes in every timestep. */
  private static final LoihiNeuron CLOCK = withoutMemory(1, 0);

  private final RunOptions options;
  private final LinearMap.Work work = new LinearMap.Work(MOST_WORK);
  private final List<Population> populations = new ArrayList<>();
  private final List<Projection> projections = new ArrayList<>();
  private final List<String> repairs = new ArrayList<>();

  // The end of the chain so far: a population, the shape of its values, and what is still to be done to them.
  private int last = -1;
  private int[] shape = new int[0];
  private List<Step> pending = new ArrayList<>();

  private LavaNetFile(RunOptions options) {
    this.options = options;
  }

  /**
   * Reads a network.
   *
   * @throws InputException naming the file and the layer, for anything that is wrong with it
   */
  public static Network read(SourceFile file, RunOptions options) {
    try {
      String name = file.name().replaceFirst("\\.net$", "");
      return Hdf5.read(file.bytes(MOST_BYTES), MOST_BYTES, KIND, top -> new LavaNetFile(options).network(name, top));
    } catch (InputException e) {
      throw e.in(file.label());
    } catch (OutOfMemoryError e) {
      throw new InputException("needs more memory than there is", file.label(), "", "give java more with -Xmx");
    }
  }

  private Network network(String name, Hdf5Group top) {
    RunSettings settings = settings(top);
    List<NetLayer> layers = layers(top);
    for (NetLayer layer : layers) {
      read(layer, settings);
    }
    if (last < 0 || populations.get(last).isInput()) {
      throw new InputException("the network has no neurons", "", "layer", "");
    }
    String output = populations.get(last).name();
    carryDelays();
    return new Network(name, populations, projections, List.of(new Network.Output(output, last)), settings, repairs);
  }

  /** What the last layer sends is late by its delays: as many more neurons carry it to where it is recorded. */
  private void carryDelays() {
    List<Step.Delay> delays = pending.stream().filter(Step.Delay.class::isInstance).map(Step.Delay.class::cast)
        .filter(d -> Arrays.stream(d.timesteps()).anyMatch(timesteps -> timesteps > 0)).toList();
    if (delays.isEmpty()) {
      return;
    }
    String name = populations.get(last).name();
    double[] ones = new double[NetSynapses.size(shape)];
    Arrays.fill(ones, 1);
    List<Step> steps = new ArrayList<>(delays);
    steps.add(new Step.Factors(ones));
    int source = last;
    add(name + ".late", shape, RELAY.model(Map.of()));
    projections.add(new Projection(name + ".late", source, last, 0, new LinearMap.Chain(ones.length, steps).connectivity(work), 0, new float[0], false));
    repairs.add("the delays of the last layer are carried out by " + ones.length + " neurons more, '" + name + ".late': they are what '" + name
        + "' shows as output");
  }

  private static LoihiNeuron withoutMemory(int bias, int threshold) {
    int[] all = {LoihiNeuron.UNIT};
    return new LoihiNeuron(all, all, new int[] {bias}, LoihiNeuron.BIAS_EXP, new int[] {threshold});
  }

  private static List<NetLayer> layers(Hdf5Group top) {
    Hdf5Group group = top.group("layer", "layer").orElseThrow(() -> new InputException(
        "is HDF5 but not a lava-dl network: it has no group \"layer\"", "", "",
        top.names().contains("node") ? "it looks like NIR: name it .nir" : "it has: "
            + Printable.of(String.join(", ", top.names().stream().limit(8).toList()))));
    int count = group.names().size();
    if (count == 0 || count > MOST_LAYERS) {
      throw new InputException("has " + count + " layers, must be 1.." + MOST_LAYERS, "", "layer", "");
    }
    List<NetLayer> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      layers.add(new NetLayer(i, group.group(Integer.toString(i), "layer " + i).orElseThrow(() -> new InputException(
          "has " + count + " layers but none is called \"" + number + "\"", "", "layer", "layers are numbered from 0"))));
    }
    return layers;
  }

  private RunSettings settings(Hdf5Group top) {
    options.like().filter(f -> f != Framework.LAVA).ifPresent(f -> {
      throw new InputException("holds Loihi's integers, which " + f + " does not compute in", "", "--like", "leave it out, or say lava");
    });
    Choice choice = new Choice(options.withLike(Framework.LAVA), RunOptions.NONE, "from the file");
    Dialect dialect = choice.dialect("");
    NeuronRule rule = choice.rule(Framework.LAVA.rule(), Map.of("", ""));
    boolean loop = choice.of("loop_bias_at_zero", RunOptions::loopBiasAtZero, Framework::loopBiasAtZero, true, "");
    if (!rule.equals(Framework.LAVA.rule()) || dialect.timeUnit() != TimeUnit.S || options.initialV().isPresent()) {
      throw new InputException("holds Loihi's integers: their equations leave nothing to choose but dt and the delay mode", "",
          "options", "leave out --reset, --integrator, --gain, --spike-at, --spikes, --min-v, --initial-v and --time-unit");
    }
    Optional<Double> said = top.group("simulation", "simulation").flatMap(s -> s.array("Ts", "simulation, Ts"))
        .filter(a -> a.size() == 1 && !a.isText() && a.at(0) > 0 && a.at(0) < 1e6).map(a -> a.at(0) * 1e-3);
    choice.because("dt", options.dt().isPresent() ? "given" : said.isPresent() ? "from the file: Ts, in ms"
        : "assumed: lava-dl counts in ms; nothing but reports depends on it");
    return new RunSettings(options.dt().orElse(said.orElse(USUAL_DT)), rule, loop, dialect, choice.reasons());
  }

  private void read(NetLayer layer, RunSettings settings) {
    if (!TYPES.contains(layer.type)) {
      throw layer.error("the type \"" + layer.type + "\" is not read", "read are " + String.join(", ", TYPES));
    }
    if (layer.has("weight_rec") && !layer.type.equals("dense_rec")) {
      throw layer.error("has recurrent weights, which only the type dense_rec has", "");
    }
    if (layer.type.equals("input")) {
      input(layer, settings);
      return;
    }
    if (last < 0) {
      first(layer);
    }
    switch (layer.type) {
      case "flatten" -> shape = new int[] {NetSynapses.size(shape)};
      case "average" -> average(layer);
      case "dense", "dense_rec" -> neurons(layer, NetSynapses.dense(layer, "weight", NetSynapses.size(shape)), layer.shape(), settings);
      default -> {
        Step.Convolution step = layer.type.equals("conv") ? NetSynapses.convolution(layer, shape) : NetSynapses.pool(layer, shape);
        neurons(layer, step, NetSynapses.shape(step), settings);
      }
    }
    delays(layer);
  }

  /** Channels for a network that begins with its first neurons. */
  private void first(NetLayer layer) {
    int[] weights = layer.type.startsWith("dense") ? layer.array("weight").shape() : new int[0];
    if (weights.length != 2) {
      throw layer.error("is the first layer, and its number of inputs is not known", "a layer of the type input in front says it");
    }
    add("input", new int[] {weights[1]}, new NeuronModel.Input());
  }

  /** The neurons of an input layer get weight x + bias for an input x, through their current as all others do. */
  private void input(NetLayer layer, RunSettings settings) {
    if (last >= 0) {
      throw layer.error("is not the first layer", "");
    }
    add("input", layer.shape(), new NeuronModel.Input());
    Optional<Hdf5Group> neuron = layer.neuron();
    if (neuron.isPresent()) {
      float[] factors = new float[NetSynapses.size(shape)];
      Arrays.fill(factors, layer.has("weight") ? one(layer, "weight") : LoihiNeuron.WEIGHT);
      int[] bias = {layer.has("bias") ? one(layer, "bias") : 0};
      spiking(layer, neuron.get(), shape, bias, true, new Connectivity.Diagonal(factors), settings);
    }
    delays(layer);
  }

  private static int one(NetLayer layer, String field) {
    int[] values = layer.wholes(field, -(1 << 16), 1 << 16);
    if (values.length != 1) {
      throw layer.error("field \"" + field + "\" has " + values.length + " values, must have 1", "");
    }
    return values[0];
  }

  private void neurons(NetLayer layer, Step step, int[] out, RunSettings settings) {
    Connectivity synapses = reaching(step);
    boolean recurrent = layer.type.equals("dense_rec");
    if (layer.neuron().isEmpty()) {
      if (recurrent) {
        throw layer.error("has no neurons to feed back", "");
      }
      repairs.add("'" + layer.type + layer.number + "' has no neurons: what arrives is summed and read out");
      join(layer.type + layer.number, out, SUM.model(Map.of()), synapses, settings);
      return;
    }
    int[] bias = layer.has("bias") ? layer.spread("bias", layer.wholes("bias"), out) : new int[] {0};
    spiking(layer, layer.neuron().get(), out, bias, recurrent, synapses, settings);
    if (recurrent) {
      Step.Matrix own = NetSynapses.dense(layer, "weight_rec", NetSynapses.size(out));
      projections.add(new Projection(populations.get(last).name() + ".own", last, last, 0,
          new Connectivity.Dense(own.in(), own.out(), own.weights()), 1, new float[0], true));
    }
  }

  /** From what the last population sends, through what is still to be done to it, through a step. */
  private Connectivity reaching(Step step) {
    List<Step> steps = new ArrayList<>(pending);
    steps.add(step);
    return new LinearMap.Chain(steps.getFirst().in(), steps).connectivity(work);
  }

  /**
   * Adds a layer's neurons.
   *
   * @param bias one for all or one for each
   * @param throughCurrent whether the bias is part of the current, as in SLAYER's input and recurrent layers; elsewhere it is added to the
   *     potential
   */
  private void spiking(NetLayer layer, Hdf5Group neuron, int[] out, int[] bias, boolean throughCurrent, Connectivity synapses,
      RunSettings settings) {
    String name = layer.type + layer.number;
    LoihiNeuron neurons = NetNeurons.read(layer, neuron, out, bias, repairs::add);
    boolean filtered = throughCurrent && Arrays.stream(bias).anyMatch(b -> b != 0)
        && Arrays.stream(neurons.iDecay()).anyMatch(decay -> decay < LoihiNeuron.UNIT);
    if (!filtered) {
      join(name, out, neurons.model(Map.of()), synapses, settings);
      return;
    }
    join(name, out, new LoihiNeuron(neurons.iDecay(), neurons.vDecay(), new int[] {0}, LoihiNeuron.BIAS_EXP, neurons.vth()).model(Map.of()),
        synapses, settings);
    float[] weights = new float[NetSynapses.size(out)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = bias[bias.length == 1 ? 0 : i];
    }
    populations.add(new Population(name + ".bias", new int[] {1}, CLOCK.model(Map.of())));
    projections.add(new Projection(name + ".bias", populations.size() - 1, last, 0, new Connectivity.Dense(1, weights.length, weights), 0,
        new float[0], false));
    repairs.add("the bias of '" + name + "' is part of its current, as in SLAYER: one neuron more, '" + name
        + ".bias', spikes in every timestep to bring it");
  }

  /** The mean over groups of neurons, in every timestep. */
  private void average(NetLayer layer) {
    requireSpikes(layer.type + layer.number);
    Connectivity means = reaching(NetSynapses.means(layer, NetSynapses.size(shape)));
    int source = last;
    add(layer.type + layer.number, layer.shape(), NeuronModel.Nir.READOUT);
    projections.add(new Projection(layer.type + layer.number, source, last, 0, means, 0, new float[0], false));
  }

  private void join(String name, int[] out, NeuronModel model, Connectivity synapses, RunSettings settings) {
    requireSpikes(name);
    int source = last;
    // a read-out is no hop: all that lava-dl records is then one timestep later than here, a potential as well as a spike
    int delay = settings.dialect().delayMode().delay(0, populations.get(source).isInput() || model.isGraded());
    add(name, out, model);
    projections.add(new Projection(name, source, last, 0, synapses, delay, new float[0], false));
  }

  private void requireSpikes(String next) {
    if (populations.get(last).model().isGraded()) {
      throw new InputException("follows '" + populations.get(last).name() + "', which does not spike", "", next, "");
    }
  }

  private void add(String name, int[] out, NeuronModel model) {
    populations.add(new Population(name, out, model));
    last = populations.size() - 1;
    shape = out;
    pending = new ArrayList<>();
  }

  /** A layer's delays act on what it sends; parts of a timestep are cut off, as SLAYER does. */
  private void delays(NetLayer layer) {
    if (layer.has("delay")) {
      pending.add(new Step.Delay(layer.spread("delay", layer.wholes("delay", 0, Short.MAX_VALUE), shape)));
    }
  }
}
