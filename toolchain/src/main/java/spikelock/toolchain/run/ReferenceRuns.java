package spikelock.toolchain.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.ReferenceRun;
import spikelock.mapper.network.Network;
import spikelock.mapper.reference.FloatReference;
import spikelock.mapper.reference.Probe;
import spikelock.mapper.reference.SampleResult;

/** The references: a network in floats, or an image's integer network, without any chip. */
public final class ReferenceRuns {
  private ReferenceRuns() {}

  /**
   * A network as it is, in floats.
   *
   * @param probes {@code POP.spikes} or {@code POP.FIELD}
   * @param progress told the number of samples done
   */
  public static Outcome floats(Network network, Stimulus stimulus, List<String> probes, LongConsumer progress) {
    List<Probe> wanted = probes.stream().map(p -> Probe.parse(p, network)).toList();
    List<Probe> all = new ArrayList<>(wanted);
    network.outputs().stream().filter(o -> isGraded(network, o))
        .forEach(o -> all.add(new Probe(o.population(), network.populations().get(o.population()).model().valueField(), o.name())));
    FloatReference reference = new FloatReference(network, all);
    int[] lengths = ChipRuns.lengths(stimulus, 0);
    int longest = Arrays.stream(lengths).max().orElse(0);
    Recording outputs = new Recording(stimulus.samples(), longest);
    Recording probed = new Recording(stimulus.samples(), longest);
    network.outputs().forEach(o -> outputs.add(o.name(), network.populations().get(o.population()).size(),
        isGraded(network, o) ? double.class : byte.class));
    wanted.forEach(p -> probed.add(p.name(), network.populations().get(p.population()).size(),
        p.field().equals("spikes") ? byte.class : double.class));
    for (int sample = 0; sample < stimulus.samples(); sample++) {
      SampleResult result = reference.run(stimulus, sample);
      int graded = wanted.size();
      for (int o = 0; o < network.outputs().size(); o++) {
        boolean spikes = !isGraded(network, network.outputs().get(o));
        Network.Output output = network.outputs().get(o);
        outputs.store(output.name(), sample, spikes ? result.outputs().get(o)
            : scaled(result.probes().get(graded++), network.populations().get(output.population()).model().valueUnit()));
      }
      for (int p = 0; p < wanted.size(); p++) {
        double[] values = result.probes().get(p);
        probed.store(wanted.get(p).name(), sample, wanted.get(p).field().equals("spikes") ? bytes(values) : values);
      }
      progress.accept(sample + 1);
    }
    return new Outcome(lengths, longest, outputs.arrays(), probed.arrays(), Optional.empty());
  }

  private static boolean isGraded(Network network, Network.Output output) {
    return network.populations().get(output.population()).model().isGraded();
  }

  private static double[] scaled(double[] values, double unit) {
    return unit == 1 ? values : Arrays.stream(values).map(v -> v * unit).toArray();
  }

  private static byte[] bytes(double[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** An image's network in integers, layer-synchronously. */
  public static Outcome integers(FixedNetwork network, Stimulus stimulus, List<String> probes) {
    ReferenceRun run = ReferenceRun.of(network, stimulus, probes);
    int[] lengths = ChipRuns.lengths(stimulus, 0);
    return new Outcome(lengths, Arrays.stream(lengths).max().orElse(0), run.outputs(), run.probes(), Optional.empty());
  }
}
