package spikelock.mapper.description;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlMap;
import spikelock.mapper.network.Choice;
import spikelock.mapper.network.Dialect;
import spikelock.mapper.network.EvaluationOrder;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.TimeConstants;
import spikelock.mapper.network.TimeUnit;
import spikelock.mapper.source.SourceFile;

/** Reads the project's network YAML and the {@code .npz} files beside it; the format is documented in {@code mapper/NETWORK.md}. */
public final class NetworkFile {
  /** The newest version that is read. */
  public static final int VERSION = 1;

  private static final double USUAL_DT = 1e-3;
  private static final Pattern TRAINED_BITS = Pattern.compile("^seed -?[0-9]+, weight_bits [0-9]{1,2}$");

  private NetworkFile() {}

  /**
   * Reads a network.
   *
   * @param overrides settings that win over the file's
   * @throws InputException naming file, field and line of what is wrong
   */
  public static NetworkDescription read(SourceFile file, RunOptions overrides) {
    try {
      String text = new String(file.bytes(YamlFile.MAX_BYTES), StandardCharsets.UTF_8);
      return network(file, YamlFile.parse(text, file.label(), "network", VERSION), overrides);
    } catch (InputException e) {
      throw e.in(file.label());
    } catch (OutOfMemoryError e) {
      throw new InputException("needs more memory than there is", file.label(), "", "give java more with -Xmx");
    } catch (StackOverflowError e) {
      throw new InputException("is nested too deeply", file.label(), "", "");
    }
  }

  private static NetworkDescription network(SourceFile file, YamlMap map, RunOptions overrides) {
    Values values = new Values(file);
    RunSettings settings = settings(map, overrides);
    PopulationReader reader = new PopulationReader(values, settings, overrides);
    List<Population> populations = new ArrayList<>();
    Map<String, Integer> byName = new LinkedHashMap<>();
    for (YamlMap entry : map.maps("populations")) {
      Population population = reader.read(entry);
      if (byName.putIfAbsent(population.name(), populations.size()) != null) {
        throw entry.error("name", "there are two populations \"" + population.name() + "\"", "");
      }
      populations.add(population);
    }
    if (populations.stream().allMatch(Population::isInput)) {
      throw map.error("populations", "the network has no neurons", "");
    }
    if (populations.stream().mapToLong(Population::size).sum() > 1 << 25) {
      throw map.error("populations", "the network has more than 33 million neurons and inputs", "");
    }
    Optional<String> fast = TimeConstants.tooShort(settings, populations);
    if (fast.isPresent()) {
      throw map.error("run", fast.get(), "use integrator: exact or a smaller dt_s");
    }
    ProjectionReader projectionReader = new ProjectionReader(values, populations, byName);
    List<Projection> projections = new ArrayList<>();
    if (map.has("projections")) {
      map.maps("projections").forEach(entry -> projections.add(delayed(projectionReader.read(entry), settings, populations)));
    }
    String name = map.text("name", file.name().replaceFirst("\\.ya?ml$", ""));
    Network network = new Network(name, populations, projections, outputs(map, byName), settings, List.of(), oneScale(map));
    EvaluationOrder.of(network);
    NetworkDescription description = new NetworkDescription(network,
        chip(map, values), side(map, "input", values),
        side(map, "labels", values), map.has("classes") ? map.texts("classes") : List.of());
    map.rejectUnknown();
    return description;
  }

  /** A bundled chip, or a chip file beside the network's. */
  private static Optional<String> chip(YamlMap map, Values values) {
    if (!map.has("chip") || Chips.names().contains(map.text("chip"))) {
      return map.has("chip") ? Optional.of(map.text("chip")) : Optional.empty();
    }
    try {
      return Optional.of(values.file(map, "chip").path().orElseThrow().toString());
    } catch (InputException e) {
      throw map.error("chip", "there is no bundled chip \"" + Printable.start(map.text("chip"), 60) + "\", and as a file's name: " + e.getMessage(),
          NearMiss.of(map.text("chip"), Chips.names()).map(near -> "did you mean \"" + near + "\"?")
          .orElse("a chip file lies in the folder of the network's file, or below"));
    }
  }

  /** What the file says; files that {@code train} wrote before there was such a field say in their description how many bits they were trained with. */
  private static boolean oneScale(YamlMap map) {
    boolean trained = TRAINED_BITS.matcher(map.text("description", "")).find();
    return map.has("scale") ? map.choice("scale", List.of("neuron", "population"), "").equals("population") : trained;
  }

  private static Projection delayed(Projection p, RunSettings settings, List<Population> populations) {
    int delay = settings.dialect().delayMode().delay(p.delay(), populations.get(p.source()).isInstant());
    return delay == p.delay() ? p : new Projection(p.name(), p.source(), p.target(), p.input(), p.connectivity(), delay, p.bias(), p.loop());
  }

  private static Optional<SourceFile> side(YamlMap map, String field, Values values) {
    return map.has(field) ? Optional.of(values.file(map, field)) : Optional.empty();
  }

  /** A list of populations, or a mapping from the output's name to its population. */
  private static List<Network.Output> outputs(YamlMap map, Map<String, Integer> byName) {
    Map<String, String> wanted = new LinkedHashMap<>();
    if (map.isMap("outputs")) {
      YamlMap named = map.map("outputs");
      named.names().forEach(name -> wanted.put(name, named.text(name)));
    } else {
      map.texts("outputs").forEach(name -> wanted.put(name, name));
    }
    List<Network.Output> outputs = new ArrayList<>();
    wanted.forEach((name, population) -> {
      Integer index = byName.get(population);
      if (index == null) {
        throw map.error("outputs", "there is no population \"" + population + "\"", NearMiss.hint(population, byName.keySet()));
      }
      outputs.add(new Network.Output(name, index));
    });
    if (outputs.isEmpty()) {
      throw map.error("outputs", "names no population", "");
    }
    return outputs;
  }

  private static RunSettings settings(YamlMap map, RunOptions overrides) {
    if (overrides.timeUnit().isPresent()) {
      throw new InputException("a network YAML says its units in the names of its fields (tau_mem_s)", "", "--time-unit", "leave it out");
    }
    Optional<YamlMap> run = map.has("run") ? Optional.of(map.map("run")) : Optional.empty();
    RunOptions said = run.map(SaidSettings::run).orElse(RunOptions.NONE);
    Choice choice = new Choice(overrides, said, "from the file");
    String usual = "the default of the format";
    double dt = run.filter(r -> r.has("dt_s")).map(r -> r.number("dt_s")).orElse(USUAL_DT);
    if (!(dt > 0)) {
      throw run.orElse(map).error("dt_s", "is " + dt + " s, must be above 0", "");
    }
    choice.because("dt", overrides.dt().isPresent() ? "given" : run.isPresent() && run.get().has("dt_s") ? "from the file" : usual);
    overrides.initialV().ifPresent(start -> choice.because("initial_v", "given: " + start));
    // units stand in the names of the file's fields
    Dialect dialect = new Dialect(overrides.like().or(said::like), choice.dialect(usual).delayMode(), TimeUnit.S);
    RunSettings settings = new RunSettings(overrides.dt().orElse(dt), choice.rule(NeuronRule.NIR, Map.of("", usual)),
        choice.of("loop_bias_at_zero", RunOptions::loopBiasAtZero, Framework::loopBiasAtZero, true, usual), dialect, choice.reasons());
    run.ifPresent(YamlMap::rejectUnknown);
    Choice.check(settings.rule());
    return settings;
  }
}
