package spikelock.emulator.platform;

import java.util.List;

/** A target that can list every packet that entered or left its mesh during a step; slow. */
public interface PortView {
  /** Keeps the events of each step from now on, or no longer. */
  void recordPorts(boolean on);

  /** The events of the last step in their order; those of its batches are not listed. */
  List<PortEvent> portEvents();
}
