/** The float network: populations, projections and run settings, as the file said them with linear chains folded. */
package spikelock.mapper.network;
