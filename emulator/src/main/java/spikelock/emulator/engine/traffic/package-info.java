/**
 * The packets of a step on their way, cycle by cycle ({@code hdl/TIMING.md}, sections 5 and 7): axon-outs offer, routers pass on. One of two
 * {@link spikelock.emulator.engine.traffic.Traffic} classes plays the routers, and they are tested to do the same: a bit a tile for
 * meshes of up to 4x4 (classes named {@code Sliced}; read {@link spikelock.emulator.engine.traffic.SlicedFlits} first), router by router for
 * all others.
 */
package spikelock.emulator.engine.traffic;
