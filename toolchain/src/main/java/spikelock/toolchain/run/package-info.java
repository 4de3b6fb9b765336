/**
 * A network run to its end on whatever it runs on, with one kind of {@link spikelock.toolchain.run.Outcome}: chips in
 * {@link spikelock.toolchain.run.ChipRuns}, the references in {@link spikelock.toolchain.run.ReferenceRuns}.
 */
package spikelock.toolchain.run;
