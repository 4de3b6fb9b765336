/**
 * Faults made mechanically from the text of the hand-written Verilog, one at a time: which of them do the standard checks not see?
 * {@link spikelock.tests.mutants.Sites} finds the places, {@link spikelock.tests.mutants.WovenChip} puts all of them into one
 * build, in which a number chooses the fault, and {@link spikelock.tests.mutants.Campaign} tries them.
 */
package spikelock.tests.mutants;
