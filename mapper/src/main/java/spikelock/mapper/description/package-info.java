/**
 * The project's own network files, {@code format: spikelock/network}, documented in {@code mapper/NETWORK.md}. Start with
 * {@link spikelock.mapper.description.NetworkFile}.
 */
package spikelock.mapper.description;
