package spikelock.mapper.network;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a network is run in discrete time.
 *
 * @param dt duration of a timestep in s
 * @param loopBiasAtZero whether the bias of a recurrent branch acts at the first timestep (snnTorch) or not (Norse)
 * @param dialect how the equations are read
 * @param reasons by setting name, why the value was chosen: given by the user, found in the file, or assumed
 */
public record RunSettings(double dt, Reset reset, Integrator integrator, boolean loopBiasAtZero, Dialect dialect,
    Map<String, String> reasons) {

  public RunSettings {
    reasons = Map.copyOf(reasons);
  }

  /** In NIR's own dialect. */
  public RunSettings(double dt, Reset reset, Integrator integrator, boolean loopBiasAtZero, Map<String, String> reasons) {
    this(dt, reset, integrator, loopBiasAtZero, Dialect.NIR, reasons);
  }

  /**
   * What a spike does to the potential of neurons of this kind. The late form is Spyx' and, of its kinds, LIF's alone; with snnTorch's
   * choices it is every kind's, as with {@code reset_delay=True} there.
   */
  public Reset reset(NeuronModel.Kind kind) {
    boolean late = reset == Reset.SUBTRACT_LATE && kind.resets() && !kind.adapts() && dialect.like().equals(Optional.of(Framework.SNNTORCH));
    return late ? reset : reset.of(kind);
  }

  /** Every setting by its name in files and reports: numbers, booleans and words. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dt_s", dt);
    values.put("reset", word(reset));
    values.put("integrator", word(integrator));
    values.put("loop_bias_at_zero", loopBiasAtZero);
    values.put("like", dialect.like().map(RunSettings::word).orElse("nir"));
    values.put("gain", word(dialect.gain()));
    values.put("multi_spike", dialect.multiSpike());
    values.put("clamp", dialect.clamp());
    values.put("delay_mode", word(dialect.delayMode()));
    values.put("time_unit", word(dialect.timeUnit()));
    return values;
  }

  /** In one line, what is as usual left out. */
  public String text() {
    StringBuilder text = new StringBuilder();
    values().forEach((name, value) -> {
      boolean usual = name.equals("like") && value.equals("nir") || name.equals("gain") && value.equals("nir")
          || name.equals("multi_spike") && value.equals(false) || name.equals("clamp") && value.equals(false)
          || name.equals("time_unit");
      if (!usual) {
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
