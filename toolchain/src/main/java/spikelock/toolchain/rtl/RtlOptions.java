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
 * @param direct whether public memories are read and written directly instead of with configuration packets, where the design has them
 * @param ports whether the packets at the inject and eject ports can be recorded; slower even when none are
 * @param mostCycles after how many cycles of one batch or step the chip counts as hung
 * @param loading how images are loaded where memories can be written directly
 * @param progress receives a line when something that takes long begins
 */
public record RtlOptions(
    Profile profile,
    Binding binding,
    Optional<Duration> isolated,
    int seed,
    Optional<RtlProject> project,
    boolean waveforms,
    boolean direct,
    boolean ports,
    int mostCycles,
    Loading loading,
    Consumer<String> progress) {

  /** Our own Verilog, in this process, for checking. */
  public static final RtlOptions CHECKED = new RtlOptions(Profile.CHECKED, Binding.FFM, Optional.empty(), 1, Optional.empty(), false, true,
      false, 20_000_000, Loading.AUTO, line -> { });

  /** The same for speed. */
  public static final RtlOptions FAST = CHECKED.withProfile(Profile.FAST);

  public RtlOptions {
    if (mostCycles < 1) {
      throw new IllegalArgumentException("mostCycles=" + mostCycles + " must be at least 1");
    }
  }

  public RtlOptions withProfile(Profile chosen) {
    return new RtlOptions(chosen, binding, isolated, seed, project, waveforms, direct, ports, mostCycles, loading, progress);
  }

  public RtlOptions withBinding(Binding chosen) {
    return new RtlOptions(profile, chosen, isolated, seed, project, waveforms, direct, ports, mostCycles, loading, progress);
  }

  /** Runs the model in a child process. */
  public RtlOptions isolated(Duration limit) {
    return new RtlOptions(profile, binding, Optional.of(limit), seed, project, waveforms, direct, ports, mostCycles, loading, progress);
  }

  public RtlOptions withSeed(int chosen) {
    return new RtlOptions(profile, binding, isolated, chosen, project, waveforms, direct, ports, mostCycles, loading, progress);
  }

  public RtlOptions withProject(RtlProject chosen) {
    return new RtlOptions(profile, binding, isolated, seed, Optional.of(chosen), waveforms, direct, ports, mostCycles, loading, progress);
  }

  public RtlOptions withWaveforms() {
    return new RtlOptions(profile, binding, isolated, seed, project, true, direct, ports, mostCycles, loading, progress);
  }

  /** Memories and counters are reached by configuration packets alone. */
  public RtlOptions throughPorts() {
    return new RtlOptions(profile, binding, isolated, seed, project, waveforms, false, ports, mostCycles, loading, progress);
  }

  /** The packets at the inject and eject ports can be recorded. */
  public RtlOptions withPorts() {
    return new RtlOptions(profile, binding, isolated, seed, project, waveforms, direct, true, mostCycles, loading, progress);
  }

  public RtlOptions withMostCycles(int cycles) {
    return new RtlOptions(profile, binding, isolated, seed, project, waveforms, direct, ports, cycles, loading, progress);
  }

  public RtlOptions withLoading(Loading chosen) {
    return new RtlOptions(profile, binding, isolated, seed, project, waveforms, direct, ports, mostCycles, chosen, progress);
  }

  public RtlOptions withProgress(Consumer<String> listener) {
    return new RtlOptions(profile, binding, isolated, seed, project, waveforms, direct, ports, mostCycles, loading, listener);
  }
}
