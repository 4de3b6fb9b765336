package spikelock.mapper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import spikelock.emulator.chip.ChipSpec;
import spikelock.mapper.network.Adaptation;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.MinV;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.NirBuilder;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.SpikeAt;

/** Layered networks with skips and loops, of every kind of neuron and connectivity, busy enough to say something. */
public final class RandomNetworks {
  private static final List<NeuronModel.Kind> SPIKING =
      Arrays.stream(NeuronModel.Kind.values()).filter(NeuronModel.Kind::spikes).toList();

  private final Random random;
  private final ChipSpec spec;
  private final boolean integers;

  private RandomNetworks(Random random, ChipSpec spec, boolean integers) {
    this.random = random;
    this.spec = spec;
    this.integers = integers;
  }

  /** @param integers populations in the chip's own integers; otherwise NIR neurons in floats */
  public static Network network(Random random, ChipSpec spec, boolean integers) {
    return new RandomNetworks(random, spec, integers).build();
  }

  private Network build() {
    int layers = 1 + random.nextInt(4);
    List<Population> populations = new ArrayList<>();
    populations.add(new Population("in", new int[] {4 + random.nextInt(12)}, new NeuronModel.Input()));
    if (random.nextInt(3) == 0) {
      populations.add(new Population("more", new int[] {2, 3}, new NeuronModel.Input()));
    }
    int first = populations.size();
    String datapath = List.of("LIF", "cuba", "adaptive", "IF", "CubaLIF").get(random.nextInt(5));
    NeuronModel.Kind kind = SPIKING.get(random.nextInt(SPIKING.size()));
    boolean mixed = spec.tiles() > 4;
    for (int layer = 0; layer < layers; layer++) {
      int size = 3 + random.nextInt(20);
      if (mixed && random.nextBoolean()) {
        datapath = List.of("LIF", "adaptive", "CubaLIF").get(random.nextInt(3));
        kind = SPIKING.get(random.nextInt(SPIKING.size()));
      }
      populations.add(new Population("layer" + layer, new int[] {size}, integers ? own(datapath, size) : nir(kind, size)));
    }
    List<Projection> projections = new ArrayList<>();
    int spiking = populations.size(); // populations from here on never send
    if (!integers && random.nextInt(3) == 0) {
      NeuronModel.Kind readout = List.of(NeuronModel.Kind.I, NeuronModel.Kind.LI, NeuronModel.Kind.CUBA_LI).get(random.nextInt(3));
      populations.add(new Population("readout", new int[] {4}, nir(readout, 4)));
    }
    for (int target = first; target < populations.size(); target++) {
      int inputs = populations.get(target).model() instanceof NeuronModel.Native own && own.datapath().equals("adaptive")
          ? 2 : 1;
      int before = target == first ? 0 : target - 1;
      projections.add(project(populations, before, target, 0, random.nextInt(inputs)));
      if (random.nextBoolean()) {
        projections.add(project(populations, random.nextInt(target), target, random.nextInt(2), random.nextInt(inputs)));
      }
      if (random.nextBoolean()) { // a loop, with a timestep for each layer it goes through
        int source = Math.min(spiking - 1, target + random.nextInt(populations.size() - target));
        projections.add(project(populations, source, target, Math.max(0, source - target + 1), random.nextInt(inputs)));
      }
    }
    List<Network.Output> outputs = new ArrayList<>();
    outputs.add(new Network.Output("out", spiking - 1));
    if (random.nextBoolean()) {
      outputs.add(new Network.Output("first", first));
    }
    Reset reset = List.of(Reset.ZERO, Reset.VALUE, Reset.SUBTRACT).get(random.nextInt(3));
    return new Network("random", populations, projections, outputs,
        new RunSettings(1e-3, reset, random.nextBoolean() ? Integrator.EULER : Integrator.EXACT, random.nextBoolean(), Map.of()),
        List.of());
  }

  private Projection project(List<Population> populations, int source, int target, int delay, int input) {
    int sources = populations.get(source).size();
    int targets = populations.get(target).size();
    Connectivity connectivity = switch (random.nextInt(sources == targets ? 3 : 2)) {
      case 0 -> dense(sources, targets);
      case 1 -> sparse(sources, targets);
      default -> new Connectivity.Diagonal(weights(sources));
    };
    float[] bias = new float[integers || random.nextBoolean() ? 0 : targets];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = (float) random.nextGaussian();
    }
    return new Projection(populations.get(source).name() + "+" + populations.get(target).name(), source, target, input,
        connectivity, delay, bias, delay > 0);
  }

  private Connectivity dense(int sources, int targets) {
    float[] weights = new float[sources * targets];
    float[] column = new float[0];
    for (int s = 0; s < sources; s++) {
      if (column.length == 0 || random.nextInt(4) > 0) { // equal rows now and then
        column = weights(targets);
      }
      for (int t = 0; t < targets; t++) {
        weights[t * sources + s] = column[t];
      }
    }
    return new Connectivity.Dense(sources, targets, weights);
  }

  private Connectivity sparse(int sources, int targets) {
    int[] start = new int[sources + 1];
    List<Integer> to = new ArrayList<>();
    float[] weight = new float[0];
    for (int s = 0; s < sources; s++) {
      int count = random.nextInt(Math.min(8, targets + 1));
      weight = Arrays.copyOf(weight, to.size() + count);
      System.arraycopy(weights(count), 0, weight, to.size(), count);
      for (int i = 0; i < count; i++) {
        to.add(random.nextInt(targets)); // repeats are kept
      }
      start[s + 1] = to.size();
    }
    short[] delay = new short[random.nextBoolean() ? 0 : to.size()];
    for (int i = 0; i < delay.length; i++) {
      delay[i] = (short) random.nextInt(3);
    }
    return new Connectivity.Sparse(sources, targets, start, to.stream().mapToInt(i -> i).toArray(), weight, delay);
  }

  /** One row: integers that fit the chip with one exponent, or floats. */
  private float[] weights(int count) {
    float[] weights = new float[count];
    int exponent = random.nextInt(1 << spec.core().synapses().exponentBits());
    int range = 1 << spec.core().synapses().weightBits();
    double size = Math.exp(2 * random.nextGaussian());
    for (int i = 0; i < count; i++) {
      weights[i] = random.nextInt(5) == 0 ? 0
          : integers ? (random.nextInt(range) - range / 2) << exponent : (float) ((random.nextGaussian() + 0.4) * size);
    }
    return weights;
  }

  private NeuronModel own(String datapath, int size) {
    int unit = 64 << (spec.core().synapses().weightBits() - 1);
    if (datapath.equals("adaptive")) {
      return new NeuronModel.Native(datapath, Map.of("threshold", new int[] {Math.min(65535, 400 + random.nextInt(2000))},
          "step", values(size, 0, 300)), Map.of("v", values(size, 0, 100)));
    }
    int threshold = Math.min(1 << 20, Math.max(64, unit));
    Map<String, int[]> parameters = new java.util.HashMap<>();
    parameters.put("threshold", new int[] {threshold});
    parameters.put("bias", values(size, -threshold / 8, threshold / 3));
    if (datapath.equals("cuba")) {
      parameters.put("refractory_period", values(size, 0, 3));
    }
    if (!datapath.equals("IF")) {
      parameters.put("decay_v", values(size, 3000, 4096));
    }
    return new NeuronModel.Native(datapath, parameters, Map.of("v", values(size, -100, 100)));
  }

  private int[] values(int size, int from, int to) {
    int[] values = new int[random.nextInt(3) == 0 ? 1 : size];
    Arrays.setAll(values, i -> from + random.nextInt(to - from + 1));
    return values;
  }

  private NeuronModel nir(NeuronModel.Kind kind, int size) {
    boolean rests = random.nextInt(4) == 0;
    NirBuilder model = new NeuronModel.Nir(kind, reals(size, 2e-3, 2e-2), reals(size, 2e-3, 2e-2), reals(size, 1, 5), reals(size, 1, 5),
        reals(size, -0.5, 0.5), reals(size, 0.3, 1), reals(size, -0.2, 0), reals(size, 0, 1), new int[] {rests ? 2 : 0}, reals(size, -0.1, 0.1),
        reals(size, -0.1, 0.1)).toBuilder();
    if (kind.adapts()) {
      model.adaptation(new Adaptation(reals(size, 2e-3, 5e-2), reals(size, -0.05, 0.4), reals(size, -0.1, 0.2)));
    }
    if (random.nextBoolean()) {
      model.rule(rule(rests));
    }
    return model.build();
  }

  /** Any rule that a datapath of the chip has; of neurons that rest only what goes with that. */
  private NeuronRule rule(boolean rests) {
    List<Reset> resets = rests ? List.of(Reset.ZERO, Reset.VALUE, Reset.SUBTRACT, Reset.NONE) : List.of(Reset.values());
    return new NeuronRule(random.nextBoolean() ? Integrator.EULER : Integrator.EXACT, Gain.values()[random.nextInt(Gain.values().length)],
        resets.get(random.nextInt(resets.size())), SpikeAt.values()[random.nextInt(2)], 1,
        rests ? MinV.NONE : List.of(MinV.NONE, MinV.MINUS_THRESHOLD, MinV.at(-0.3)).get(random.nextInt(3)));
  }

  private double[] reals(int size, double from, double to) {
    double[] values = new double[random.nextBoolean() ? 1 : size];
    Arrays.setAll(values, i -> from + random.nextDouble() * (to - from));
    return values;
  }
}
