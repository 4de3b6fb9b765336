package spikelock.mapper.framework;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.NeuronModel.Nir;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;

/** Every row of every framework, and which of them a node is. */
public final class FrameworkTable {
  private static final List<Row> ROWS = Stream.of(SnnTorch.ROWS, Norse.ROWS, Spyx.ROWS, Sinabs.ROWS, Rockpool.ROWS, SpikingJelly.ROWS, LavaDl.ROWS)
      .flatMap(List::stream).toList();

  private FrameworkTable() {}

  /** All rows, framework after framework; of those that write the same node, the one that is taken where nothing else is said comes first. */
  public static List<Row> rows() {
    return ROWS;
  }

  private static Stream<Row> rows(Framework framework, Nir nir) {
    return ROWS.stream().filter(row -> row.framework() == framework && row.kinds().contains(nir.kind()));
  }

  /**
   * What a node means in a framework: the first row that its fields fit, those first whose rule is what the user asked for.
   *
   * @param nir time constants in s
   * @param settings of the network
   * @param options the user's: they win over the row
   */
  public static Reading read(Framework framework, Nir nir, int neurons, RunSettings settings, RunOptions options) {
    Map<Row, String> fitting = new LinkedHashMap<>();
    rows(framework, nir).forEach(row -> row.sign().of(nir, neurons, settings.dt()).ifPresent(evidence -> fitting.put(row, evidence)));
    Optional<Row> chosen = fitting.keySet().stream().max( // the first of equals
        Comparator.comparingLong(row -> wanted(row.rule(), options)));
    NeuronRule rule = options.over(chosen.map(Row::rule).orElse(settings.rule()));
    Nir mended = chosen.map(row -> row.mending().of(nir, settings.dt())).orElse(nir);
    Map<NeuronRule, Reading.Other> others = new LinkedHashMap<>();
    for (Row row : fitting.keySet()) {
      NeuronRule other = options.over(row.rule());
      if (!other.equals(rule)) {
        others.putIfAbsent(other, new Reading.Other(row, options(rule, other)));
      }
    }
    return new Reading(framework, chosen, mended.toBuilder().rule(rule).build(), chosen.map(fitting::get).orElse(""), new ArrayList<>(others.values()));
  }

  /**
   * What shows that a node is from a framework, and not only that it could be.
   *
   * @param nir time constants in s
   */
  public static Optional<String> evidence(Framework framework, Nir nir, int neurons, double dt) {
    return rows(framework, nir).filter(row -> row.sign().isTelling()).flatMap(row -> row.sign().of(nir, neurons, dt).stream()).findFirst();
  }

  /** The timestep that a node was written with, where the class that it can be from writes it into its fields. */
  public static OptionalDouble dt(Framework framework, Nir nir, int neurons) {
    return dt(rows(framework, nir), nir, neurons);
  }

  /** The same, of classes alone whose fields show the framework. */
  public static OptionalDouble toldDt(Framework framework, Nir nir, int neurons) {
    return dt(rows(framework, nir).filter(row -> row.sign().isTelling()), nir, neurons);
  }

  private static OptionalDouble dt(Stream<Row> rows, Nir nir, int neurons) {
    return rows.map(row -> row.sign().dt(nir, neurons)).filter(OptionalDouble::isPresent).findFirst().orElse(OptionalDouble.empty());
  }

  /** How many of the user's wishes a rule has without being told. */
  private static long wanted(NeuronRule rule, RunOptions options) {
    Map<String, Object> its = rule.values();
    return options.over(rule).values().entrySet().stream().filter(its.entrySet()::contains).count();
  }

  /** The options that make one rule of another. */
  private static String options(NeuronRule from, NeuronRule to) {
    List<String> options = new ArrayList<>();
    to.values().forEach((name, value) -> {
      if (!value.equals(from.values().get(name))) {
        options.add(option(name, value));
      }
    });
    return String.join(" ", options);
  }

  private static String option(String part, Object value) {
    return part.equals("most_spikes") ? "--spikes " + (value.equals(1) ? "single" : value.equals(NeuronRule.MANY_SPIKES) ? "multi" : value)
        : "--" + part.replace('_', '-') + " " + value;
  }
}
