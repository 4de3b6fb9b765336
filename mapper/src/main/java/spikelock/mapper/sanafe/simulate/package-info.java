/**
 * Runs a network of SANA-FE on a chip of SANA-FE, in its floats and in its order: first every core works through its neurons, then every core through the
 * messages it was sent. {@link spikelock.mapper.sanafe.simulate.Placer} puts neurons, edges and costs into flat arrays,
 * {@link spikelock.mapper.sanafe.simulate.SanafeSimulator} runs those; counts and energies are SANA-FE's exactly, time is the message-level engine's
 * ({@code spikelock.emulator.engine.message}).
 */
package spikelock.mapper.sanafe.simulate;
