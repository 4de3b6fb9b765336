/**
 * Benches for single modules of {@code hdl/rtl}: each is built alone, driven with random streams and back-pressure, and compared cycle by
 * cycle with a plain model of what its header comment and {@code hdl/TIMING.md} promise. Lockstep says that the chip is wrong; a bench says
 * which module, in which cycle, and shows its signals.
 *
 * <p>Start at {@code FlitFifoTest} and {@code FlitFifoModel}; {@code UnitBench} is what all of them share. Every bench also has a list of
 * faults, planted one at a time into the module's text, and fails where it does not see one.
 */
package spikelock.toolchain.rtl.unit;
