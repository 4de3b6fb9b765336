/**
 * Runs of SANA-FE's networks on SANA-FE's chips ({@code spikelock.mapper.sanafe}) for the verbs that take such files. Start with
 * {@link spikelock.toolchain.sanafe.SanafeRun}.
 */
package spikelock.toolchain.sanafe;
