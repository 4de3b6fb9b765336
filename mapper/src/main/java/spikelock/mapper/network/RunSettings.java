package spikelock.mapper.network;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How a network is run in discrete time.
 *
 * @param dt duration of a timestep in s
 * @param rule of all neurons that have no rule of their own ({@link NeuronModel.Nir#rule})
 * @param loopBiasAtZero whether the bias of a recurrent branch acts at the first timestep (snnTorch) or not (Norse)
 * @param dialect what holds for the whole network
 * @param reasons by setting name, why the value was chosen: given by the user, found in the file, or assumed
 */
public record RunSettings(double dt, NeuronRule rule, boolean loopBiasAtZero, Dialect dialect, Map<String, String> reasons) {

  private static final Map<String, Object> USUAL = Map.of("like", "nir", "gain", "nir", "spike_at", "above", "most_spikes", 1, "min_v", "none");

  public RunSettings {
    reasons = Map.copyOf(reasons);
  }

  /** As NIR says, but for reset and integrator. */
  public RunSettings(double dt, Reset reset, Integrator integrator, boolean loopBiasAtZero, Map<String, String> reasons) {
    this(dt, NeuronRule.NIR.withReset(reset).withIntegrator(integrator), loopBiasAtZero, Dialect.NIR, reasons);
  }

  public Reset reset() {
    return rule.reset();
  }

  public Integrator integrator() {
    return rule.integrator();
  }

  /** The rule of these neurons: their own, or the network's, as far as their kind can have it. */
  public NeuronRule rule(NeuronModel.Nir nir) {
    NeuronRule its = nir.rule().orElse(rule);
    return its.withReset(its.reset().of(nir.kind()));
  }

  /** Every setting by its name in files and reports: numbers, booleans and words. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dt_s", dt);
    values.putAll(rule.values());
    values.put("loop_bias_at_zero", loopBiasAtZero);
    values.put("like", dialect.like().map(RunSettings::word).orElse("nir"));
    values.put("delay_mode", word(dialect.delayMode()));
    values.put("time_unit", word(dialect.timeUnit()));
    return values;
  }

  /** In one line, what is as usual left out. */
  public String text() {
    StringBuilder text = new StringBuilder();
    values().forEach((name, value) -> {
      if (!value.equals(USUAL.get(name)) && !name.equals("time_unit")) {
        text.append(text.isEmpty() ? "" : ", ").append(name.equals("dt_s") ? "dt" : name.replace('_', ' ')).append(' ')
            .append(name.equals("dt_s") ? value + " s" : value.equals(true) ? "yes" : value.equals(false) ? "no" : value);
      }
    });
    return text.toString();
  }

  /** A value's name in files and options. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
