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
  private static final Hdf5.Kind KIND = new Hdf5.Kind("lava-dl network", "export it again with export_hdf5");
  private static final long MOST_BYTES = 256L << 20;
  private static final long MOST_WORK = 4_000_000_000L;
  private static final int MOST_LAYERS = 1000;
  private static final double USUAL_DT = 1e-3;
  private static final List<String> TYPES = List.of("input", "dense", "conv", "pool", "flatten", "average");

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
    if (pending.stream().anyMatch(Step::delays)) {
      repairs.add("the delays of the last layer are left out: they only shift what is recorded");
    }
    return new Network(name, populations, projections, List.of(new Network.Output(populations.get(last).name(), last)), settings, repairs);
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
    if (!rule.equals(Framework.LAVA.rule()) || dialect.timeUnit() != TimeUnit.S) {
      throw new InputException("holds Loihi's integers: their equations leave nothing to choose but dt and the delay mode", "",
          "options", "leave out --reset, --integrator, --gain, --spike-at, --spikes, --min-v and --time-unit");
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
    if (layer.has("weight_rec") || layer.has("recurrent_weight")) {
      throw layer.error("has recurrent weights, which are not read", "");
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
      case "dense" -> neurons(layer, NetSynapses.dense(layer, NetSynapses.size(shape)), layer.shape(), settings);
      default -> {
        Step.Convolution step = layer.type.equals("conv") ? NetSynapses.convolution(layer, shape) : NetSynapses.pool(layer, shape);
        neurons(layer, step, NetSynapses.shape(step), settings);
      }
    }
    delays(layer);
  }

  /** Channels for a network that begins with its first neurons. */
  private void first(NetLayer layer) {
    int[] weights = layer.type.equals("dense") ? layer.array("weight").shape() : new int[0];
    if (weights.length != 2) {
      throw layer.error("is the first layer, and its number of inputs is not known", "a layer of the type input in front says it");
    }
    add("input", new int[] {weights[1]}, new NeuronModel.Input());
  }

  /** Lava drives the neurons of an input layer through their bias: 2 weight x - weight + bias for an input x. */
  private void input(NetLayer layer, RunSettings settings) {
    if (last >= 0) {
      throw layer.error("is not the first layer", "");
    }
    add("input", layer.shape(), new NeuronModel.Input());
    Optional<Hdf5Group> neuron = layer.neuron();
    if (neuron.isPresent()) {
      int weight = layer.has("weight") ? one(layer, "weight") : 64;
      int bias = (layer.has("bias") ? one(layer, "bias") : 0) - weight;
      float[] factors = new float[NetSynapses.size(shape)];
      Arrays.fill(factors, 2 * weight);
      LoihiNeuron own = loihi(layer, neuron.get(), new int[] {bias});
      // a bias does not pass through the synaptic filter, so what arrives must not either
      LoihiNeuron direct = new LoihiNeuron(new int[] {LoihiNeuron.UNIT}, own.vDecay(), own.biasMant(), own.biasExp(), own.vth());
      join(layer.type + layer.number, shape, direct.model(Map.of()), new Connectivity.Diagonal(factors), settings);
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
    NeuronModel model;
    if (layer.neuron().isEmpty()) {
      repairs.add("'" + layer.type + layer.number + "' has no neurons: what arrives is summed and read out");
      model = NeuronModel.Nir.READOUT;
    } else {
      model = loihi(layer, layer.neuron().get(), bias(layer, out)).model(Map.of());
    }
    List<Step> steps = new ArrayList<>(pending);
    steps.add(step);
    join(layer.type + layer.number, out, model, new LinearMap.Chain(steps.getFirst().in(), steps).connectivity(work), settings);
  }

  private static int[] bias(NetLayer layer, int[] out) {
    if (!layer.has("bias")) {
      return new int[] {0};
    }
    int[] given = layer.wholes("bias");
    int size = NetSynapses.size(out);
    if (given.length != 1 && given.length != size && given.length != out[0]) {
      throw layer.error("field \"bias\" has " + given.length + " values for " + size + " neurons of " + out[0] + " channels", "");
    }
    int[] bias = new int[size];
    for (int i = 0; i < size; i++) {
      bias[i] = given[given.length == 1 ? 0 : given.length == size ? i : i / (size / out[0])];
    }
    return bias;
  }

  private LoihiNeuron loihi(NetLayer layer, Hdf5Group neuron, int[] bias) {
    String type = NetLayer.word(neuron, "type", layer.where + ", neuron");
    if (!type.equals("LOIHI") && !type.equals("CUBA")) {
      throw layer.error("has neurons of the type \"" + type + "\", which are not read", "read are LOIHI and CUBA, without graded spikes");
    }
    if (neuron.hasArray("gradedSpike") && layer.ofNeuron(neuron, "gradedSpike", 0, 1) != 0) {
      throw layer.error("sends graded spikes, which Loihi's LIF neurons cannot", "");
    }
    if (neuron.hasArray("wgtExp") && layer.ofNeuron(neuron, "wgtExp", -64, 64) != 0) {
      throw layer.error("has the weight exponent " + layer.ofNeuron(neuron, "wgtExp", -64, 64) + ", only 0 is read", "");
    }
    if (neuron.hasArray("refDelay") && layer.ofNeuron(neuron, "refDelay", 0, 1 << 16) > 1) {
      repairs.add("'" + layer.type + layer.number + "' has refDelay " + layer.ofNeuron(neuron, "refDelay", 0, 1 << 16)
          + ": left out, as lava-dl's netx does");
    }
    int greatest = Arrays.stream(bias).map(Math::abs).max().orElse(0);
    for (int value : bias) {
      if (value < LoihiNeuron.LEAST_BIAS || value > LoihiNeuron.MOST_BIAS) {
        throw layer.error("has a bias of " + (value < 0 ? -greatest : greatest) + ", must be " + LoihiNeuron.LEAST_BIAS + ".."
            + LoihiNeuron.MOST_BIAS, "");
      }
    }
    int[] given = Arrays.stream(bias).allMatch(b -> b == bias[0]) ? new int[] {bias[0]} : bias;
    return new LoihiNeuron(new int[] {layer.ofNeuron(neuron, "iDecay", 0, LoihiNeuron.UNIT)},
        new int[] {layer.ofNeuron(neuron, "vDecay", 0, LoihiNeuron.UNIT)}, given, LoihiNeuron.BIAS_EXP,
        new int[] {layer.ofNeuron(neuron, "vThMant", 0, LoihiNeuron.MOST_VTH)});
  }

  /** The mean over groups of neurons, in every timestep. */
  private void average(NetLayer layer) {
    int size = NetSynapses.size(shape);
    int outputs = NetSynapses.size(layer.shape());
    if (size % outputs != 0) {
      throw layer.error("makes " + outputs + " means of " + size + " neurons, which does not come out even", "");
    }
    int[] start = new int[size + 1];
    int[] target = new int[size];
    float[] weight = new float[size];
    for (int i = 0; i < size; i++) {
      start[i + 1] = i + 1;
      target[i] = i / (size / outputs);
      weight[i] = (float) outputs / size;
    }
    Connectivity means = new Connectivity.Sparse(size, outputs, start, target, weight, new short[0]);
    int source = last;
    add(layer.type + layer.number, layer.shape(), NeuronModel.Nir.READOUT);
    projections.add(new Projection(layer.type + layer.number, source, last, 0, means, 0, new float[0], false));
  }

  private void join(String name, int[] out, NeuronModel model, Connectivity synapses, RunSettings settings) {
    int source = last;
    if (populations.get(source).model() instanceof NeuronModel.Nir) {
      throw new InputException("follows '" + populations.get(source).name() + "', which does not spike", "", name, "");
    }
    int delay = settings.dialect().delayMode().delay(0, populations.get(source).isInput());
    add(name, out, model);
    projections.add(new Projection(name, source, last, 0, synapses, delay, new float[0], false));
  }

  private void add(String name, int[] out, NeuronModel model) {
    populations.add(new Population(name, out, model));
    last = populations.size() - 1;
    shape = out;
    pending = new ArrayList<>();
  }

  /** A layer's delays act on what it sends. */
  private void delays(NetLayer layer) {
    if (!layer.has("delay")) {
      return;
    }
    int[] given = layer.wholes("delay", 0, Short.MAX_VALUE);
    int size = NetSynapses.size(shape);
    if (given.length != 1 && given.length != size && given.length != shape[0]) {
      throw layer.error("field \"delay\" has " + given.length + " values for " + size + " neurons", "");
    }
    int[] delays = new int[size];
    for (int i = 0; i < size; i++) {
      delays[i] = given[given.length == 1 ? 0 : given.length == size ? i : i / (size / shape[0])];
    }
    pending.add(new Step.Delay(delays));
  }
}
