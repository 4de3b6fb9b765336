/**
 * How long a timestep takes on a chip of which only the time an event is known, not the cycles: cores that work through their
 * neurons and send messages, links of a mesh, a barrier. It knows nothing of spikes, images or files: what goes in are messages with the time
 * that each costs its sender and its receiver ({@link spikelock.emulator.engine.message.StepMessages}), what comes out is the time and what
 * bounded it ({@link spikelock.emulator.engine.message.StepTime}). Two levels implement {@link spikelock.emulator.engine.message.MessageTiming}:
 * {@link spikelock.emulator.engine.message.SimpleTiming} looks at cores alone, {@link spikelock.emulator.engine.message.DetailedTiming} also
 * at the network between them. Both are those of SANA-FE (Boyle et al., IEEE TCAD 44(8), 2025), and are held equal to it timestep by timestep.
 */
package spikelock.emulator.engine.message;
