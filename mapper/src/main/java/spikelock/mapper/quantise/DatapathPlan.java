package spikelock.mapper.quantise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.datapath.ModelName;
import spikelock.emulator.datapath.Models;
import spikelock.emulator.error.InputException;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fit.Unable;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.RunSettings;

/**
 * Which datapath each population is computed by. A core has one datapath, so this decides who can share a core.
 *
 * @param populations for each population of the network
 * @param texts text of every {@code .neuron} file that is not bundled, by datapath name
 */
public record DatapathPlan(List<Assigned> populations, Map<String, String> texts) {

  /**
   * What one population gets.
   *
   * @param wanted the preset or model that is the population's own; empty for inputs
   * @param datapath the one it is computed by: {@code wanted}, or a more general one with parameters held
   * @param constants of that datapath; the accumulator width is the chip's
   */
  public record Assigned(String wanted, String datapath, Map<String, Long> constants) {}

  public DatapathPlan {
    populations = List.copyOf(populations);
    texts = Map.copyOf(texts);
  }

  /** Kinds whose potential is the answer: without a threshold to reset it, it needs room. */
  private static final Set<String> READOUTS = Set.of("I", "LI", "CubaLI");
  private static final long READOUT_BITS = 32;

  /** How many different datapaths the plan uses. */
  public long kinds() {
    return populations.stream().filter(a -> !a.wanted().isEmpty()).map(a -> a.datapath() + a.constants()).distinct().count();
  }

  /**
   * Every population on its own kind's datapath where the chip has one, or may get one.
   *
   * @param chipTexts text of every {@code .neuron} file that the chip names, by the name it uses
   * @return the plan, or the population that no core of the chip can compute
   * @throws InputException when two models have one name
   */
  public static Fitting<DatapathPlan> exact(Network network, ChipSpec spec, Map<String, String> chipTexts) {
    return new Planner(network, spec, chipTexts).plan(false);
  }

  /** As {@link #exact}, but populations whose cores are free to choose share the most special datapath that serves all. */
  public static Fitting<DatapathPlan> shared(Network network, ChipSpec spec, Map<String, String> chipTexts) {
    return new Planner(network, spec, chipTexts).plan(true);
  }

  private static final class Planner {
    private final Network network;
    private final ChipSpec spec;
    private final Map<String, Models.Preset> presets = Models.presets();
    private final Map<String, String> chipTexts;
    private final Map<String, String> texts;

    Planner(Network network, ChipSpec spec, Map<String, String> chipTexts) {
      this.chipTexts = chipTexts;
      this.texts = new LinkedHashMap<>(chipTexts);
      this.network = network;
      this.spec = spec;
    }

    Fitting<DatapathPlan> plan(boolean share) {
      for (Population p : network.populations()) {
        Optional<Unable<DatapathPlan>> unable = unable(p);
        if (unable.isPresent()) {
          return unable.get();
        }
      }
      List<String> wanted = new ArrayList<>();
      Set<String> free = new LinkedHashSet<>();
      boolean auto = spec.datapaths().stream().anyMatch(DatapathChoice::isAuto);
      for (Population p : network.populations()) {
        wanted.add(wanted(p));
        if (auto && !wanted.getLast().isEmpty() && fixed(wanted.getLast()).isEmpty()) {
          free.add(wanted.getLast());
        }
      }
      List<Assigned> assigned = new ArrayList<>();
      for (int p = 0; p < wanted.size(); p++) {
        Optional<Assigned> one = assign(wanted.get(p), share ? free : Set.of(), auto);
        if (one.isEmpty()) {
          return new Unable<>(network.populations().get(p).name(), "needs the datapath " + wanted.get(p) + ", the cores of " + spec.name() + " have "
              + String.join(", ", new LinkedHashSet<>(spec.datapaths().stream().map(DatapathChoice::model).toList())), "choose a chip with datapath: auto");
        }
        assigned.add(one.get());
      }
      return new Fit<>(new DatapathPlan(assigned, texts));
    }

    private Optional<Assigned> assign(String wanted, Set<String> sharing, boolean auto) {
      if (wanted.isEmpty()) {
        return Optional.of(new Assigned("", "", Map.of()));
      }
      List<DatapathChoice> own = fixed(wanted);
      if (!own.isEmpty()) {
        return Optional.of(new Assigned(wanted, wanted, own.getFirst().constants()));
      }
      if (auto) {
        Set<String> together = sharing.contains(wanted) ? sharing : Set.of(wanted);
        Map<String, Long> constants = new TreeMap<>();
        if (together.stream().anyMatch(w -> base(w).equals(base(wanted)) && READOUTS.contains(w))) {
          constants.put("V_BITS", READOUT_BITS);
        }
        return Optional.of(new Assigned(wanted, sharing.contains(wanted) ? general(wanted, sharing) : wanted, constants));
      }
      return spec.datapaths().stream().filter(c -> serves(c.model(), wanted))
          .max(Comparator.comparingInt(c -> held(c.model()).size()))
          .map(c -> new Assigned(wanted, c.model(), c.constants()));
    }

    /** Cores whose datapath was fixed to exactly this one. */
    private List<DatapathChoice> fixed(String wanted) {
      return spec.datapaths().stream().filter(c -> c.model().equals(wanted)).toList();
    }

    /** The preset (or model) with most held values that serves every one of the same model. */
    private String general(String wanted, Set<String> sharing) {
      List<String> family = sharing.stream().filter(s -> base(s).equals(base(wanted))).toList();
      return presets.keySet().stream().filter(c -> family.stream().allMatch(f -> serves(c, f)))
          .max(Comparator.comparingInt(c -> held(c).size())).orElse(base(wanted));
    }

    private String base(String name) {
      return presets.containsKey(name) ? presets.get(name).model() : name;
    }

    private Map<String, Long> held(String name) {
      return presets.containsKey(name) ? presets.get(name).fixed() : Map.of();
    }

    /** Whether everything that {@code general} holds, {@code special} holds at the same value. */
    private boolean serves(String general, String special) {
      return base(general).equals(base(special)) && held(special).entrySet().containsAll(held(general).entrySet());
    }

    private String wanted(Population population) {
      return switch (population.model()) {
        case NeuronModel.Input i -> "";
        case NeuronModel.Nir nir -> Discrete.needsResets(nir, network.settings()) ? "cuba_resets"
            : !rests(nir) ? presetName(nir.kind()) : nir.kind().adapts() ? "alif" : "cuba";
        case NeuronModel.Artificial units -> throw new IllegalStateException(population.name() + " has no datapath");
        case NeuronModel.Native own -> switch (ModelName.of(own.datapath())) {
          case ModelName.OfFile file -> file(file, population.name());
          case ModelName.Bundled bundled -> bundled.name();
        };
      };
    }

    private static boolean rests(NeuronModel.Nir nir) {
      return nir.kind().spikes() && Arrays.stream(nir.refractory()).anyMatch(r -> r > 0);
    }

    /** What no datapath can do of a population, whatever the chip. */
    private Optional<Unable<DatapathPlan>> unable(Population population) {
      return switch (population.model()) {
        case NeuronModel.Input i -> Optional.empty();
        case NeuronModel.Native own -> Optional.empty();
        case NeuronModel.Artificial units -> Optional.of(new Unable<>(population.name(), "is of " + units.unit().label()
            + " units; artificial units do not reach the chip yet", "run the network in floats with --target reference"));
        case NeuronModel.Nir nir -> unable(population.name(), nir);
      };
    }

    private Optional<Unable<DatapathPlan>> unable(String population, NeuronModel.Nir nir) {
      RunSettings settings = network.settings();
      NeuronRule rule = settings.rule(nir);
      if (rule.multiSpike() && nir.kind().resets()) {
        return Optional.of(new Unable<>(population, "sends several spikes in a timestep (" + settings.dialect().like().map(f -> "as " + f + " does")
            .orElse("most_spikes " + rule.mostSpikes()) + "), which a neuron of the chip cannot", "map with --spikes single, or run with --target reference"));
      }
      if (rests(nir) && Discrete.needsResets(nir, settings)) {
        return Optional.of(new Unable<>(population, "has a refractory time together with the reset " + RunSettings.word(rule.reset())
            + (rule.minV().holds(nir.kind()) ? " and a least potential" : "") + ", which no bundled datapath has",
            "map with --reset subtract and --min-v none, or run with --target reference"));
      }
      return Discrete.untimely(nir, settings).map(problem -> new Unable<>(population, problem.message(), problem.hint()));
    }

    private String file(ModelName.OfFile file, String population) {
      String its = file.path().getFileName().toString();
      String text = file.text();
      if (chipTexts.containsKey(its)) {
        if (!chipTexts.get(its).equals(text)) {
          throw new InputException("differs from the " + its + " of " + spec.name(), file.file(), population,
              "use the chip's, or rename the file to have it on another core");
        }
        return its;
      }
      String name = its.substring(0, its.length() - ModelName.SUFFIX.length());
      String known = texts.putIfAbsent(name, text);
      if (Models.known().contains(name) || known != null && !known.equals(text)) {
        throw new InputException("another model is called \"" + name + "\"", file.file(), population, "rename the file");
      }
      return name;
    }
  }

  /** The preset of a NIR kind. */
  static String presetName(NeuronModel.Kind kind) {
    return kind == NeuronModel.Kind.READOUT ? NeuronModel.Kind.LI.label() : kind.label();
  }
}
