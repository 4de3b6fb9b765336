package spikelock.toolchain.command.describe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import spikelock.emulator.image.ChipImage;
import spikelock.mapper.network.RunSettings;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** How a network is run, or an image was mapped; what an image does not say is left out. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Settings(
    Optional<Number> dtS,
    Optional<String> reset,
    Optional<String> integrator,
    Optional<Boolean> loopBiasAtZero,
    Optional<String> like,
    Optional<String> gain,
    Optional<String> spikeAt,
    Optional<Number> mostSpikes,
    Optional<String> minV,
    Optional<String> delayMode,
    Optional<String> timeUnit,
    @Means("of an image") Optional<Number> weightBits,
    @Means("of an image") Optional<String> scaleRule,
    @Means("why, by setting") Optional<Map<String, String>> reasons) {

  public static Settings of(RunSettings settings) {
    return of(settings.values(), settings.reasons());
  }

  /** What an image was mapped with. */
  public static Settings of(ChipImage image) {
    Map<String, String> reasons = null;
    if (image.description().get("reasons") instanceof Map<?, ?> map) {
      reasons = new TreeMap<>();
      for (Map.Entry<?, ?> reason : map.entrySet()) {
        reasons.put(reason.getKey().toString(), String.valueOf(reason.getValue()));
      }
    }
    return of(image.description(), reasons);
  }

  private static Settings of(Map<String, Object> values, Map<String, String> reasons) {
    return new Settings(value(values, "dt_s", Number.class), value(values, "reset", String.class), value(values, "integrator", String.class),
        value(values, "loop_bias_at_zero", Boolean.class), value(values, "like", String.class), value(values, "gain", String.class),
        value(values, "spike_at", String.class), value(values, "most_spikes", Number.class), value(values, "min_v", String.class),
        value(values, "delay_mode", String.class),
        value(values, "time_unit", String.class), value(values, "weight_bits", Number.class), value(values, "scale_rule", String.class),
        Optional.ofNullable(reasons).map(TreeMap::new));
  }

  /** An image is a file: what is of another type than ours is no setting. */
  private static <T> Optional<T> value(Map<String, Object> values, String name, Class<T> type) {
    return type.isInstance(values.get(name)) ? Optional.of(type.cast(values.get(name))) : Optional.empty();
  }

  /** Names in an image's description of the settings that it has. */
  Set<String> names() {
    Map<String, Optional<?>> all = new TreeMap<>();
    all.put("dt_s", dtS);
    all.put("reset", reset);
    all.put("integrator", integrator);
    all.put("loop_bias_at_zero", loopBiasAtZero);
    all.put("like", like);
    all.put("gain", gain);
    all.put("spike_at", spikeAt);
    all.put("most_spikes", mostSpikes);
    all.put("min_v", minV);
    all.put("delay_mode", delayMode);
    all.put("time_unit", timeUnit);
    all.put("weight_bits", weightBits);
    all.put("scale_rule", scaleRule);
    all.values().removeIf(Optional::isEmpty);
    return all.keySet();
  }

  /** In one line; what is NIR's own way is left out. */
  public String line() {
    List<String> words = new ArrayList<>();
    dtS.ifPresent(dt -> words.add("dt " + seconds(dt)));
    reset.ifPresent(rule -> words.add("reset " + rule));
    integrator.ifPresent(name -> words.add("integrator " + name));
    loopBiasAtZero.ifPresent(acts -> words.add("loop bias at zero " + yesOrNo(acts)));
    like.filter(name -> !name.equals("nir")).ifPresent(name -> words.add("like " + name));
    gain.filter(rule -> !rule.equals("nir")).ifPresent(rule -> words.add("gain " + rule));
    spikeAt.filter(at -> !at.equals("above")).ifPresent(at -> words.add("spike at threshold " + at));
    mostSpikes.filter(most -> most.intValue() != 1).ifPresent(most -> words.add("most spikes " + most));
    minV.filter(least -> !least.equals("none")).ifPresent(least -> words.add("min v " + least));
    delayMode.ifPresent(mode -> words.add("delay mode " + mode));
    weightBits.ifPresent(bits -> words.add("weight bits " + bits));
    scaleRule.ifPresent(rule -> words.add("scale rule " + rule));
    return TextTable.printable(String.join(", ", words));
  }

  /** Each with its value and its reason. */
  public List<String> lines() {
    TextTable table = new TextTable("", "", "");
    reasons.orElse(Map.of()).forEach((setting, reason) -> table.row(setting, word(setting), reason));
    return table.toString().lines().skip(1).toList();
  }

  /** The value of a setting by the name that reasons have; empty for what is no setting here. */
  private String word(String setting) {
    return switch (setting) {
      case "dt" -> dtS.map(Settings::seconds).orElse("");
      case "reset" -> reset.orElse("");
      case "integrator" -> integrator.orElse("");
      case "loop_bias_at_zero" -> loopBiasAtZero.map(Settings::yesOrNo).orElse("");
      case "like" -> like.orElse("");
      case "gain" -> gain.orElse("");
      case "spike_at" -> spikeAt.orElse("");
      case "most_spikes" -> mostSpikes.map(Number::toString).orElse("");
      case "min_v" -> minV.orElse("");
      case "delay_mode" -> delayMode.orElse("");
      case "time_unit" -> timeUnit.orElse("");
      case "weight_bits" -> weightBits.map(Number::toString).orElse("");
      case "scale_rule" -> scaleRule.orElse("");
      default -> "";
    };
  }

  /** Without Java's E notation, which nobody writes by hand. */
  private static String seconds(Number dt) {
    double value = dt.doubleValue();
    return (value >= 1e-9 && value < 1e9 ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString() : dt.toString()) + " s";
  }

  private static String yesOrNo(boolean yes) {
    return yes ? "yes" : "no";
  }
}
