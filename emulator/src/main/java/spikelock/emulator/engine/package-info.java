/**
 * The emulator: a functional engine (what the neurons compute, {@link spikelock.emulator.engine.Core}) and a timing engine
 * (how many clock cycles the chip takes for it, {@link spikelock.emulator.engine.MeshTiming}) behind one
 * {@link spikelock.emulator.engine.Emulator}. The contract both keep is {@code hdl/TIMING.md}. The timing engine plays the routers with one
 * of two {@link spikelock.emulator.engine.Traffic} classes, which are tested to do the same: a bit a tile for meshes of up to 4x4 (classes
 * named {@code Sliced}; read {@link spikelock.emulator.engine.SlicedFlits} first), router by router for all others.
 */
package spikelock.emulator.engine;
