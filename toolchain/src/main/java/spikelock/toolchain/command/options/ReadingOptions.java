package spikelock.toolchain.command.options;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import picocli.CommandLine.Option;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.network.DelayMode;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Gain;
import spikelock.mapper.network.InitialV;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.MinV;
import spikelock.mapper.network.NeuronRule;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.SpikeAt;
import spikelock.mapper.network.TimeUnit;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Under;

/** How a network is read; without effect on an image, which was mapped already. */
@Under(Heading.NETWORK)
public class ReadingOptions {
  @Common
  @Option(names = "--dt", paramLabel = "TIME", converter = Seconds.class, description = {"Duration of a timestep: 1ms, or 0.001 (s).",
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
  @Option(names = "--like", paramLabel = "FRAMEWORK", description = {"Choose as norse, snntorch, spyx, sinabs, rockpool, spikingjelly or lava.",
      "Wherever no other option says otherwise; lava computes in Loihi's integers."})
  String like = "";

  @Option(names = "--delay-mode", paramLabel = "MODE", description = "When a spike acts on the next population: layer-sync, in the same "
      + "timestep, or hop, one later. Default: layer-sync.")
  String delayMode = "";

  @Option(names = "--gain", paramLabel = "RULE", description = {"What a neuron's input is multiplied with: nir, no-r, no-membrane, one, before-decay, "
      + "as-it-is, current-as-it-is.", "What each means is in the guide, frameworks.md. Default: the framework's, else nir."})
  String gain = "";

  @Option(names = "--spike-at", paramLabel = "WHERE", description = "At which potential a neuron spikes: above the threshold, or where it is reached "
      + "(SpikingJelly). Default: the framework's, else above.")
  String spikeAt = "";

  @Option(names = "--spikes", paramLabel = "HOW", description = "single, multi: floor(v/v_threshold) spikes in a timestep (sinabs, Rockpool; reference "
      + "only), or a number: as many at most. Default: the framework's, else single.")
  String spikes = "";

  @Option(names = "--min-v", paramLabel = "HOW", description = "minus-threshold keeps the potential of IF neurons at -v_threshold or above "
      + "(sinabs); a number that of all spiking neurons at that; none does not. Default: the framework's, else none.")
  String minV = "";

  @Option(names = "--initial-v", paramLabel = "FROM", description = "Where potentials start: rest (0), leak (v_leak), reset (v_reset), or a number. "
      + "Default: the framework's, else rest.")
  String initialV = "";

  @Option(names = "--strict", description = "Refuse a NIR file in which anything has to be mended; without it every repair is named.")
  boolean strict;

  /** Whether any of them was given. */
  boolean given() {
    return dt != null || !reset.isEmpty() || !integrator.isEmpty() || !loopBias.isEmpty() || !timeUnit.isEmpty() || strict
        || !(like + delayMode + gain + spikeAt + spikes + minV + initialV).isEmpty();
  }

  public RunOptions runOptions() {
    return new RunOptions(dt == null ? OptionalDouble.empty() : OptionalDouble.of(dt), chosen(Reset.class, "--reset", reset),
        chosen(Integrator.class, "--integrator", integrator), chosen(YesNo.class, "--loop-bias-at-0", loopBias).map(YesNo.YES::equals),
        chosen(Framework.class, "--like", like), chosen(Gain.class, "--gain", gain), chosen(SpikeAt.class, "--spike-at", spikeAt),
        mostSpikes(), number("--min-v", minV, "none or minus-threshold", MinV::parse),
        number("--initial-v", initialV, "rest, leak or reset", InitialV::parse),
        chosen(DelayMode.class, "--delay-mode", delayMode), chosen(TimeUnit.class, "--time-unit", timeUnit), strict);
  }

  private Optional<Integer> mostSpikes() {
    return switch (spikes) {
      case "" -> Optional.empty();
      case "single" -> Optional.of(1);
      case "multi" -> Optional.of(NeuronRule.MANY_SPIKES);
      default -> {
        try {
          int most = Integer.parseInt(spikes);
          if (most >= 1 && most <= NeuronRule.MANY_SPIKES) {
            yield Optional.of(most);
          }
        } catch (NumberFormatException e) {
          // said below, as for a number that is none of them
        }
        throw new InputException("\"" + spikes + "\" is not single, multi, or a number of 1.." + NeuronRule.MANY_SPIKES, "", "--spikes", "");
      }
    };
  }

  private static <T> Optional<T> number(String option, String text, String words, Function<String, T> parse) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(parse.apply(text));
    } catch (NumberFormatException e) {
      throw new InputException("\"" + text + "\" is neither " + words.replace(" or ", ", ") + " nor a number", "", option, "");
    }
  }

  private static <E extends Enum<E>> Optional<E> chosen(Class<E> type, String option, String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(choice(type, option, text));
  }

  private enum YesNo { YES, NO }

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
