package spikelock.toolchain.rtl.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import spikelock.hdl.project.HandWritten;
import spikelock.toolchain.process.Tool;
import spikelock.toolchain.verilator.Binding;
import spikelock.toolchain.verilator.VerilatedModel;
import spikelock.toolchain.verilator.VerilatorBuild;

/** One hand-written module with its parameters, alone, against a model of it. */
final class UnitBench {
  private static final long SEED = Long.getLong("spikelock.seed", 20260130);
  private static final int EPISODES = 10;
  private static final int CYCLES = 400;

  private final String module;
  private final Map<String, Integer> parameters = new LinkedHashMap<>();
  private final Function<RandomGenerator, UnitModel> model;

  private UnitBench(String module, Function<RandomGenerator, UnitModel> model) {
    this.module = module;
    this.model = model;
  }

  /** A bench of the module of this name; {@code model} begins a new stream with the random numbers that it is given. */
  static UnitBench of(String module, Function<RandomGenerator, UnitModel> model) {
    return new UnitBench(module, model);
  }

  /** Sets a parameter of the module. */
  UnitBench with(String parameter, int value) {
    parameters.put(parameter, value);
    return this;
  }

  /** The module does what the model promises, in every cycle. */
  void holds() {
    Optional<String> difference = firstDifference(sources(module));
    assertThat(difference).as(this + ", -Dspikelock.seed=" + SEED).isEmpty();
    System.out.println(this + ": " + EPISODES * CYCLES + " cycles equal, -Dspikelock.seed=" + SEED);
  }

  /** With this fault in it, it does not. */
  void sees(Fault fault) {
    Optional<String> difference = firstDifference(fault.plant(sources(module)));
    assertThat(difference).as(this + " with " + fault + ", -Dspikelock.seed=" + SEED).isPresent();
    System.out.println(this + " with " + fault + ": " + difference.orElseThrow().lines().findFirst().orElseThrow());
  }

  /** Streams are played one after the other to one instance: each begins with a reset in the midst of what the last one did. */
  private Optional<String> firstDifference(Map<String, String> sources) {
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
    VerilatorBuild build = VerilatorBuild.of(module).sources(sources).profile(VerilatorBuild.Profile.QUICK);
    parameters.forEach((name, value) -> build.parameter(name, Integer.toString(value)));
    SplittableRandom seeds = new SplittableRandom(SEED);
    Optional<String> difference = Optional.empty();
    try (VerilatedModel rtl = build.build().open(Binding.FFM, (int) SEED)) {
      for (int episode = 0; episode < EPISODES && difference.isEmpty(); episode++) {
        Trace trace = new Trace(rtl);
        RandomGenerator random = seeds.split();
        RandomGenerator noise = seeds.split();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
          trace.reset(noise);
        }
        UnitModel stream = model.apply(random);
        for (int i = 0; i < CYCLES; i++) {
          stream.cycle(trace.next(noise));
        }
        trace.play(rtl);
        int number = episode;
        difference = trace.firstDifference().map(text -> "stream " + number + ", " + text);
      }
    }
    return difference;
  }

  /** The file of a module, and of all that stand below it. */
  private static Map<String, String> sources(String module) {
    Map<String, String> all = HandWritten.files();
    Map<String, String> taken = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(module + ".v");
    while (!open.isEmpty()) {
      String file = open.remove();
      String text = all.get(file);
      if (taken.put(file, text) == null) {
        all.keySet().stream().filter(other -> Pattern.compile("(?m)^\\s*" + other.replace(".v", "") + "\\s*(#\\(|\\w+ \\()").matcher(text).find())
            .forEach(open::add);
      }
    }
    return taken;
  }

  @Override
  public String toString() {
    return module + (parameters.isEmpty() ? "" : " " + parameters);
  }
}
