package spikelock.mapper.neurobench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.linear.LinearMap;
import spikelock.mapper.linear.Step;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Unit;
import spikelock.mapper.reference.FloatReference;

/** Counts what the layers did in a run of the float reference, batch by batch. */
final class Workload {
  private final Network network;
  private final List<Node> nodes;
  private final FloatReference reference;
  /** [populations] ring of what was sent, [timestep % slots][neurons]. */
  private final double[][][] sent;
  /** [nodes] what each layer gave in the timestep; empty where none needs it. */
  private final double[][] given;
  private final boolean[] needed;
  /** [nodes] what its delays hold: ring of outputs to come. */
  private final double[][][] delayed;
  private final boolean[] activates;
  /** [nodes][timesteps] of the batch: operations, and whether any input was other than 0, 1 and -1. */
  private long[][] operations;
  private boolean[][] graded;
  private long calls;
  private long zeros;
  private long activations;
  private long acs;
  private long macs;
  private long dense;
  private double sparsity;

  Workload(Network network, List<Node> nodes) {
    this.network = network;
    this.nodes = nodes;
    this.reference = new FloatReference(network, List.of());
    int populations = network.populations().size();
    int[] late = new int[populations];
    this.needed = new boolean[nodes.size()];
    for (Node node : nodes) {
      for (int k = 0; k < node.populations().length; k++) {
        late[node.populations()[k]] = Math.max(late[node.populations()[k]], node.late()[k]);
      }
      for (int before : node.nodes()) {
        needed[before] = true;
      }
    }
    this.sent = new double[populations][][];
    this.activates = new boolean[populations];
    for (int p = 0; p < populations; p++) {
      sent[p] = new double[late[p] + 1][network.populations().get(p).size()];
      activates[p] = isActivation(network.populations().get(p).model());
    }
    this.given = new double[nodes.size()][];
    this.delayed = new double[nodes.size()][][];
    for (int n = 0; n < nodes.size(); n++) {
      if (nodes.get(n).step().isPresent() && nodes.get(n).step().get() instanceof Step.Delay delay) {
        delayed[n] = new double[Arrays.stream(delay.timesteps()).max().orElse(0) + 1][delay.in()];
      }
    }
  }

  /** What the package has a hook on: snnTorch's spiking neurons, ReLU and Sigmoid. */
  private static boolean isActivation(NeuronModel model) {
    return switch (model) {
      case NeuronModel.Input input -> false;
      case NeuronModel.Nir nir -> nir.kind().spikes();
      case NeuronModel.Artificial units -> units.unit() == Unit.RELU || units.unit() == Unit.SIGMOID;
      case NeuronModel.Native own -> true;
    };
  }

  /** Runs samples {@code first} to {@code last - 1} as one batch of all {@code samples} that there will be. */
  void batch(Stimulus stimulus, int first, int last) {
    int longest = IntStream.range(first, last).map(stimulus::timesteps).max().orElse(0);
    operations = new long[nodes.size()][longest];
    graded = new boolean[nodes.size()][longest];
    zeros = 0;
    activations = 0;
    for (int sample = first; sample < last; sample++) {
      clear();
      calls += stimulus.timesteps(sample);
      reference.run(stimulus, sample, this::timestep);
    }
    for (int n = 0; n < nodes.size(); n++) {
      for (int t = 0; t < longest; t++) {
        acs += graded[n][t] ? 0 : operations[n][t];
        macs += graded[n][t] ? operations[n][t] : 0;
      }
    }
    // In the order of the package's own floating-point operations.
    double share = activations == 0 ? 0 : (double) zeros / activations;
    sparsity += share * (last - first) / stimulus.samples();
  }

  /** Dense operations are the same in every call of a layer. */
  NeuroBench.Operations operations(int samples) {
    for (Node node : nodes) {
      dense += calls * node.calls() * node.synapses().map(Node.Synapses::dense).orElse(0L);
    }
    return new NeuroBench.Operations(sparsity, (double) acs / samples, (double) macs / samples, (double) dense / samples);
  }

  private void clear() {
    for (double[][] ring : sent) {
      for (double[] slot : ring) {
        Arrays.fill(slot, 0);
      }
    }
    for (double[][] ring : delayed) {
      for (int slot = 0; ring != null && slot < ring.length; slot++) {
        Arrays.fill(ring[slot], 0);
      }
    }
  }

  private void timestep(int t) {
    for (int p = 0; p < sent.length; p++) {
      double[] now = sent[p][t % sent[p].length];
      reference.sent(p, now);
      for (int i = 0; activates[p] && i < now.length; i++) {
        zeros += now[i] == 0 ? 1 : 0;
      }
      activations += activates[p] ? now.length : 0;
    }
    for (int n = 0; n < nodes.size(); n++) {
      Node node = nodes.get(n);
      if (needed[n] || node.synapses().isPresent()) {
        double[] input = input(node, t);
        if (node.synapses().isPresent()) {
          count(n, t, input, node);
        }
        if (needed[n]) {
          given[n] = output(n, t, input);
        }
      }
    }
  }

  private void count(int n, int t, double[] input, Node node) {
    long[] effective = node.synapses().orElseThrow().effective();
    long reached = 0;
    boolean binary = true;
    for (int i = 0; i < input.length; i++) {
      if (input[i] != 0) {
        reached += effective[i];
        binary &= Math.abs(input[i]) == 1;
      }
    }
    operations[n][t] += reached * node.calls();
    graded[n][t] |= !binary;
  }

  private double[] input(Node node, int t) {
    if (node.nodes().length == 0 && node.populations().length == 1) {
      return sent(node, 0, t);
    }
    if (node.nodes().length == 1 && node.populations().length == 0) {
      return given[node.nodes()[0]];
    }
    double[] sum = new double[node.size()];
    for (int before : node.nodes()) {
      add(given[before], sum);
    }
    for (int k = 0; k < node.populations().length; k++) {
      add(sent(node, k, t), sum);
    }
    return sum;
  }

  private double[] sent(Node node, int k, int t) {
    double[][] ring = sent[node.populations()[k]];
    int slot = (t - node.late()[k]) % ring.length;
    return ring[slot < 0 ? slot + ring.length : slot]; // before the first timestep nothing was sent
  }

  private static void add(double[] values, double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += values[i];
    }
  }

  private double[] output(int n, int t, double[] input) {
    Node node = nodes.get(n);
    if (node.step().isEmpty()) {
      return input;
    }
    double[] result = switch (node.step().get()) {
      case Step.Delay delay -> delayed(delayed[n], delay, t, input);
      // Summed first: a window full of ones is then exactly 1, as in PyTorch.
      case Step.Pool pool -> mean(pool, input);
      case Step.Matrix matrix -> matrix.of(input, unlimited());
      case Step.Convolution convolution -> convolution.of(input, unlimited());
      case Step.Factors factors -> factors.of(input, unlimited());
      case Step.Reorder reorder -> reorder.of(input, unlimited());
    };
    for (int i = 0; i < node.bias().length; i++) {
      result[i] += node.bias()[node.bias().length == 1 ? 0 : i];
    }
    return result;
  }

  private static LinearMap.Work unlimited() {
    return new LinearMap.Work(Long.MAX_VALUE);
  }

  private static double[] mean(Step.Pool pool, double[] input) {
    double[] sums = new Step.Pool(pool.channels(), pool.y(), pool.x(), 1).of(input, unlimited());
    double area = pool.factor() == 1 ? 1 : pool.y().kernel() * pool.x().kernel();
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= area;
    }
    return sums;
  }

  private static double[] delayed(double[][] ring, Step.Delay delay, int t, double[] input) {
    for (int i = 0; i < input.length; i++) {
      ring[(t + delay.timesteps()[i]) % ring.length][i] = input[i];
    }
    return ring[t % ring.length].clone();
  }
}
