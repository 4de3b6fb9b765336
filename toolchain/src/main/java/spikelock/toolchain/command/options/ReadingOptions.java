package spikelock.toolchain.command.options;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.network.DelayMode;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.TimeUnit;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Under;

/** How a network is read; without effect on an image, which was mapped already. */
@Under(Heading.NETWORK)
public class ReadingOptions {
  @Common
  @Option(names = "--dt", paramLabel = "S", description = {"Duration of a timestep in seconds.",
      "Default: the file's, else inferred, with the reason."})
  Double dt;

  @Common
  @Option(names = "--reset", paramLabel = "RULE", description = {"What a spike does to the potential: zero, value, subtract.",
      "value is v_reset; also subtract-guarded (snnTorch's), subtract-late (Spyx'). Default: the framework's or file's, "
      + "else value."})
  String reset = "";

  @Option(names = "--integrator", paramLabel = "NAME", description = "euler or exact. Default: the file's, else euler.")
  String integrator = "";

  @Option(names = "--loop-bias-at-0", paramLabel = "YES|NO", arity = "1",
      description = "Whether the bias of a recurrent branch acts in the first timestep: yes as in snnTorch, no as in Norse. Default: yes.")
  String loopBias = "";

  @Option(names = "--time-unit", paramLabel = "UNIT",
      description = "What a NIR file counts time constants and delays in: s, ms or step. Default: s, as NIR says.")
  String timeUnit = "";

  @Common
  @Option(names = "--like", paramLabel = "FRAMEWORK", description = {"Choose as norse, snntorch, spyx, sinabs or lava does.",
      "Wherever no other option says otherwise; lava computes in Loihi's integers."})
  String like = "";

  @Option(names = "--delay-mode", paramLabel = "MODE", description = "When a spike acts on the next population: layer-sync, in the same "
      + "timestep, or hop, one later. Default: layer-sync.")
  String delayMode = "";

  @Option(names = "--gain", paramLabel = "RULE", description = "What a neuron's input is multiplied with: nir, no-r (Norse), no-membrane (Spyx), "
      + "one (sinabs). Default: nir.")
  String gain = "";

  @Option(names = "--spikes", paramLabel = "HOW", description = "single, or multi: floor(v/v_threshold) spikes in a timestep (sinabs, reference "
      + "only). Default: single.")
  String spikes = "";

  @Option(names = "--min-v", paramLabel = "HOW", description = "minus-threshold keeps the potential of IF neurons at -v_threshold or above "
      + "(sinabs); none does not. Default: none.")
  String minV = "";

  @Option(names = "--strict", description = "Refuse a NIR file in which anything has to be mended; without it every repair is named.")
  boolean strict;

  /** Whether any of them was given. */
  boolean given() {
    return dt != null || !reset.isEmpty() || !integrator.isEmpty() || !loopBias.isEmpty() || !timeUnit.isEmpty() || strict
        || !(like + delayMode + gain + spikes + minV).isEmpty();
  }

  public RunOptions runOptions() {
    return new RunOptions(dt == null ? OptionalDouble.empty() : OptionalDouble.of(dt), chosen(Reset.class, "--reset", reset),
        chosen(Integrator.class, "--integrator", integrator), chosen(YesNo.class, "--loop-bias-at-0", loopBias).map(YesNo.YES::equals),
        chosen(Framework.class, "--like", like), chosen(Gain.class, "--gain", gain),
        chosen(Spikes.class, "--spikes", spikes).map(Spikes.MULTI::equals), chosen(MinV.class, "--min-v", minV).map(MinV.MINUS_THRESHOLD::equals),
        chosen(DelayMode.class, "--delay-mode", delayMode), chosen(TimeUnit.class, "--time-unit", timeUnit), strict);
  }

  private static <E extends Enum<E>> Optional<E> chosen(Class<E> type, String option, String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(choice(type, option, text));
  }

  private enum YesNo { YES, NO }

  private enum Spikes { SINGLE, MULTI }

  private enum MinV { NONE, MINUS_THRESHOLD }

  /**
   * A value of an enumeration by its lower-case name with dashes.
   *
   * @throws InputException naming the option and what it may be
   */
  public static <E extends Enum<E>> E choice(Class<E> type, String option, String text) {
    java.util.List<String> known = new java.util.ArrayList<>();
    for (E value : type.getEnumConstants()) {
      String name = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text)) {
        return value;
      }
      known.add(name);
    }
    throw new InputException("\"" + text + "\" is not one of " + String.join(", ", known), "", option, NearMiss.hint(text, known));
  }
}
