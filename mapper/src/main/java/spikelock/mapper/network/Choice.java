package spikelock.mapper.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import spikelock.emulator.error.InputException;

/** Chooses the settings of a run one after the other: the user's, the framework's, the file's, the usual; and keeps the reasons. */
public final class Choice {
  private final RunOptions options;
  private final String fromFile;
  private final Map<String, String> reasons = new LinkedHashMap<>();

  /** @param fromFile the reason for what the file says */
  public Choice(RunOptions options, String fromFile) {
    this.options = options;
    this.fromFile = fromFile;
  }

  /**
   * One setting.
   *
   * @param name as in {@link RunSettings#values}, dt without its unit
   * @param given by the user
   * @param preset the framework's
   * @param said by the file
   * @param why the reason for {@code usual}
   */
  public <T> T of(String name, Optional<T> given, Function<Framework, T> preset, Optional<T> said, T usual, String why) {
    if (given.isPresent()) {
      reasons.put(name, "given");
      return given.get();
    }
    if (options.like().isPresent()) {
      reasons.put(name, "as " + options.like().get() + " does");
      return preset.apply(options.like().get());
    }
    reasons.put(name, said.isPresent() ? fromFile : why);
    return said.orElse(usual);
  }

  /** Notes why a setting that was chosen elsewhere has its value. */
  public void because(String name, String reason) {
    reasons.put(name, reason);
  }

  public Map<String, String> reasons() {
    return reasons;
  }

  /**
   * Everything beside dt, reset, integrator and the loop rule.
   *
   * @param said by the file
   * @param why the reason where neither user nor framework say
   */
  public Dialect dialect(Optional<Dialect> said, String why) {
    options.like().ifPresent(framework -> reasons.put("like", "given" + (framework.recordShift() == 0 ? ""
        : "; what " + framework + " itself records is " + framework.recordShift() + " timestep later")));
    return new Dialect(options.like().or(() -> said.flatMap(Dialect::like)),
        of("gain", options.gain(), Framework::gain, said.map(Dialect::gain), Gain.NIR, why),
        of("multi_spike", options.multiSpike(), Framework::multiSpike, said.map(Dialect::multiSpike), false, why),
        of("clamp", options.clamp(), Framework::clamp, said.map(Dialect::clamp), false, why),
        of("delay_mode", options.delayMode(), Framework::delayMode, said.map(Dialect::delayMode), DelayMode.LAYER_SYNC, why),
        of("time_unit", options.timeUnit(), Framework::timeUnit, said.map(Dialect::timeUnit), TimeUnit.S, why));
  }

  /** @throws InputException when the settings contradict each other */
  public static void check(RunSettings settings) {
    if (settings.dialect().multiSpike()
        && (settings.reset() == Reset.SUBTRACT_GUARDED || settings.reset() == Reset.SUBTRACT_LATE)) {
      throw new InputException("several spikes in a timestep do not go with the reset " + RunSettings.word(settings.reset()), "",
          "multi_spike", "use --reset subtract, zero or value");
    }
  }
}
