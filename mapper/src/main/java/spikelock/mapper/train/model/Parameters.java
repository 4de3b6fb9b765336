package spikelock.mapper.train.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Everything that is trained, laid out in one flat array: for each layer the weights of its paths, its biases, and the logits of its
 * trained decay factors (factor = 1 / (1 + exp(-logit))).
 */
public final class Parameters {
  /** What a run of parameters is. */
  public enum Role { WEIGHT, BIAS, MEMBRANE, SYNAPSE, ADAPTATION }

  /**
   * A run of parameters.
   *
   * @param first its first number
   * @param fanIn of weights: how many synapses share a target
   */
  public record Block(int layer, Role role, int path, int first, int count, int fanIn) {}

  /**
   * A layer as the passes see it.
   *
   * @param bias [neurons] number of the bias of each
   * @param membrane first number of the decay factors' logits, or -1 when they are fixed; as many as {@code own} says
   */
  public record Layer(List<Wiring> paths, int[] bias, int membrane, int synapse, int adaptation) {
    public Layer {
      paths = List.copyOf(paths);
    }
  }

  /** Width of first weights into units that integrate, before their memory is counted: found by trying. */
  private static final double INTEGRATED = 2.3;
  /** The decay factor that an integrator without leak is counted as having. */
  private static final double LONGEST_MEMORY = 0.98;

  private static final float GREATEST_FACTOR = Math.nextDown(1f);

  private final NetworkPlan plan;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private int count;

  /** Lays out a plan. */
  public Parameters(NetworkPlan plan) {
    this.plan = plan;
    for (int l = 0; l < plan.layers().size(); l++) {
      LayerPlan layer = plan.layers().get(l);
      List<Wiring> paths = new ArrayList<>();
      for (int p = 0; p < layer.paths().size(); p++) {
        PathPlan path = layer.paths().get(p);
        Wiring wiring = Wiring.of(plan, l, path, count);
        int[] pooled = Shapes.pooled(plan.shapeOf(path.source()), path.pool(), layer.name());
        block(l, Role.WEIGHT, p, wiring.parameters(), Wiring.fanIn(pooled, path.weights()));
        paths.add(wiring);
      }
      int[] bias = biases(layer);
      block(l, Role.BIAS, -1, layer.shape().length == 3 ? layer.shape()[0] : layer.size(), 1);
      Unit unit = layer.unit();
      boolean leaks = unit.kind().integrates() && unit.kind() != UnitKind.IF;
      layers.add(new Layer(paths, bias, decays(l, Role.MEMBRANE, unit.membrane(), leaks),
          decays(l, Role.SYNAPSE, unit.synapse(), unit.kind().filters()),
          decays(l, Role.ADAPTATION, unit.adaptation(), unit.kind() == UnitKind.ALIF)));
    }
  }

  /** One for each neuron, or for each channel of a picture. */
  private int[] biases(LayerPlan layer) {
    int[] bias = new int[layer.size()];
    int area = layer.shape().length == 3 ? layer.shape()[1] * layer.shape()[2] : 1;
    for (int n = 0; n < bias.length; n++) {
      bias[n] = count + n / area;
    }
    return bias;
  }

  private int decays(int layer, Role role, Decay decay, boolean used) {
    if (!used || decay.learn() == Decay.Learn.FIXED) {
      return -1;
    }
    int first = count;
    block(layer, role, -1, decay.learn() == Decay.Learn.LAYER ? 1 : plan.layers().get(layer).size(), 1);
    return first;
  }

  private void block(int layer, Role role, int path, int size, int fanIn) {
    blocks.add(new Block(layer, role, path, count, size, fanIn));
    count = Math.addExact(count, size);
  }

  public NetworkPlan plan() {
    return plan;
  }

  public int count() {
    return count;
  }

  public List<Layer> layers() {
    return layers;
  }

  public List<Block> blocks() {
    return blocks;
  }

  /**
   * First values: weights uniform, so wide that what they sum up to neither drowns nor swamps a threshold of 1; biases 0; decay factors as
   * planned.
   *
   * @param inputRms root mean square of what an input channel sends in a timestep: weights from the input are divided by it, or by its
   *     root where spikes arrive
   */
  public float[] initial(long seed, double inputRms) {
    float[] values = new float[count];
    SplittableRandom random = new SplittableRandom(seed);
    for (Block block : blocks) {
      Unit unit = plan.layers().get(block.layer()).unit();
      double width = block.role() == Role.WEIGHT ? width(block, inputRms) : 0;
      for (int i = block.first(); i < block.first() + block.count(); i++) {
        values[i] = switch (block.role()) {
          case WEIGHT -> (float) (width * (2 * random.nextDouble() - 1));
          case BIAS -> 0f;
          case MEMBRANE -> logit(unit.membrane().initial());
          case SYNAPSE -> logit(unit.synapse().initial());
          case ADAPTATION -> logit(unit.adaptation().initial());
        };
      }
    }
    return values;
  }

  /** He's and Glorot's widths for artificial units; for those that integrate, by the variance that white input would give the potential. */
  private double width(Block block, double inputRms) {
    Unit unit = plan.layers().get(block.layer()).unit();
    UnitKind kind = unit.kind();
    boolean rectifies = kind == UnitKind.RELU || kind == UnitKind.LEAKY_RELU;
    double gain = rectifies ? Math.sqrt(6) : Math.sqrt(3);
    if (kind.integrates()) {
      gain = INTEGRATED * spread(kind == UnitKind.IF ? LONGEST_MEMORY : unit.membrane().initial());
      gain *= kind.filters() ? 1 - unit.synapse().initial() : 1;
    }
    boolean fromInput = isFromInput(block);
    double rms = Math.max(1e-9, kind.integrates() && inputRms < 1 ? Math.sqrt(inputRms) : inputRms);
    return gain / Math.sqrt(block.fanIn()) / (fromInput ? rms : 1);
  }

  /** Whether a block of weights is of a path from the input. */
  public boolean isFromInput(Block block) {
    return plan.layers().get(block.layer()).paths().get(block.path()).source() == PathPlan.INPUT;
  }

  private static double spread(double decay) {
    return Math.sqrt(1 - decay * decay);
  }

  static float logit(double factor) {
    return (float) StrictMath.log(factor / (1 - factor));
  }

  /** The decay factor of a logit: below 1, so that its time constant is a number. */
  public static float factor(float logit) {
    return Math.min(GREATEST_FACTOR, (float) (1 / (1 + StrictMath.exp(-logit))));
  }
}
