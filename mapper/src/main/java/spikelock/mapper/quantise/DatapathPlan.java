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
import spikelock.emulator.datapath.DatapathFile;
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
import spikelock.mapper.network.Projection;
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
  private static final Set<String> READOUTS = Set.of("I", "LI", "CubaLI", "GradedI", "GradedLI", "GradedCubaLI");
  private static final long READOUT_BITS = 32;
  /** Bits of weights and payloads together beyond which their products need a potential and a current of as many. */
  private static final int MOST_NARROW = 16;
  /** The presets whose neurons send their potential, by the name of those that do not. */
  private static final String GRADED = "Graded";
  private static final String SPIKING_MODEL = "cuba";
  /** Does all that {@link #SPIKING_MODEL} does where its parameter of this name is 0. */
  private static final String GRADED_MODEL = "cuba_graded";
  static final String GRADED_PARAMETER = "graded";

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
      for (Projection p : network.projections()) {
        Optional<Unable<DatapathPlan>> unable = unable(p);
        if (unable.isPresent()) {
          return unable.get();
        }
      }
      List<String> wanted = new ArrayList<>();
      Set<String> wide = new LinkedHashSet<>();
      Set<String> free = new LinkedHashSet<>();
      boolean auto = spec.datapaths().stream().anyMatch(DatapathChoice::isAuto);
      for (int p = 0; p < network.populations().size(); p++) {
        wanted.add(wanted(p));
        if (takesWideProducts(p)) {
          wide.add(wanted.getLast());
        }
        if (auto && !wanted.getLast().isEmpty() && fixed(wanted.getLast()).isEmpty()) {
          free.add(wanted.getLast());
        }
      }
      List<Assigned> assigned = new ArrayList<>();
      for (int p = 0; p < wanted.size(); p++) {
        Optional<Assigned> one = assign(wanted.get(p), share ? free : Set.of(), auto, wide);
        if (one.isEmpty()) {
          return new Unable<>(network.populations().get(p).name(), "needs the datapath " + wanted.get(p) + ", the cores of " + spec.name() + " have "
              + String.join(", ", new LinkedHashSet<>(spec.datapaths().stream().map(DatapathChoice::model).toList())), "choose a chip with datapath: auto");
        }
        assigned.add(one.get());
      }
      return new Fit<>(new DatapathPlan(assigned, texts));
    }

    private Optional<Assigned> assign(String wanted, Set<String> sharing, boolean auto, Set<String> wide) {
      if (wanted.isEmpty()) {
        return Optional.of(new Assigned("", "", Map.of()));
      }
      List<DatapathChoice> own = fixed(wanted);
      if (!own.isEmpty()) {
        return Optional.of(new Assigned(wanted, wanted, own.getFirst().constants()));
      }
      if (auto) {
        Set<String> together = sharing.contains(wanted) ? sharing : Set.of(wanted);
        String datapath = sharing.contains(wanted) ? general(wanted, sharing) : wanted;
        Map<String, Long> constants = new TreeMap<>();
        if (together.stream().anyMatch(w -> areKin(w, wanted, together) && READOUTS.contains(w))) {
          constants.put("V_BITS", READOUT_BITS);
        }
        if (together.stream().anyMatch(w -> areKin(w, wanted, together) && wide.contains(w))) {
          constants.put("V_BITS", READOUT_BITS);
          constants.put("U_BITS", READOUT_BITS);
          constants.keySet().retainAll(DatapathFile.constants(Models.text(datapath, texts), datapath));
        }
        return Optional.of(new Assigned(wanted, datapath, constants));
      }
      return spec.datapaths().stream().filter(c -> serves(c.model(), wanted))
          .max(Comparator.comparingInt(c -> held(c.model()).size()))
          .map(c -> new Assigned(wanted, c.model(), c.constants()));
    }

    /** Whether potentials arrive, and are multiplied to more than a current of the usual width holds. */
    private boolean takesWideProducts(int population) {
      return spec.packet().payloadBits() + spec.core().synapses().weightBits() > MOST_NARROW && network.projections().stream()
          .anyMatch(p -> p.target() == population && Potentials.areSent(network, p.source()));
    }

    /** Cores whose datapath was fixed to exactly this one. */
    private List<DatapathChoice> fixed(String wanted) {
      return spec.datapaths().stream().filter(c -> c.model().equals(wanted)).toList();
    }

    /** The preset (or model) with most held values that serves every one of the same model. */
    private String general(String wanted, Set<String> sharing) {
      List<String> family = sharing.stream().filter(s -> areKin(s, wanted, sharing)).toList();
      return presets.keySet().stream().filter(c -> family.stream().allMatch(f -> serves(c, f)))
          .max(Comparator.comparingInt(c -> held(c).size()))
          .orElse(family.stream().anyMatch(f -> base(f).equals(GRADED_MODEL)) ? GRADED_MODEL : base(wanted));
    }

    /** Whether one model can be both, among kinds that share what they can. */
    private boolean areKin(String one, String other, Set<String> sharing) {
      Set<String> both = Set.of(SPIKING_MODEL, GRADED_MODEL);
      return base(one).equals(base(other)) || both.contains(base(one)) && both.contains(base(other))
          && sharing.stream().anyMatch(s -> base(s).equals(GRADED_MODEL));
    }

    private String base(String name) {
      return presets.containsKey(name) ? presets.get(name).model() : name;
    }

    private Map<String, Long> held(String name) {
      return presets.containsKey(name) ? presets.get(name).fixed() : Map.of();
    }

    /** Whether everything that {@code general} holds, {@code special} holds at the same value. */
    private boolean serves(String general, String special) {
      Map<String, Long> holds = new TreeMap<>(held(special));
      if (base(general).equals(GRADED_MODEL) && base(special).equals(SPIKING_MODEL)) {
        holds.put(GRADED_PARAMETER, 0L);
      } else if (!base(general).equals(base(special))) {
        return false;
      }
      return holds.entrySet().containsAll(held(general).entrySet());
    }

    private String wanted(int number) {
      Population population = network.populations().get(number);
      return switch (population.model()) {
        case NeuronModel.Input i -> "";
        case NeuronModel.Nir nir -> Discrete.needsResets(nir, network.settings()) ? "cuba_resets"
            : !rests(nir) ? (Potentials.areSent(network, number) ? GRADED : "") + presetName(nir.kind()) : nir.kind().adapts() ? "alif" : "cuba";
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

    /** What packets cannot carry. */
    private Optional<Unable<DatapathPlan>> unable(Projection projection) {
      Population source = network.populations().get(projection.source());
      Population target = network.populations().get(projection.target());
      if (!source.model().isGraded() || projection.connectivity().synapses() == 0) {
        return Optional.empty();
      }
      String where = "projection " + projection.name();
      if (!(source.model() instanceof NeuronModel.Nir nir)) {
        return Optional.of(new Unable<>(where, "carries the potential of " + source.name() + ", which is a read-out in Loihi's integers and sends nothing",
            "end the network there"));
      }
      String carries = "carries the potential of " + source.name() + " (" + presetName(nir.kind()) + "), which never spikes";
      if (spec.packet().payloadBits() == 0) {
        return Optional.of(new Unable<>(where, carries + ", and the packets of " + spec.name() + " carry none (payload_bits 0)",
            "map with --payload-bits 8, up to 16 (payload_bits in a chip file), or give " + source.name() + " a threshold"));
      }
      return target.model() instanceof NeuronModel.Native ? Optional.of(new Unable<>(where, carries + ", but " + target.name()
          + " takes the chip's integers", "give " + target.name() + " a neuron: instead of a datapath:")) : Optional.empty();
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
