package spikelock.toolchain.rtl;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.verilator.Binding;
import spikelock.toolchain.verilator.VerilatorBuild.Profile;

/**
 * How the Verilog is built and run.
 *
 * @param profile for speed or for checking
 * @param binding how Java reaches the model
 * @param isolated when present, the model runs in a child process and no call may take longer than this
 * @param seed what registers and memories start from
 * @param project the Verilog, when it is not our own
 * @param waveforms whether waveforms can be written; slower even when none is
 * @param access how memories, counters and outputs are reached
 * @param ports whether the packets at the inject and eject ports can be recorded; slower even when none are
 * @param mostCycles after how many cycles of one batch or step the chip counts as hung
 * @param loading which random cases are loaded, and have all memories read back, through the chip's ports
 * @param progress receives a line when something that takes long begins
 */
public record RtlOptions(
    Profile profile,
    Binding binding,
    Optional<Duration> isolated,
    int seed,
    Optional<RtlProject> project,
    boolean waveforms,
    Access access,
    boolean ports,
    int mostCycles,
    Loading loading,
    Consumer<String> progress) {

  /** How memories, counters and outputs are reached; the same values come of each. What a design does not show is reached through ports. */
  public enum Access {
    /** In place: soonest. */
    DIRECT,
    /** Images are loaded through the chip's ports; all else in place. */
    LOADED_THROUGH_PORTS,
    /** Through the chip's ports alone. */
    PORTS;

    boolean isDirect() {
      return this != PORTS;
    }
  }

  /** Our own Verilog, in this process, for checking. */
  public static final RtlOptions CHECKED = new RtlOptions(Profile.CHECKED, Binding.FFM, Optional.empty(), 1, Optional.empty(), false,
      Access.DIRECT, false, 20_000_000, Loading.AUTO, line -> { });

  /** The same for speed. */
  public static final RtlOptions FAST = CHECKED.withProfile(Profile.FAST);

  public RtlOptions {
    if (mostCycles < 1) {
      throw new IllegalArgumentException("mostCycles=" + mostCycles + " must be at least 1");
    }
  }

  public RtlOptions withProfile(Profile chosen) {
    return new RtlOptions(chosen, binding, isolated, seed, project, waveforms, access, ports, mostCycles, loading, progress);
  }

  public RtlOptions withBinding(Binding chosen) {
    return new RtlOptions(profile, chosen, isolated, seed, project, waveforms, access, ports, mostCycles, loading, progress);
  }

  /** Runs the model in a child process. */
  public RtlOptions isolated(Duration limit) {
    return new RtlOptions(profile, binding, Optional.of(limit), seed, project, waveforms, access, ports, mostCycles, loading, progress);
  }

  public RtlOptions withSeed(int chosen) {
    return new RtlOptions(profile, binding, isolated, chosen, project, waveforms, access, ports, mostCycles, loading, progress);
  }

  public RtlOptions withProject(RtlProject chosen) {
    return new RtlOptions(profile, binding, isolated, seed, Optional.of(chosen), waveforms, access, ports, mostCycles, loading, progress);
  }

  public RtlOptions withWaveforms() {
    return new RtlOptions(profile, binding, isolated, seed, project, true, access, ports, mostCycles, loading, progress);
  }

  /** Memories, counters and outputs are reached through the chip's ports alone. */
  public RtlOptions throughPorts() {
    return withAccess(Access.PORTS);
  }

  public RtlOptions withAccess(Access chosen) {
    return new RtlOptions(profile, binding, isolated, seed, project, waveforms, chosen, ports, mostCycles, loading, progress);
  }

  /** The packets at the inject and eject ports can be recorded. */
  public RtlOptions withPorts() {
    return new RtlOptions(profile, binding, isolated, seed, project, waveforms, access, true, mostCycles, loading, progress);
  }

  public RtlOptions withMostCycles(int cycles) {
    return new RtlOptions(profile, binding, isolated, seed, project, waveforms, access, ports, cycles, loading, progress);
  }

  public RtlOptions withLoading(Loading chosen) {
    return new RtlOptions(profile, binding, isolated, seed, project, waveforms, access, ports, mostCycles, chosen, progress);
  }

  public RtlOptions withProgress(Consumer<String> listener) {
    return new RtlOptions(profile, binding, isolated, seed, project, waveforms, access, ports, mostCycles, loading, listener);
  }
}
