package spikelock.mapper.description;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlMap;
import spikelock.mapper.network.EvaluationOrder;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.network.TimeConstants;
import spikelock.mapper.source.SourceFile;

/** Reads the project's network YAML and the {@code .npz} files beside it; the format is documented in {@code mapper/NETWORK.md}. */
public final class NetworkFile {
  /** The newest version that is read. */
  public static final int VERSION = 1;

  private static final double USUAL_DT = 1e-3;
  private static final Map<String, Reset> RESETS = Map.of("zero", Reset.ZERO, "value", Reset.VALUE, "subtract", Reset.SUBTRACT,
      "subtract-guarded", Reset.SUBTRACT_GUARDED);

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
    PopulationReader reader = new PopulationReader(values, settings);
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
    Optional<String> fast = TimeConstants.shorterThan(settings.dt(), populations);
    if (settings.integrator() == Integrator.EULER && fast.isPresent()) {
      throw map.error("run", fast.get(), "use integrator: exact or a smaller dt_s");
    }
    ProjectionReader projectionReader = new ProjectionReader(values, populations, byName);
    List<Projection> projections = new ArrayList<>();
    if (map.has("projections")) {
      map.maps("projections").forEach(entry -> projections.add(projectionReader.read(entry)));
    }
    String name = map.text("name", file.name().replaceFirst("\\.ya?ml$", ""));
    Network network = new Network(name, populations, projections, outputs(map, byName), settings, List.of());
    EvaluationOrder.of(network);
    NetworkDescription description = new NetworkDescription(network,
        map.has("chip") ? Optional.of(map.text("chip")) : Optional.empty(), side(map, "input", values),
        side(map, "labels", values), map.has("classes") ? map.texts("classes") : List.of());
    map.text("description", "");
    map.rejectUnknown();
    return description;
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
    Map<String, String> reasons = new HashMap<>();
    Optional<YamlMap> run = map.has("run") ? Optional.of(map.map("run")) : Optional.empty();
    double dt = run.filter(r -> r.has("dt_s")).map(r -> r.number("dt_s")).orElse(USUAL_DT);
    if (!(dt > 0)) {
      throw run.orElse(map).error("dt_s", "is " + dt + " s, must be above 0", "");
    }
    Reset reset = run.map(r -> RESETS.get(r.choice("reset", List.copyOf(RESETS.keySet()), "value"))).orElse(Reset.VALUE);
    boolean exact = run.map(r -> r.choice("integrator", List.of("euler", "exact"), "euler")).orElse("euler").equals("exact");
    boolean loopBias = run.map(r -> r.flag("loop_bias_at_zero", true)).orElse(true);
    for (String field : List.of("dt_s", "reset", "integrator", "loop_bias_at_zero")) {
      reasons.put(field.replace("_s", ""), run.isPresent() && run.get().has(field) ? "from the file" : "the default of the format");
    }
    run.ifPresent(YamlMap::rejectUnknown);
    overrides.dt().ifPresent(x -> reasons.put("dt", "given"));
    overrides.reset().ifPresent(x -> reasons.put("reset", "given"));
    overrides.integrator().ifPresent(x -> reasons.put("integrator", "given"));
    overrides.loopBiasAtZero().ifPresent(x -> reasons.put("loop_bias_at_zero", "given"));
    return new RunSettings(overrides.dt().orElse(dt), overrides.reset().orElse(reset),
        overrides.integrator().orElse(exact ? Integrator.EXACT : Integrator.EULER), overrides.loopBiasAtZero().orElse(loopBias),
        reasons);
  }
}
