/**
 * The float reference: runs a {@link spikelock.mapper.network.Network} in doubles, one obvious step after the other, with the
 * semantics that frameworks give it. The oracle of everything that is rounded later. Start with
 * {@link spikelock.mapper.reference.FloatReference}.
 */
package spikelock.mapper.reference;
