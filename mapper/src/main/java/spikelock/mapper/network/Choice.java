package spikelock.mapper.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import spikelock.emulator.error.InputException;

/** Chooses the settings of a run one after the other: the user's, the framework's, the file's, the usual; and keeps the reasons. */
public final class Choice {
  private final RunOptions options;
  private final RunOptions said;
  private final String fromFile;
  private final Map<String, String> reasons = new LinkedHashMap<>();

  /**
   * Starts to choose.
   *
   * @param options the user's
   * @param said by the file, in the same terms
   * @param fromFile the reason for what the file says
   */
  public Choice(RunOptions options, RunOptions said, String fromFile) {
    this.options = options;
    this.said = said;
    this.fromFile = fromFile;
  }

  /**
   * One setting.
   *
   * @param name as in {@link RunSettings#values}, dt without its unit
   * @param setting where options hold it
   * @param preset the framework's
   * @param why the reason for {@code usual}
   */
  public <T> T of(String name, Function<RunOptions, Optional<T>> setting, Function<Framework, T> preset, T usual, String why) {
    Optional<T> given = setting.apply(options);
    if (given.isPresent()) {
      reasons.put(name, "given");
      return given.get();
    }
    if (options.like().isPresent()) {
      reasons.put(name, "as " + options.like().get() + " does");
      return preset.apply(options.like().get());
    }
    Optional<T> its = setting.apply(said);
    reasons.put(name, its.isPresent() ? fromFile : why);
    return its.orElse(usual);
  }

  /** Notes why a setting that was chosen elsewhere has its value. */
  public void because(String name, String reason) {
    reasons.put(name, reason);
  }

  public Map<String, String> reasons() {
    return reasons;
  }

  /**
   * How neurons compute.
   *
   * @param usual where neither user, framework nor file say
   * @param why the reasons for it, by setting name; the one for {@code ""} is for all others
   */
  public NeuronRule rule(NeuronRule usual, Map<String, String> why) {
    return new NeuronRule(
        part("integrator", RunOptions::integrator, NeuronRule::integrator, usual, why),
        part("gain", RunOptions::gain, NeuronRule::gain, usual, why),
        part("reset", RunOptions::reset, NeuronRule::reset, usual, why),
        part("spike_at", RunOptions::spikeAt, NeuronRule::spikeAt, usual, why),
        part("most_spikes", RunOptions::mostSpikes, NeuronRule::mostSpikes, usual, why),
        part("min_v", RunOptions::minV, NeuronRule::minV, usual, why));
  }

  private <T> T part(String name, Function<RunOptions, Optional<T>> setting, Function<NeuronRule, T> part, NeuronRule usual,
      Map<String, String> why) {
    return of(name, setting, framework -> part.apply(framework.rule()), part.apply(usual), why.getOrDefault(name, why.get("")));
  }

  /**
   * What holds for the whole network.
   *
   * @param why the reason where neither user nor framework nor file say
   */
  public Dialect dialect(String why) {
    options.like().ifPresent(framework -> reasons.put("like", "given" + (framework.recordShift() == 0 ? ""
        : "; what " + framework + " itself records is " + framework.recordShift() + " timestep later")));
    return new Dialect(options.like().or(said::like),
        of("delay_mode", RunOptions::delayMode, Framework::delayMode, DelayMode.LAYER_SYNC, why),
        of("time_unit", RunOptions::timeUnit, Framework::timeUnit, TimeUnit.S, why));
  }

  /** @throws InputException when the settings contradict each other */
  public static void check(NeuronRule rule) {
    if (rule.multiSpike() && (rule.reset() == Reset.SUBTRACT_GUARDED || rule.reset().isLate())) {
      throw new InputException("several spikes in a timestep do not go with the reset " + RunSettings.word(rule.reset()), "",
          "most_spikes", "use --reset subtract, zero or value");
    }
  }
}
