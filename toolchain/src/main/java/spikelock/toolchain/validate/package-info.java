/**
 * Published measurements, recomputed: {@link spikelock.toolchain.validate.CaseFile} reads cases (what happened, on which profile, what was
 * published, how near we must be), {@link spikelock.toolchain.validate.CaseCheck} prices what happened and compares. Nothing is computed by a
 * formula of its own: every number is an {@link spikelock.emulator.cost.Estimate} of counts, or a count.
 */
package spikelock.toolchain.validate;
