package spikelock.toolchain.command.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.sanafe.SanafeRun;
import spikelock.toolchain.sanafe.SanafeTotals;

/** What {@code estimate} and {@code run} say of a network of SANA-FE. */
@Means("of a network of SANA-FE")
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SanafeAnswer(
    @Means("the chip, as its file calls it") String chip,
    @Means("the network, as its file calls it") String network,
    @Means("timesteps run") int timesteps,
    @Means("of the network") int neurons,
    @Means("of the network") long synapses,
    @Means("cores with neurons") int coresUsed,
    @Means("events over all timesteps, as SANA-FE counts them") Counts counts,
    @Means("hops of all messages") long hops,
    @Means("of all timesteps, in s") Times timeS,
    @Means("one: the chip file's own costs") List<Priced> estimates,
    @Means("spikes of each group; null of estimate") Optional<Map<String, Long>> spikes,
    @Means("what has no effect, here as in SANA-FE") List<String> notes,
    @Means("the file written, or empty; null of estimate") Optional<String> output) {

  /** Events. */
  public record Counts(long neuronsFired, @Means("neurons whose state was written, fired ones included") long neuronsUpdated,
      @Means("from a core to a core") long messages, long synapticEvents) {}

  /** The modelled time at both of SANA-FE's levels. */
  public record Times(@Means("as if the network between cores took no time") double simple, @Means("with contention in the network") double detailed) {}

  /** Where the energy goes, in J. */
  public record Energy(double total, @JsonProperty("static") double statics, double clock, Map<String, Double> dynamic, double host) {}

  /** Detailed times in s. */
  public record Latency(double timestepMean, double timestepMedian, double timestepP99, double timestepMax, double sampleMean, double sampleP99) {}

  /** By the chip file's costs. */
  public record Priced(@Means("the chip's file") String profile, String fidelity, @Means("energy in J") Energy energyJ, Latency latencyS,
      @Means("mean power, in W") double powerW, @Means("compute, memory, traffic or barrier: what takes most of the time") String boundBy) {}

  public static SanafeAnswer estimate(SanafeRun run) {
    return of(run, Optional.empty(), Optional.empty());
  }

  /**
   * Of {@code run}.
   *
   * @param output the file written, or empty
   */
  public static SanafeAnswer run(SanafeRun run, String output) {
    return of(run, Optional.of(run.groupSpikes()), Optional.of(output));
  }

  private static SanafeAnswer of(SanafeRun run, Optional<Map<String, Long>> spikes, Optional<String> output) {
    SanafeTotals totals = run.totals();
    return new SanafeAnswer(run.chip().name(), run.network().name(), totals.timesteps(), run.network().neurons(), run.network().edges(), run.coresUsed(),
        new Counts(totals.fired(), totals.updated(), totals.messages(), totals.synapticEvents()), totals.hops(),
        new Times(totals.simpleS(), totals.detailedS()), List.of(priced(run.chip().file(), totals)), spikes, run.network().notes(), output);
  }

  private static Priced priced(String file, SanafeTotals totals) {
    Map<String, Double> dynamic = new LinkedHashMap<>();
    dynamic.put("soma", totals.somaJ());
    dynamic.put("synapse", totals.synapseJ());
    dynamic.put("dendrite", totals.dendriteJ());
    dynamic.put("network", totals.networkJ());
    double mean = totals.detailedS() / totals.timesteps();
    return new Priced(file, "message-level (published constants)", new Energy(totals.totalJ(), 0, 0, dynamic, 0),
        new Latency(mean, totals.quantileS(0.5), totals.quantileS(0.99), totals.quantileS(1), totals.detailedS(), totals.detailedS()),
        totals.detailedS() > 0 ? totals.totalJ() / totals.detailedS() : 0, totals.bound().name().toLowerCase(Locale.ROOT));
  }

  /** For people. */
  public String text() {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s on %s, as SANA-FE's files say: %,d neurons in %d cores, %,d synapses, %,d timesteps%n",
        TextTable.printable(network.isEmpty() ? "network" : network), TextTable.printable(chip), neurons, coresUsed, synapses, timesteps));
    line(text, "neurons", "%,d fired, %,d updated", counts.neuronsFired, counts.neuronsUpdated);
    line(text, "messages", "%,d over %,d hops, %,d synaptic events", counts.messages, hops, counts.synapticEvents);
    Priced priced = estimates.getFirst();
    Map<String, Double> parts = priced.energyJ.dynamic;
    line(text, "energy", "%.6g uJ: soma %.6g, synapse %.6g, dendrite %.6g, network %.6g", 1e6 * priced.energyJ.total, 1e6 * parts.get("soma"),
        1e6 * parts.get("synapse"), 1e6 * parts.get("dendrite"), 1e6 * parts.get("network"));
    line(text, "time", "%.6g us (%.4g us a timestep, at most %.4g us), bound by %s; %.6g us without the network", 1e6 * timeS.detailed,
        1e6 * priced.latencyS.timestepMean, 1e6 * priced.latencyS.timestepMax, priced.boundBy, 1e6 * timeS.simple);
    line(text, "power", "%.4g mW while it runs, by the costs in %s", 1e3 * priced.powerW, TextTable.printable(priced.profile));
    line(text, "fidelity", "%s", priced.fidelity);
    spikes.ifPresent(groups -> groups.forEach((group, count) -> line(text, "spikes", "%,d of group %s", count, TextTable.printable(group))));
    notes.forEach(note -> line(text, "note", "%s", note));
    output.filter(file -> !file.isEmpty()).ifPresent(file -> line(text, "wrote", "%s", TextTable.printable(file)));
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, String name, String format, Object... values) {
    text.append(String.format(Locale.ROOT, "%-12s", name)).append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
