/**
 * What the neurons of a chip compute, and its memories. Start at {@link spikelock.emulator.engine.function.FunctionalEngine}: in each
 * timestep every {@code Core} walks the rows of its due axons (a {@code PayloadPath}: plain or graded) and sweeps its neurons, then a
 * {@code Delivery} (scheduled or direct) takes their spikes where they go.
 */
package spikelock.emulator.engine.function;
