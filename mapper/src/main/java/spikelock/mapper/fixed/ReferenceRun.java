package spikelock.mapper.fixed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.network.Network;

/**
 * What the reference answered.
 *
 * @param outputs by output name [samples, timesteps, neurons]: bytes, 1 for a spike; on a chip with payload bits ints, what was sent; of
 *     populations that never spike (I, LI, CubaLI) doubles, the potential in the network's own units
 * @param probes by probe name: {@code POP.spikes} as the outputs, {@code POP.FIELD} as raw ints of the same shape. Samples
 *     shorter than the longest are padded with 0
 */
public record ReferenceRun(Map<String, NdArray> outputs, Map<String, NdArray> probes) {

  /** A probe: which population, and which field (-1 for spikes). */
  private record Probe(int population, int field, int size, Object data) {}

  /**
   * Runs every sample.
   *
   * @param probes {@code POP.spikes} or {@code POP.FIELD}; the last dot splits
   * @throws InputException when the stimulus has another number of channels, or a probe names what is not there
   */
  public static ReferenceRun of(FixedNetwork network, Stimulus stimulus, List<String> probes) {
    IntegerReference reference = new IntegerReference(network);
    if (stimulus.channels() != network.channels()) {
      throw new InputException("has " + stimulus.channels() + " channels, the network has " + network.channels(), "",
          "input", "");
    }
    int longest = 0;
    for (int s = 0; s < stimulus.samples(); s++) {
      longest = Math.max(longest, stimulus.timesteps(s));
    }
    Map<String, Probe> wanted = new LinkedHashMap<>();
    for (Network.Output output : network.outputs()) {
      int field = isPotential(network, output) ? reference.fields(output.population()).indexOf(FixedPopulation.POTENTIAL) : -1;
      wanted.put(output.name(), probe(network, output.population(), field, stimulus.samples(), longest));
    }
    Map<String, Probe> extra = new LinkedHashMap<>();
    for (String name : probes) {
      extra.put(name, find(reference, name, stimulus.samples(), longest));
    }
    List<Probe> all = new ArrayList<>(wanted.values());
    all.addAll(extra.values());
    int[] active = new int[stimulus.channels()];
    int[] values = new int[stimulus.channels()];
    for (int s = 0; s < stimulus.samples(); s++) {
      reference.reset();
      for (int t = 0; t < stimulus.timesteps(s); t++) {
        reference.step(active, values, stimulus.active(s, t, active, values));
        int row = s * longest + t;
        all.forEach(p -> record(reference, p, row));
      }
    }
    Map<String, NdArray> outputs = arrays(wanted, stimulus.samples(), longest);
    for (Network.Output output : network.outputs()) {
      if (isPotential(network, output)) {
        double[] unit = FixedPopulation.potentialUnit(network.populations().get(output.population()).fieldScales());
        outputs.computeIfPresent(output.name(), (name, raw) -> scaled(raw, unit));
      }
    }
    return new ReferenceRun(outputs, arrays(extra, stimulus.samples(), longest));
  }

  private static boolean isPotential(FixedNetwork network, Network.Output output) {
    return FixedPopulation.isPotential(network.populations().get(output.population()).kind());
  }

  /**
   * Raw values in the network's own units.
   *
   * @param raw [..., neurons]
   * @param unit [1 or neurons] what one raw unit is worth
   */
  public static NdArray scaled(NdArray raw, double[] unit) {
    double[] values = new double[raw.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = raw.at(i) * unit[i % unit.length];
    }
    return new NdArray(raw.shape(), values);
  }

  private static Probe probe(FixedNetwork network, int population, int field, int samples, int timesteps) {
    int size = network.populations().get(population).size();
    long cells = (long) samples * timesteps * size;
    if (cells > Integer.MAX_VALUE - 8) {
      throw new InputException("would record " + cells + " values, more than one array holds", "",
          network.populations().get(population).name(), "run fewer samples at a time");
    }
    return new Probe(population, field, size,
        field < 0 && network.payloadBits() == 0 ? new byte[(int) cells] : new int[(int) cells]);
  }

  private static Probe find(IntegerReference reference, String name, int samples, int timesteps) {
    FixedNetwork network = reference.network();
    int dot = name.lastIndexOf('.');
    String population = dot < 0 ? name : name.substring(0, dot);
    String field = dot < 0 ? "" : name.substring(dot + 1);
    List<String> known = new ArrayList<>();
    for (int p = 0; p < network.populations().size(); p++) {
      if (network.populations().get(p).isInput()) {
        continue;
      }
      List<String> fields = reference.fields(p);
      if (network.populations().get(p).name().equals(population)) {
        if (field.equals("spikes") || fields.contains(field)) {
          return probe(network, p, fields.indexOf(field), samples, timesteps);
        }
        known.clear();
        fields.forEach(f -> known.add(population + "." + f));
        known.add(population + ".spikes");
        break;
      }
      known.add(network.populations().get(p).name() + ".spikes");
    }
    throw new InputException("there is no \"" + name + "\" to probe", "", "probe", NearMiss.hint(name, known));
  }

  private static void record(IntegerReference reference, Probe probe, int row) {
    int at = row * probe.size();
    if (probe.data() instanceof byte[] spikes) {
      System.arraycopy(reference.spikes(probe.population()), 0, spikes, at, probe.size());
    } else if (probe.data() instanceof int[] sent && probe.field() < 0) {
      System.arraycopy(reference.sent(probe.population()), 0, sent, at, probe.size());
    } else if (probe.data() instanceof int[] values) {
      for (int n = 0; n < probe.size(); n++) {
        values[at + n] = (int) reference.state(probe.population(), n, probe.field());
      }
    }
  }

  private static Map<String, NdArray> arrays(Map<String, Probe> probes, int samples, int timesteps) {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    probes.forEach((name, p) -> arrays.put(name, new NdArray(new int[] {samples, timesteps, p.size()}, p.data())));
    return arrays;
  }
}
