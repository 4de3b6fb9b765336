package spikelock.mapper.fixed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Interpreter;
import spikelock.emulator.datapath.Type;
import spikelock.emulator.error.InputException;

/**
 * Runs a {@link FixedNetwork} timestep by timestep, every layer within the timestep that its input arrives in: no cores, no
 * lags, no cycles. The oracle for what any target computes. Sums wrap at the accumulator's width.
 */
public final class IntegerReference {

  /** One population while it runs. */
  private static final class Layer {
    final int inputs;
    final Interpreter interpreter;
    final List<Field> fields;
    final Type[] inputTypes;
    final long[][] state;
    final long[][] initial;
    final long[][] parameters;
    final long[] arriving;
    final int[][] pending;
    final byte[] spikes;
    final int[] sent;

    Layer(FixedNetwork network, int population, int slots) {
      FixedPopulation p = network.populations().get(population);
      Datapath datapath = network.datapath(population);
      int size = p.size();
      inputs = datapath.inputs().size();
      interpreter = new Interpreter(datapath);
      fields = datapath.states();
      inputTypes = datapath.inputs().stream().map(Field::type).toArray(Type[]::new);
      initial = raw(datapath.states(), p.initial(), size, p.name());
      parameters = raw(datapath.parameters(), p.parameters(), size, p.name());
      state = new long[size][fields.size()];
      arriving = new long[inputs];
      pending = new int[slots][size * inputs];
      spikes = new byte[size];
      sent = new int[size];
    }

    private static long[][] raw(List<Field> fields, java.util.Map<String, int[]> values, int size, String name) {
      long[][] raw = new long[size][fields.size()];
      for (int f = 0; f < fields.size(); f++) {
        Field field = fields.get(f);
        int[] given = values.get(field.name());
        if (given == null || given.length != 1 && given.length != size) {
          throw new InputException("holds no values for \"" + field.name() + "\" of all neurons", "", name, "");
        }
        for (int n = 0; n < size; n++) {
          raw[n][f] = field.type().wrap(FixedPopulation.at(given, n));
          if (raw[n][f] < field.min() || raw[n][f] > field.max()) {
            throw new InputException(field.name() + " = " + raw[n][f] + " is outside " + field.min() + ".." + field.max(), "",
                name, "");
          }
        }
      }
      return raw;
    }
  }

  private final FixedNetwork network;
  private final Layer[] layers;
  private final int[] order;
  private final int[] firstChannel;
  private final int[][] outgoing;
  private final int[][] sourceStart;
  private final int slots;
  private final int spareBits;
  private int timestep;

  /**
   * @throws InputException when populations feed each other within one timestep
   */
  public IntegerReference(FixedNetwork network) {
    this.network = network;
    this.slots = 1 + network.projections().stream().mapToInt(FixedProjection::greatestDelay).max().orElse(0);
    this.spareBits = 32 - network.accumulatorBits();
    int count = network.populations().size();
    layers = new Layer[count];
    firstChannel = new int[count];
    for (int p = 0; p < count; p++) {
      firstChannel[p] = network.first(p);
      if (!network.populations().get(p).isInput()) {
        layers[p] = new Layer(network, p, slots);
      }
    }
    outgoing = new int[count][];
    for (int p = 0; p < count; p++) {
      int source = p;
      outgoing[p] = java.util.stream.IntStream.range(0, network.projections().size())
          .filter(i -> network.projections().get(i).source() == source).toArray();
    }
    sourceStart = network.projections().stream()
        .map(p -> starts(p, network.populations().get(p.source()).size())).toArray(int[][]::new);
    order = LayerOrder.of(network);
    reset();
  }

  private static int[] starts(FixedProjection p, int sources) {
    int[] start = new int[sources + 1];
    for (int source : p.rowSource()) {
      start[source + 1]++;
    }
    for (int s = 0; s < sources; s++) {
      start[s + 1] += start[s];
    }
    return start;
  }

  /** Back to the first timestep of a sample. */
  public void reset() {
    timestep = 0;
    for (Layer layer : layers) {
      if (layer != null) {
        for (int n = 0; n < layer.state.length; n++) {
          System.arraycopy(layer.initial[n], 0, layer.state[n], 0, layer.initial[n].length);
        }
        for (int[] slot : layer.pending) {
          Arrays.fill(slot, 0);
        }
        Arrays.fill(layer.spikes, (byte) 0);
        Arrays.fill(layer.sent, 0);
      }
    }
  }

  /**
   * One timestep.
   *
   * @param active channels that send, ascending
   * @param values what each of them sends: 1 for a spike, or its payload
   * @param count how many of {@code active}
   */
  public void step(int[] active, int[] values, int count) {
    int next = 0;
    for (int p = 0; p < layers.length; p++) {
      if (layers[p] == null) {
        int end = firstChannel[p] + network.populations().get(p).size();
        for (; next < count && active[next] < end; next++) {
          send(p, active[next] - firstChannel[p], values[next]);
        }
      }
    }
    for (int p : order) {
      update(p, layers[p]);
    }
    timestep++;
  }

  private void update(int population, Layer layer) {
    int[] sums = layer.pending[timestep % slots];
    for (int n = 0; n < layer.state.length; n++) {
      for (int i = 0; i < layer.inputs; i++) {
        layer.arriving[i] = layer.inputTypes[i].wrap(sums[n * layer.inputs + i] << spareBits >> spareBits);
      }
      boolean fires = layer.interpreter.step(layer.state[n], layer.parameters[n], layer.arriving);
      layer.spikes[n] = (byte) (fires ? 1 : 0);
      layer.sent[n] = fires ? (int) layer.interpreter.payload() : 0;
      if (fires) {
        send(population, n, layer.sent[n]);
      }
    }
    Arrays.fill(sums, 0);
  }

  private void send(int population, int source, int value) {
    for (int projection : outgoing[population]) {
      FixedProjection p = network.projections().get(projection);
      Layer target = layers[p.target()];
      int last = sourceStart[projection][source + 1];
      for (int row = sourceStart[projection][source]; row < last; row++) {
        int[] sums = target.pending[(timestep + p.rowDelay()[row]) % slots];
        int exponent = p.rowExponent()[row];
        for (int i = p.rowStart()[row]; i < p.rowStart()[row + 1]; i++) {
          sums[p.synapseTarget()[i] * target.inputs + p.input()] += p.weight()[i] * value << exponent;
        }
      }
    }
  }

  /** The spikes of the last timestep: 1 for each neuron that spiked. Owned by the reference, valid until the next step. */
  public byte[] spikes(int population) {
    return layers[population].spikes;
  }

  /** What each neuron sent in the last timestep: 1 for a spike, or its payload; 0 for none. Owned as {@link #spikes}. */
  public int[] sent(int population) {
    return layers[population].sent;
  }

  /** Names of a population's state fields. */
  public List<String> fields(int population) {
    List<String> names = new ArrayList<>();
    layers[population].fields.forEach(f -> names.add(f.name()));
    return names;
  }

  /** Raw value of a state field after the last timestep; {@code field} as in {@link #fields}. */
  public long state(int population, int neuron, int field) {
    return layers[population].state[neuron][field];
  }

  public FixedNetwork network() {
    return network;
  }
}
