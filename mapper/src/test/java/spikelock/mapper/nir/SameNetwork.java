package spikelock.mapper.nir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;

/** Compares two networks that should compute the same, whatever the order of their populations. */
final class SameNetwork {
  private SameNetwork() {}

  static void require(String what, Network a, Network b) {
    assertThat(populations(b)).as(what).isEqualTo(populations(a));
    assertThat(b.settings().dt()).as(what).isEqualTo(a.settings().dt());
    assertThat(b.settings().reset()).as(what).isEqualTo(a.settings().reset());
    assertThat(b.settings().integrator()).as(what).isEqualTo(a.settings().integrator());
    assertThat(synapses(b)).as(what).isEqualTo(synapses(a));
    assertThat(b.outputs().stream().map(o -> o.name() + o.population()).toList())
        .as(what).isEqualTo(a.outputs().stream().map(o -> o.name() + o.population()).toList());
  }

  private static List<String> populations(Network network) {
    List<String> lines = new ArrayList<>();
    for (Population population : network.populations()) {
      lines.add(population.name() + " " + population.size() + " " + (population.isInput() ? "input" : parameters(population)));
    }
    return lines;
  }

  private static String parameters(Population population) {
    return ((spikelock.mapper.network.NeuronModel.Nir) population.model()).kind() + " " + model(population);
  }

  private static String model(Population population) {
    var nir = (spikelock.mapper.network.NeuronModel.Nir) population.model();
    StringBuilder text = new StringBuilder();
    for (double[] values : List.of(nir.tauMem(), nir.tauSyn(), nir.r(), nir.wIn(), nir.vLeak(), nir.vThreshold(), nir.vReset())) {
      for (int i = 0; i < population.size(); i++) {
        text.append(spikelock.mapper.network.NeuronModel.Nir.at(values, i)).append(',');
      }
      text.append(';');
    }
    return text.toString();
  }

  private static List<String> synapses(Network network) {
    List<String> lines = new ArrayList<>();
    for (Projection p : network.projections()) {
      long[] hash = {17};
      for (int source = 0; source < p.connectivity().sources(); source++) {
        int from = source;
        p.connectivity().forEach(source, (target, weight, delay) -> {
          if (weight != 0) {
            hash[0] = hash[0] * 31 + Float.floatToIntBits(weight) + 7L * target + 1009L * from + 65537L * delay;
          }
        });
      }
      lines.add(network.populations().get(p.source()).name() + ">" + network.populations().get(p.target()).name() + " " + p.delay()
          + p.loop() + java.util.Arrays.hashCode(p.bias()) + " " + hash[0]);
    }
    lines.sort(null);
    return lines;
  }
}
