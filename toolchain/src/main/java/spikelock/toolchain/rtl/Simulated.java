package spikelock.toolchain.rtl;

import java.nio.file.Path;
import spikelock.emulator.platform.Target;

/** A target that is a simulated Verilog design. */
public interface Simulated {
  /** SHA-256 of the Verilog. */
  String rtlHash();

  /** Writes a waveform of some timesteps, counted since the last reset; built {@link RtlOptions#withWaveforms with waveforms}. */
  void waveform(Path file, long firstTimestep, long lastTimestep);

  /** Whether memories are reached in place once an image is loaded. */
  boolean isDirect();

  /** The same chip, its memories loaded, read and written through its ports alone, whatever the options say. */
  Target throughPorts();
}
