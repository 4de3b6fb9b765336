package spikelock.toolchain.sweep;

import java.util.Optional;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.fit.Fitting;

/** What settings mean to one network. Asked by several threads; the same answer to the same setting, always. */
public interface SweepWork {
  /**
   * The samples that are run.
   *
   * @param labels [samples] right classes; empty when there are none
   */
  record Input(Stimulus stimulus, Optional<int[]> labels) {}

  /**
   * The network mapped with the values of {@link Axis.Stage#MAPPING}.
   *
   * @throws spikelock.emulator.error.InputException when a chip cannot be so, or cannot do what the network does
   */
  Fitting<MappedNetwork> map(Setting setting);

  /**
   * The input with the values of {@link Axis.Stage#INPUT}.
   *
   * @throws spikelock.emulator.error.InputException when it cannot be read so
   */
  Input input(Setting setting);

  /** The profile of a value of {@link Axis#PROFILE}. */
  CostProfile profile(String name);
}
