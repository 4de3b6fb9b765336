package spikelock.toolchain.rtl;

import java.nio.file.Path;

/** A target that is a simulated Verilog design. */
public interface Simulated {
  /** SHA-256 of the Verilog. */
  String rtlHash();

  /** Writes a waveform of some timesteps, counted since the last reset; built {@link RtlOptions#withWaveforms with waveforms}. */
  void waveform(Path file, long firstTimestep, long lastTimestep);
}
