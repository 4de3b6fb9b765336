package spikelock.mapper.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.Technology;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.KernelCompiler;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.datapath.SweepKernel;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.network.NeuronModel;

/** Neurons of a datapath of the chip, in its own integers. */
final class NativeLayer implements Layer {
  private final Datapath datapath;
  private final SweepKernel kernel;
  private final int neurons;
  private final int[][] initial;
  private final int[][] state;
  private final int[][] parameters;
  private final int inputs;
  private final int stride;
  private final int[] accumulators;
  private final int[] spikes;
  private final int[] payloads;
  private final boolean graded;

  NativeLayer(String population, NeuronModel.Native model, Datapath datapath, int neurons) {
    this.datapath = datapath;
    this.neurons = neurons;
    List<String> names = datapath.parameters().stream().map(Field::name).toList();
    this.kernel = KernelCompiler.compile(PlacedDatapath.of(datapath, new DatapathChoice(datapath.name(), Map.of(), List.of(),
        names, true), Technology.ASIC));
    this.parameters = values(population, "parameter", datapath.parameters(), model.parameters(), neurons);
    this.initial = values(population, "initial state", datapath.states(), model.initial(), neurons);
    this.state = new int[initial.length][];
    this.inputs = datapath.inputs().size();
    this.stride = 32 - Integer.numberOfLeadingZeros(Math.max(1, inputs) - 1);
    this.accumulators = new int[neurons << stride];
    this.spikes = new int[neurons];
    this.payloads = new int[neurons];
    this.graded = model.isGraded();
    Arrays.fill(payloads, 1);
    reset();
  }

  private static int[][] values(String population, String what, List<Field> fields, Map<String, int[]> given, int neurons) {
    for (String name : new TreeSet<>(given.keySet())) {
      if (fields.stream().noneMatch(f -> f.name().equals(name))) {
        throw new InputException("there is no " + what + " \"" + name + "\"", "", "population '" + population + "'",
            NearMiss.hint(name, fields.stream().map(Field::name).toList()));
      }
    }
    List<int[]> all = new ArrayList<>();
    for (Field field : fields) {
      int[] values = given.getOrDefault(field.name(), new int[] {(int) field.initial()});
      for (int value : values) {
        if (value < field.min() || value > field.max()) {
          throw new InputException(what + " \"" + field.name() + "\" is " + value + ", must be " + field.min() + ".."
              + field.max(), "", "population '" + population + "'", "");
        }
      }
      int[] spread = new int[neurons];
      for (int i = 0; i < neurons; i++) {
        spread[i] = NeuronModel.Nir.at(values, i);
      }
      all.add(spread);
    }
    return all.toArray(int[][]::new);
  }

  @Override
  public void reset() {
    for (int field = 0; field < state.length; field++) {
      state[field] = initial[field].clone();
    }
    Arrays.fill(accumulators, 0);
  }

  @Override
  public int step(double[] input, int[] fired) {
    for (int k = 0; k < inputs; k++) {
      for (int i = 0; i < neurons; i++) {
        accumulators[(i << stride) + k] = (int) datapath.inputs().get(k).type().wrap((long) input[k * neurons + i]);
      }
    }
    kernel.sweep(state, new int[0], parameters, accumulators, spikes, payloads, 0, neurons);
    int count = 0;
    for (int i = 0; i < neurons; i++) {
      if (spikes[i] != 0) {
        fired[count++] = i;
      }
    }
    return count;
  }

  @Override
  public int sent(int neuron) {
    return payloads[neuron];
  }

  @Override
  public boolean isGraded() {
    return graded;
  }

  @Override
  public double value(String field, int neuron) {
    return state[datapath.state(field)][neuron];
  }

  @Override
  public List<String> fields() {
    return datapath.states().stream().map(Field::name).toList();
  }
}
