package spikelock.toolchain.command.options;

import java.time.Duration;
import picocli.CommandLine.Option;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.verilator.Binding;
import spikelock.toolchain.verilator.VerilatorBuild.Profile;

/** How the Verilog is built and run. */
@Under(Heading.RUNNING)
public final class TargetOptions {
  @Option(names = "--binding", paramLabel = "ffm|jni", description = "How Java reaches the compiled Verilog. Default: ffm. Both give the same bytes.")
  private String binding = "ffm";

  @Option(names = "--isolate", negatable = true, description = "Run the Verilog in a child process, so that its crash or endless loop is an "
      + "ordinary error. Default: only for --rtl.")
  private Boolean isolate;

  @Option(names = "--timeout", paramLabel = "S", description = "Most seconds of processor time that one call into an isolated model may take. Default: 60.")
  private int timeout = 60;

  @Option(names = "--seed", paramLabel = "N", description = "What registers and memories hold before they are loaded. Default: 1; it must not matter.")
  private int seed = 1;

  @Option(names = "--profile", paramLabel = "checked|fast", description = "checked: assertions on, unknown values random; fast: for speed. "
      + "Default: checked.")
  private String profile = "checked";

  public String binding() {
    return binding;
  }

  public int seed() {
    return seed;
  }

  /** @param isolatedByDefault whether the Verilog is a stranger's */
  public RtlOptions rtl(Session session, boolean isolatedByDefault) {
    RtlOptions options = RtlOptions.CHECKED.withBinding(NetworkOptions.choice(Binding.class, "--binding", binding)).withSeed(seed)
        .withProfile(NetworkOptions.choice(Profile.class, "--profile", profile)).withProgress(line -> session.note(line + " ..."));
    boolean apart = isolate == null ? isolatedByDefault : isolate;
    return apart ? options.isolated(Duration.ofSeconds(Math.max(1, timeout))) : options;
  }
}
