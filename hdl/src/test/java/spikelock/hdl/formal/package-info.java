/**
 * Proves what {@code hdl/formal} asserts of the RTL. Start at {@link spikelock.hdl.formal.ProofsTest}, which lists the proofs, and
 * {@link spikelock.hdl.formal.Prover}, which runs the tools.
 */
package spikelock.hdl.formal;
