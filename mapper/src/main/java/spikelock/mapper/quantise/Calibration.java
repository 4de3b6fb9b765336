package spikelock.mapper.quantise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.network.Network;
import spikelock.mapper.reference.FloatReference;
import spikelock.mapper.reference.Probe;

/** How far the potentials that are sent go in a run of the float reference. */
public final class Calibration {
  private Calibration() {}

  /** Whether a network sends any potential. */
  public static boolean isOfUse(Network network) {
    return IntStream.range(0, network.populations().size()).anyMatch(p -> Potentials.areSent(network, p));
  }

  /**
   * Runs every sample.
   *
   * @return by population; empty where the network sends no potential
   */
  public static Map<String, Reach> of(Network network, Stimulus stimulus) {
    List<Integer> senders = IntStream.range(0, network.populations().size()).filter(p -> Potentials.areSent(network, p)).boxed().toList();
    if (senders.isEmpty()) {
      return Map.of();
    }
    List<Probe> probes = senders.stream().map(p -> Probe.parse(network.populations().get(p).name() + ".v", network)).toList();
    List<double[]> greatest = new ArrayList<>();
    senders.forEach(p -> greatest.add(new double[network.populations().get(p).size()]));
    double[] squares = new double[senders.size()];
    long[] values = new long[senders.size()];
    FloatReference reference = new FloatReference(network, probes);
    for (int sample = 0; sample < stimulus.samples(); sample++) {
      List<double[]> run = reference.run(stimulus, sample).probes();
      for (int i = 0; i < run.size(); i++) {
        double[] most = greatest.get(i);
        double[] potentials = run.get(i);
        for (int at = 0; at < potentials.length; at++) {
          most[at % most.length] = Math.max(most[at % most.length], Math.abs(potentials[at]));
          squares[i] += potentials[at] * potentials[at];
        }
        values[i] += potentials.length;
      }
    }
    Map<String, Reach> reaches = new TreeMap<>();
    for (int i = 0; i < senders.size(); i++) {
      reaches.put(network.populations().get(senders.get(i)).name(), new Reach(greatest.get(i), values[i] == 0 ? 0 : Math.sqrt(squares[i] / values[i])));
    }
    return reaches;
  }
}
