package spikelock.tests.laws;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import spikelock.emulator.chip.ChipSpec;
import spikelock.mapper.network.Adaptation;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.NirBuilder;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.SpikeAt;

/**
 * Deep networks where a wrong lag shows: a bias in every layer, neurons that spike by themselves, skips, loops and delays. They
 * fit the chip they are drawn for, so a refusal by the mapper is a failure.
 */
final class LayeredNetworks {
  static final int LEAST_DEPTH = 2;
  static final int MOST_DEPTH = 5;
  private static final int MOST_SIZE = 23;
  private static final int FEW_CORES = 4;
  /** On chips with payloads, kinds of layers that send their potential on; the last, which has no bound to what it adds up, in the first layer only. */
  private static final List<Kind> GRADED = List.of(Kind.LI, Kind.CUBA_LI, Kind.I);
  private static final List<Kind> KINDS = List.of(Kind.LIF, Kind.CUBA_LIF, Kind.IF, Kind.ALIF, Kind.THRESHOLD);

  private final Random random;
  private final ChipSpec spec;
  private final int depth;
  private final boolean small;
  private boolean ownRules;
  private final List<Population> populations = new ArrayList<>();
  /** By population, what all of a neuron's own values and the weights into it are multiplied with: 1, or so unequal that each needs its own scale. */
  private final List<double[]> strength = new ArrayList<>();
  private final List<Projection> projections = new ArrayList<>();

  private LayeredNetworks(Random random, ChipSpec spec, int depth) {
    this.random = random;
    this.spec = spec;
    this.depth = depth;
    this.small = spec.core().setWords() < 2048;
  }

  /** @param depth layers, {@link #LEAST_DEPTH} to {@link #MOST_DEPTH} */
  static Network draw(Random random, ChipSpec spec, int depth) {
    return new LayeredNetworks(random, spec, depth).build();
  }

  private Network build() {
    populations.add(new Population("in", new int[] {4 + random.nextInt(9)}, new NeuronModel.Input()));
    strength.add(new double[] {1});
    boolean payloads = spec.packet().payloadBits() > 0;
    boolean mixed = spec.tiles() > 1 && (payloads || random.nextBoolean());
    ownRules = mixed; // another reset can need another datapath, and a core has one
    Kind kind = KINDS.get(random.nextInt(KINDS.size()));
    // Three datapaths (cuba, cuba_resets, alif) on four cores: two of them full, and one more for what is left of each.
    int most = mixed && spec.tiles() <= FEW_CORES ? Math.min(MOST_SIZE, 2 * spec.core().neurons() / depth) : MOST_SIZE;
    int refractory = random.nextInt(4) == 0 && !small ? 1 + random.nextInt(3) : 0;
    for (int layer = 1; layer <= depth; layer++) {
      kind = mixed ? KINDS.get(random.nextInt(KINDS.size())) : kind;
      boolean graded = payloads && layer < depth && random.nextInt(3) > 0;
      int size = small ? 3 + random.nextInt(6) : 4 + random.nextInt(most - 3);
      strength.add(strength(size));
      Kind its = graded ? GRADED.get(layer == 1 && random.nextBoolean() ? 2 : random.nextInt(2)) : kind;
      populations.add(new Population("layer." + layer, new int[] {size}, neurons(its, size, refractory, strength.getLast())));
    }
    for (int layer = 1; layer <= depth; layer++) {
      project(layer - 1, layer, 0);
    }
    skip();
    if (payloads) {
      skip();
    }
    loop(1 + random.nextInt(depth));
    loop(1 + random.nextInt(depth));
    List<Network.Output> outputs = new ArrayList<>();
    outputs.add(new Network.Output("answer", depth));
    if (random.nextBoolean()) {
      outputs.add(new Network.Output("early", 1 + random.nextInt(depth - 1)));
    }
    Reset reset = List.of(Reset.ZERO, Reset.VALUE, Reset.SUBTRACT).get(random.nextInt(3));
    Integrator integrator = random.nextBoolean() ? Integrator.EULER : Integrator.EXACT;
    return new Network("layered", populations, projections, outputs,
        new RunSettings(1e-3, reset, integrator, random.nextBoolean(), Map.of()), List.of());
  }

  /** A projection over at least one layer: the chip must hold its spikes back for as many timesteps. */
  private void skip() {
    int span = Math.min(2 + random.nextInt(depth - 1), spec.core().delaySlots() - 1);
    if (span <= depth) {
      int source = random.nextInt(depth - span + 1);
      project(source, source + span, 0);
    }
  }

  /** A projection from a layer to itself or one before it, with a timestep for every layer the loop goes through. */
  private void loop(int target) {
    int source = Math.min(depth, Math.min(target + random.nextInt(depth), target + spec.core().delaySlots() - 2));
    project(source, target, source - target + 1);
  }

  private void project(int source, int target, int delay) {
    int spare = Math.max(0, spec.core().delaySlots() - 1 - Math.max(delay, target - source));
    int sources = populations.get(source).size();
    int targets = populations.get(target).size();
    boolean graded = populations.get(source).model().isGraded();
    // a loop of potentials must fade
    double size = scale(target) / Math.sqrt(sources) * (graded ? delay > 0 ? 0.05 : 0.5 : 1);
    double[] own = graded ? strength.get(source) : new double[] {1};
    Connectivity connectivity = random.nextInt(3) == 0 ? sparse(sources, own, strength.get(target), targets, size, Math.min(3, spare))
        : dense(sources, own, strength.get(target), targets, size);
    float[] bias = new float[random.nextBoolean() ? 0 : targets];
    float common = (float) (0.02 * random.nextGaussian());
    for (int i = 0; i < bias.length; i++) {
      bias[i] = (float) (at(strength.get(target), i) * (small ? common : 0.02 * random.nextGaussian()));
    }
    projections.add(new Projection(populations.get(source).name() + ">" + populations.get(target).name(), source, target, 0,
        connectivity, delay, bias, delay > 0));
  }

  /** What a weight must be to move a neuron of that layer some way to its threshold. */
  private double scale(int target) {
    return switch (((NeuronModel.Nir) populations.get(target).model()).kind()) {
      case CUBA_LIF, CUBA_LI -> 12;
      case LIF, LI, ALIF -> 5;
      case I -> 0.1;
      default -> 1;
    };
  }

  /** @param own what the values of each source are multiplied with */
  private Connectivity dense(int sources, double[] own, double[] strength, int targets, double size) {
    float[] weights = new float[sources * targets];
    for (int s = 0; s < sources; s++) {
      double row = row(size) / at(own, s);
      for (int t = 0; t < targets; t++) {
        weights[t * sources + s] = weight(row * at(strength, t));
      }
    }
    return new Connectivity.Dense(sources, targets, weights);
  }

  /** Each synapse with a delay of its own; the first has none, so that layers are what they seem. */
  private Connectivity sparse(int sources, double[] own, double[] strength, int targets, double size, int mostDelay) {
    int[] start = new int[sources + 1];
    int[] target = new int[sources * targets];
    float[] weight = new float[sources * targets];
    short[] delay = new short[sources * targets];
    int count = 0;
    for (int s = 0; s < sources; s++) {
      double row = row(size) / at(own, s);
      for (int t = 0; t < targets; t++) {
        if (count == 0 || random.nextInt(3) == 0) {
          target[count] = t;
          delay[count] = (short) (count == 0 ? 0 : random.nextInt(mostDelay + 1));
          weight[count++] = weight(row * at(strength, t));
        }
      }
      start[s + 1] = count;
    }
    return new Connectivity.Sparse(sources, targets, start, Arrays.copyOf(target, count), Arrays.copyOf(weight, count),
        Arrays.copyOf(delay, count));
  }

  /** Rows differ in size, so that chips with exponents use them. */
  private double row(double size) {
    return size * (random.nextInt(5) == 0 ? 4 : 1);
  }

  private float weight(double row) {
    return (float) (row * (random.nextGaussian() + 0.25));
  }

  /** About a third of the neurons spike without any input; the others need some. */
  private NeuronModel neurons(Kind kind, int size, int refractory, double[] strength) {
    double alone = kind == Kind.IF ? 0.12 : kind == Kind.I ? 0.02 : 1.4;
    double driven = kind == Kind.IF || kind == Kind.I ? 0.01 : 0.3;
    double[] bias = new double[size];
    for (int n = 0; n < size; n++) {
      double spread = small ? 1 : 0.9 + 0.2 * random.nextDouble();
      bias[n] = at(strength, n) * spread * (n == 0 || random.nextInt(3) == 0 ? alone : driven);
    }
    double[] one = {1};
    NirBuilder model = new NeuronModel.Nir(kind, reals(size, 4e-3, 2e-2), reals(size, 3e-3, 1e-2), one, one,
        times(strength, reals(size, 0, 0.05)), times(strength, reals(size, 0.8, 1.1)), times(strength, reals(size, -0.2, 0.1)), bias,
        new int[] {refractory}, times(strength, reals(size, -0.1, 0.1)), times(strength, reals(size, -0.1, 0.1))).toBuilder();
    if (kind.adapts()) {
      model.adaptation(new Adaptation(reals(size, 4e-3, 4e-2), times(strength, reals(size, 0, 0.1)), times(strength, reals(size, 0, 0.1))));
    }
    return ownRules && kind.spikes() && random.nextBoolean() ? model.rule(rule(refractory > 0)).build() : model.build();
  }

  /** A rule of a population's own, of those that let it go on spiking and that a datapath has. */
  private NeuronRule rule(boolean rests) {
    List<Reset> resets = rests ? List.of(Reset.ZERO, Reset.SUBTRACT)
        : List.of(Reset.ZERO, Reset.VALUE, Reset.SUBTRACT, Reset.SUBTRACT_GUARDED, Reset.SUBTRACT_LATE, Reset.ZERO_LATE, Reset.NONE);
    return NeuronRule.NIR.withReset(resets.get(random.nextInt(resets.size()))).withSpikeAt(SpikeAt.values()[random.nextInt(2)])
        .withIntegrator(random.nextBoolean() ? Integrator.EULER : Integrator.EXACT);
  }

  private double[] strength(int size) {
    double[] values = new double[random.nextInt(3) == 0 ? size : 1];
    Arrays.setAll(values, i -> values.length == 1 ? 1 : Math.pow(10, 3 * random.nextDouble() - 1.5));
    return values;
  }

  private static double[] times(double[] strength, double[] values) {
    double[] product = new double[Math.max(strength.length, values.length)];
    Arrays.setAll(product, i -> at(strength, i) * at(values, i));
    return product;
  }

  private static double at(double[] values, int i) {
    return values.length == 1 ? values[0] : values[i];
  }

  /** One value for all, or one each where the chip has room for so many parameter sets. */
  private double[] reals(int size, double from, double to) {
    double[] values = new double[small || random.nextBoolean() ? 1 : size];
    Arrays.setAll(values, i -> from + random.nextDouble() * (to - from));
    return values;
  }
}
