package spikelock.toolchain.command;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.TimeUnit;

/** How a network is read; without effect on an image, which was mapped already. */
class ReadingOptions {
  @Option(names = "--dt", paramLabel = "S", description = "Duration of a timestep in seconds. Default: the file's, else inferred, with the reason.")
  Double dt;

  @Option(names = "--reset", paramLabel = "RULE", description = "What a spike does to the potential: zero, value (v_reset), subtract, "
      + "subtract-guarded (reference only). Default: the file's, else value.")
  String reset = "";

  @Option(names = "--integrator", paramLabel = "NAME", description = "euler or exact. Default: the file's, else euler.")
  String integrator = "";

  @Option(names = "--loop-bias-at-0", paramLabel = "YES|NO", arity = "1",
      description = "Whether the bias of a recurrent branch acts in the first timestep: yes as in snnTorch, no as in Norse. Default: yes.")
  String loopBias = "";

  @Option(names = "--time-unit", paramLabel = "UNIT",
      description = "What a NIR file counts time constants and delays in: s, ms or step. Default: s, as NIR says.")
  String timeUnit = "";

  @Option(names = "--strict", description = "Refuse a NIR file in which anything has to be mended; without it every repair is named.")
  boolean strict;

  /** Whether any of them was given. */
  boolean given() {
    return dt != null || !reset.isEmpty() || !integrator.isEmpty() || !loopBias.isEmpty() || !timeUnit.isEmpty() || strict;
  }

  RunOptions runOptions() {
    return new RunOptions(dt == null ? OptionalDouble.empty() : OptionalDouble.of(dt),
        reset.isEmpty() ? Optional.empty() : Optional.of(choice(Reset.class, "--reset", reset)),
        integrator.isEmpty() ? Optional.empty() : Optional.of(choice(Integrator.class, "--integrator", integrator)),
        loopBias.isEmpty() ? Optional.empty() : Optional.of(choice(YesNo.class, "--loop-bias-at-0", loopBias) == YesNo.YES),
        timeUnit.isEmpty() ? Optional.empty() : Optional.of(choice(TimeUnit.class, "--time-unit", timeUnit)), strict);
  }

  private enum YesNo { YES, NO }

  /**
   * A value of an enumeration by its lower-case name with dashes.
   *
   * @throws InputException naming the option and what it may be
   */
  static <E extends Enum<E>> E choice(Class<E> type, String option, String text) {
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
