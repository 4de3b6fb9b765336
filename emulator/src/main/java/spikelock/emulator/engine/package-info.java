/**
 * The emulator, {@link spikelock.emulator.engine.Emulator}: two engines with a value between them. {@code function} computes what neurons
 * do and gives a {@code step}, which says what happened in a timestep; {@code timing} tells how long that takes, playing the {@code traffic}
 * of packets where formulas do not reach. Neither engine knows the other. The contract is {@code hdl/TIMING.md}.
 */
package spikelock.emulator.engine;
