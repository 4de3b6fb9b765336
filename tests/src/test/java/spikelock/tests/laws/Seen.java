package spikelock.tests.laws;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.CoreImage;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.fixed.FixedProjection;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;

/** Which kinds were among the networks of a suite, read off what was mapped, not off what was meant. */
final class Seen {
  enum Kind {
    DEPTH_2, DEPTH_3, DEPTH_4, DEPTH_5, RECURRENT_LAYER, LOOP_OVER_LAYERS, SKIP, SKIP_FROM_INPUT, SEVERAL_DELAYS, LAG_4, LAG_0,
    SPARSE_ROWS, DENSE_ROWS, EXPONENTS, WORDS_16, WORDS_32, LANES_1, LANES_2, LANES_4, ONE_CORE, MANY_CORES, REFRACTORY, IF, LIF, CUBA_LIF, ALIF,
    THRESHOLD, LI, CUBA_LI, I, SKIP_OF_POTENTIALS, LOOP_OF_POTENTIALS, UNITS_OF_THEIR_OWN, RESET_ZERO, RESET_VALUE,
    RESET_SUBTRACT, EULER, EXACT, LATE_LOOP_BIAS, SEVERAL_OUTPUTS
  }

  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  void add(Trial trial, MappedNetwork mapped) {
    of(trial, mapped).forEach(kind -> counts.merge(kind, 1, Integer::sum));
  }

  /** Kinds that no network was of. */
  Set<Kind> missing() {
    Set<Kind> missing = EnumSet.allOf(Kind.class);
    missing.removeAll(counts.keySet());
    return missing;
  }

  @Override
  public String toString() {
    return counts.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", "));
  }

  private static Set<Kind> of(Trial trial, MappedNetwork mapped) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    ChipSpec spec = trial.spec();
    Network network = trial.network();
    int depth = network.populations().size() - 1;
    kinds.add(Kind.valueOf("DEPTH_" + depth));
    kinds.add(spec.core().synapses().wordBits() == 16 ? Kind.WORDS_16 : Kind.WORDS_32);
    kinds.add(Kind.valueOf("LANES_" + spec.core().synapses().lanes()));
    kinds.add(mapped.report().cores() == 1 ? Kind.ONE_CORE : Kind.MANY_CORES);
    kinds.add(Kind.valueOf("RESET_" + network.settings().reset()));
    kinds.add(Kind.valueOf(network.settings().integrator().name()));
    if (network.outputs().size() > 1) {
      kinds.add(Kind.SEVERAL_OUTPUTS);
    }
    network.populations().forEach(p -> {
      if (p.model() instanceof NeuronModel.Nir nir) {
        kinds.add(Kind.valueOf(nir.kind().name()));
        if (nir.refractory()[0] > 0) {
          kinds.add(Kind.REFRACTORY);
        }
      }
    });
    network.projections().forEach(p -> {
      if (p.source() == p.target()) {
        kinds.add(Kind.RECURRENT_LAYER);
      } else if (p.source() > p.target()) {
        kinds.add(Kind.LOOP_OVER_LAYERS);
      } else if (p.target() > p.source() + 1) {
        if (network.populations().get(p.source()).model().isGraded()) {
          kinds.add(Kind.SKIP_OF_POTENTIALS);
        }
        kinds.add(p.source() == 0 ? Kind.SKIP_FROM_INPUT : Kind.SKIP);
      }
      if (p.source() >= p.target() && network.populations().get(p.source()).model().isGraded()) {
        kinds.add(Kind.LOOP_OF_POTENTIALS);
      }
      if (p.loop() && p.bias().length > 0 && !network.settings().loopBiasAtZero()) {
        kinds.add(Kind.LATE_LOOP_BIAS);
      }
    });
    for (FixedProjection p : mapped.fixed().projections()) {
      if (p.leastDelay() != p.greatestDelay()) {
        kinds.add(Kind.SEVERAL_DELAYS);
      }
    }
    if (mapped.report().quantisation().stream().flatMap(q -> q.payload().stream()).anyMatch(payload -> payload.unit() < payload.greatestUnit())) {
      kinds.add(Kind.UNITS_OF_THEIR_OWN);
    }
    mapped.fixed().populations().stream().filter(p -> !p.isInput()).forEach(p -> {
      if (p.lag() == 0) {
        kinds.add(Kind.LAG_0);
      } else if (p.lag() == 4) {
        kinds.add(Kind.LAG_4);
      }
    });
    for (CoreImage core : mapped.image().cores()) {
      IntStream.of(core.axonFormat()).forEach(format -> kinds.add(format == 0 ? Kind.SPARSE_ROWS : Kind.DENSE_ROWS));
      if (IntStream.of(core.axonExponent()).anyMatch(e -> e > 0)) {
        kinds.add(Kind.EXPONENTS);
      }
    }
    return kinds;
  }
}
