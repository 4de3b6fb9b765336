package spikelock.toolchain.command.answer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import spikelock.mapper.MapReport;
import spikelock.mapper.quantise.NeuronLoss;
import spikelock.mapper.quantise.PayloadReport;
import spikelock.mapper.quantise.PopulationReport;
import spikelock.mapper.quantise.ScaleShare;
import spikelock.mapper.quantise.WeightLoss;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** What rounding cost a population. */
public record Rounding(
    @Means("the least number that the weights into a neuron, its threshold and biases were multiplied with") double scale,
    @Means("the greatest") double greatestScale,
    @Means("who shares a scale: population, channel, set or neuron") String scaleShare,
    @Means("whose weight is not 0") long synapses,
    @Means("of them, whose weight was rounded to 0") long lostSynapses,
    @Means("of them, whose weight was cut off") long cutOffSynapses,
    @Means("whose weights are not exact, least signal to noise first, 8 at most") List<Neuron> worstNeurons,
    double weightMaxError, double weightRmsError, double thresholdMaxError, double decayMaxError,
    @Means("values that were cut off") long saturations, @Means("whether no sum can leave the accumulator") boolean overflowProven, long greatestSum,
    long sumLimit, List<String> notes, @Means("what was lost and what helps") List<String> warnings,
    @Means("how the potential goes on as a payload; null where it does not") Optional<Payload> payload) {

  /** How a potential is sent. */
  public record Payload(@Means("of a payload, its sign included") int bits, @Means("the least that a payload of 1 is worth among the neurons") double unit,
      @Means("the most") double greatestUnit, @Means("the least potential whose payload saturates") double saturatesAt,
      @Means("the greatest potential that is reckoned with") double reach, @Means("where that is from: proven, calibrated or assumed") String basis,
      @Means("half a unit, as a part of what the neuron reaches, of the worst neuron") double relativeError,
      @Means("of the potential; null without a calibration") Optional<Double> signalToNoiseDb, @Means("the same in words") String description) {

    static Payload of(PayloadReport report) {
      return new Payload(report.bits(), report.unit(), report.greatestUnit(), report.saturatesAt(), report.reach(),
          report.basis().name().toLowerCase(Locale.ROOT), report.relativeError(), report.signalToNoise().stream().boxed().findFirst(), report.describe());
    }
  }

  /** A neuron whose weights are not exact. */
  public record Neuron(@Means("its number in the population") int neuron, double scale, int synapses, int lostSynapses, int cutOffSynapses,
      @Means("sum of the rounded weights' amounts less that of the exact ones, as a part of the latter") double totalWeightError,
      @Means("of its weights") double signalToNoiseDb) {

    static Neuron of(NeuronLoss loss) {
      return new Neuron(loss.neuron(), loss.scale(), loss.synapses(), loss.lost(), loss.cutOff(), loss.totalError(),
          loss.signalToNoise());
    }
  }

  static Rounding of(PopulationReport population) {
    WeightLoss weights = population.weights();
    return new Rounding(population.scale(), population.greatestScale(), population.scaleShare().name().toLowerCase(Locale.ROOT), weights.synapses(),
        weights.lost(), weights.cutOff(), weights.worst().stream().map(Neuron::of).toList(), population.weightMaxError(), population.weightRmsError(),
        population.thresholdMaxError(), population.decayMaxError(), population.saturations(), population.overflowProven(), population.greatestSum(),
        population.sumLimit(), population.notes(), population.warnings(), population.payload().map(Payload::of));
  }

  /** By population name. */
  public static Map<String, Rounding> of(MapReport report) {
    Map<String, Rounding> all = new LinkedHashMap<>();
    report.quantisation().forEach(population -> all.put(population.name(), of(population)));
    return all;
  }

  /** For people: what became of the weights of each population, its worst neuron named. */
  static TextTable table(Map<String, Rounding> populations) {
    TextTable table = new TextTable("population", "scale", "synapses", "became 0", "cut off", "worst neuron", "its total weight", "its signal to noise");
    populations.forEach((name, rounding) -> {
      if (rounding.worstNeurons.isEmpty()) {
        table.row(TextTable.printable(name), rounding.scales(), number(rounding.synapses), "0", "0", "", "exact", "");
      } else {
        Neuron worst = rounding.worstNeurons.getFirst();
        table.row(TextTable.printable(name), rounding.scales(), number(rounding.synapses), number(rounding.lostSynapses),
            number(rounding.cutOffSynapses), "[" + worst.neuron + "]", "off by " + WeightLoss.percent(worst.totalWeightError),
            String.format(Locale.ROOT, "%.1f dB", worst.signalToNoiseDb));
      }
    });
    return table;
  }

  /** For people: a line for each population that sends its potential. */
  static List<String> payloads(Map<String, Rounding> populations) {
    return populations.entrySet().stream().flatMap(entry -> entry.getValue().payload.stream()
        .map(payload -> TextTable.printable(entry.getKey() + " " + payload.description))).toList();
  }

  private String scales() {
    return scaleShare.equals(ScaleShare.POPULATION.name().toLowerCase(Locale.ROOT)) ? significant(scale)
        : significant(scale) + " .. " + significant(greatestScale) + " by " + scaleShare;
  }

  private static String significant(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
