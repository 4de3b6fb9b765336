/**
 * What an image can run on, by the name that people give it: start at {@link spikelock.toolchain.targets.Targets}. The references are no
 * targets, they run networks: {@link spikelock.toolchain.run.ReferenceRuns}.
 */
package spikelock.toolchain.targets;
