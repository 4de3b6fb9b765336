/**
 * The emulator: a functional engine (what the neurons compute, {@link spikelock.emulator.engine.Core}) and a timing engine
 * (how many clock cycles the chip takes for it, {@link spikelock.emulator.engine.MeshTiming}) behind one
 * {@link spikelock.emulator.engine.Emulator}. The contract both keep is {@code hdl/TIMING.md}.
 */
package spikelock.emulator.engine;
