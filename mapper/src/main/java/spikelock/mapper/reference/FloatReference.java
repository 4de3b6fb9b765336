package spikelock.mapper.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.ModelName;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.stimulus.AnalogueStimulus;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.EvaluationOrder;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;

/**
 * Runs a network as it is: doubles, layer after layer within a timestep, loops one timestep late. Populations of a native
 * datapath run in its integers. Populations without spikes send their potential
 * (I, LI, CubaLI) or value (artificial units). Not safe for threads: give each
 * its own.
 */
public final class FloatReference {
  private static final String SPIKES = "spikes";

  private final Network network;
  private final List<Probe> probes;
  private final int[] order;
  /** [populations] empty for inputs. */
  private final List<List<Layer>> layers = new ArrayList<>();
  private final List<List<Wiring>> outgoing = new ArrayList<>();
  private final Pending[] pending;
  /** [populations] constants added to the input in every timestep; and those of loop branches alone. */
  private final double[][] bias;
  private final double[][] loopBias;
  private final int[][] fired;
  private final int[] firedCount;
  /** [populations] what each of an input's {@link #fired} sends; empty for others, which send spikes. */
  private final double[][] sent;

  /**
   * Prepares a run.
   *
   * @param probes what to record beside the outputs
   * @throws InputException when a loop has no delay, a probe's field does not exist, or a weight to a native datapath is no integer
   */
  public FloatReference(Network network, List<Probe> probes) {
    this.network = network;
    this.probes = List.copyOf(probes);
    this.order = EvaluationOrder.of(network);
    int count = network.populations().size();
    this.pending = new Pending[count];
    this.bias = new double[count][];
    this.loopBias = new double[count][];
    this.fired = new int[count][];
    this.firedCount = new int[count];
    this.sent = new double[count][];
    int[] longest = new int[count];
    network.populations().forEach(p -> outgoing.add(new ArrayList<>()));
    for (Projection projection : network.projections()) {
      Wiring wiring = new Wiring(projection);
      outgoing.get(projection.source()).add(wiring);
      longest[projection.target()] = Math.max(longest[projection.target()], wiring.longest());
    }
    for (int p = 0; p < count; p++) {
      Population population = network.populations().get(p);
      int inputs = build(population);
      fired[p] = new int[population.size()];
      sent[p] = new double[layers.get(p).isEmpty() ? population.size() : 0];
      bias[p] = new double[population.size() * inputs];
      loopBias[p] = new double[population.size() * inputs];
      pending[p] = new Pending(population.size() * inputs, longest[p]);
    }
    network.projections().forEach(this::addBias);
    network.projections().forEach(this::requireFit);
    this.probes.forEach(this::requireField);
  }

  /** Adds the layer; answers how many summed inputs each of its neurons has. */
  private int build(Population population) {
    return switch (population.model()) {
      case NeuronModel.Input input -> {
        layers.add(List.of());
        yield 0;
      }
      case NeuronModel.Nir nir -> {
        layers.add(List.of(new NirLayer(nir, population.size(), network.settings())));
        yield 1;
      }
      case NeuronModel.Artificial units -> {
        layers.add(List.of(new ArtificialLayer(units, population.size())));
        yield 1;
      }
      case NeuronModel.Native own -> {
        Datapath datapath = ModelName.of(own.datapath()).datapath();
        layers.add(List.of(new NativeLayer(population.name(), own, datapath, population.size())));
        yield Math.max(1, datapath.inputs().size());
      }
    };
  }

  private void addBias(Projection projection) {
    double[] sum = projection.loop() ? loopBias[projection.target()] : bias[projection.target()];
    int offset = projection.input() * network.populations().get(projection.target()).size();
    for (int i = 0; i < projection.bias().length; i++) {
      sum[offset + i] += projection.bias()[i];
    }
  }

  private void requireFit(Projection projection) {
    Population target = network.populations().get(projection.target());
    if ((projection.input() + 1) * target.size() > bias[projection.target()].length) {
      throw new InputException("input " + projection.input() + " of '" + target.name() + "' does not exist", "",
          "projection '" + projection.name() + "'", "");
    }
    if (target.model() instanceof NeuronModel.Native) {
      Connectivity connectivity = projection.connectivity();
      for (int source = 0; source < connectivity.sources(); source++) {
        int from = source;
        connectivity.forEach(source, (to, weight, delay) -> {
          if (weight != Math.rint(weight)) {
            throw new InputException("the weight " + weight + " from neuron " + from + " to " + to + " is not a whole number", "",
                "projection '" + projection.name() + "'", "the native datapath of '" + target.name() + "' computes in integers");
          }
        });
      }
    }
  }

  private void requireField(Probe probe) {
    List<Layer> layer = layers.get(probe.population());
    List<String> known = new ArrayList<>(layer.isEmpty() ? List.of() : layer.getFirst().fields());
    known.add(SPIKES);
    if (!known.contains(probe.field())) {
      throw new InputException("the probe \"" + probe.name() + "\" names no field of '"
          + network.populations().get(probe.population()).name() + "'", "", "", NearMiss.hint(probe.field(), known));
    }
  }

  /**
   * Runs one sample from the initial state.
   *
   * @throws InputException when the stimulus has another number of channels than the network has inputs
   */
  public SampleResult run(Stimulus stimulus, int sample) {
    return run(stimulus, sample, timestep -> { });
  }

  /**
   * The same, watched.
   *
   * @param after called at the end of every timestep, when {@link #sent} says what happened in it
   */
  public SampleResult run(Stimulus stimulus, int sample, IntConsumer after) {
    if (stimulus.channels() != network.inputs()) {
      throw new InputException("the input has " + stimulus.channels() + " channels but network '" + network.name() + "' has "
          + network.inputs());
    }
    int timesteps = stimulus.timesteps(sample);
    List<byte[]> outputs = new ArrayList<>();
    List<double[]> records = new ArrayList<>();
    for (Network.Output output : network.outputs()) {
      outputs.add(new byte[Math.multiplyExact(timesteps, network.populations().get(output.population()).size())]);
    }
    for (Probe probe : probes) {
      records.add(new double[Math.multiplyExact(timesteps, network.populations().get(probe.population()).size())]);
    }
    layers.forEach(layer -> layer.forEach(Layer::reset));
    for (Pending each : pending) {
      each.clear();
    }
    int[] active = new int[stimulus.channels()];
    int[] whole = new int[stimulus.channels()];
    double[] values = new double[stimulus.channels()];
    long spikes = 0;
    for (int timestep = 0; timestep < timesteps; timestep++) {
      spread(active, values, entries(stimulus, sample, timestep, active, whole, values));
      for (int p : order) {
        spikes += step(p, timestep);
      }
      record(timestep, outputs, records);
      after.accept(timestep);
    }
    return new SampleResult(timesteps, outputs, records, spikes);
  }

  /**
   * What each member of a population sent in the timestep that was run last: an input's value, the number of spikes or their payload,
   * or the value of one without spikes.
   *
   * @param into [neurons]
   */
  public void sent(int population, double[] into) {
    List<Layer> layer = layers.get(population);
    if (!layer.isEmpty() && layer.getFirst().isGraded()) {
      String field = layer.getFirst().fields().getFirst();
      for (int i = 0; i < fired[population].length; i++) {
        into[i] = layer.getFirst().value(field, i);
      }
      return;
    }
    Arrays.fill(into, 0, fired[population].length, 0);
    for (int k = 0; k < firedCount[population]; k++) {
      into[fired[population][k]] = layer.isEmpty() ? sent[population][k] : layer.getFirst().sent(fired[population][k]);
    }
  }

  private static int entries(Stimulus stimulus, int sample, int timestep, int[] active, int[] whole, double[] values) {
    if (stimulus instanceof AnalogueStimulus analogue) {
      return analogue.exact(sample, timestep, active, values);
    }
    int count = stimulus.active(sample, timestep, active, whole);
    for (int i = 0; i < count; i++) {
      values[i] = whole[i];
    }
    return count;
  }

  /** The stimulus' channels are those of the input populations, one after the other. */
  private void spread(int[] active, double[] values, int count) {
    int base = 0;
    int at = 0;
    for (int p = 0; p < layers.size(); p++) {
      if (layers.get(p).isEmpty()) {
        firedCount[p] = 0;
        int size = fired[p].length;
        while (at < count && active[at] < base + size) {
          sent[p][firedCount[p]] = values[at];
          fired[p][firedCount[p]++] = active[at++] - base;
        }
        base += size;
      }
    }
  }

  private int step(int p, int timestep) {
    int spikes = 0;
    if (!layers.get(p).isEmpty()) {
      Layer layer = layers.get(p).getFirst();
      double[] input = pending[p].slot(timestep);
      boolean skipLoop = timestep == 0 && !network.settings().loopBiasAtZero();
      for (int i = 0; i < input.length; i++) {
        input[i] += bias[p][i] + (skipLoop ? 0 : loopBias[p][i]);
      }
      firedCount[p] = layer.step(input, fired[p]);
      Arrays.fill(input, 0);
      for (int k = 0; k < firedCount[p]; k++) {
        spikes += spikes(p, fired[p][k]);
      }
      if (layer.isGraded()) {
        sendValues(p, layer, timestep);
      }
    }
    for (Wiring wiring : outgoing.get(p)) {
      Pending target = pending[wiring.projection.target()];
      for (int k = 0; k < firedCount[p]; k++) {
        wiring.deliver(fired[p][k], layers.get(p).isEmpty() ? sent[p][k] : layers.get(p).getFirst().sent(fired[p][k]), timestep, target);
      }
    }
    return spikes;
  }

  private int spikes(int p, int neuron) {
    return layers.get(p).isEmpty() ? 1 : layers.get(p).getFirst().spikes(neuron);
  }

  private void sendValues(int p, Layer layer, int timestep) {
    String field = layer.fields().getFirst();
    for (Wiring wiring : outgoing.get(p)) {
      for (int i = 0; i < fired[p].length; i++) {
        double value = layer.value(field, i);
        if (value != 0) {
          wiring.deliver(i, value, timestep, pending[wiring.projection.target()]);
        }
      }
    }
  }

  private void record(int timestep, List<byte[]> outputs, List<double[]> records) {
    for (int o = 0; o < outputs.size(); o++) {
      int p = network.outputs().get(o).population();
      int from = timestep * fired[p].length;
      for (int k = 0; k < firedCount[p]; k++) {
        outputs.get(o)[from + fired[p][k]] = (byte) spikes(p, fired[p][k]);
      }
    }
    for (int n = 0; n < probes.size(); n++) {
      Probe probe = probes.get(n);
      int p = probe.population();
      double[] record = records.get(n);
      int from = timestep * fired[p].length;
      if (probe.field().equals(SPIKES)) {
        for (int k = 0; k < firedCount[p]; k++) {
          record[from + fired[p][k]] = spikes(p, fired[p][k]);
        }
      } else {
        for (int i = 0; i < fired[p].length; i++) {
          record[from + i] = layers.get(p).getFirst().value(probe.field(), i);
        }
      }
    }
  }
}
