/**
 * Networks of lava-dl's SLAYER ({@code .net}, HDF5): integers of Loihi already, read into populations of the datapath
 * {@code loihi}. Start with {@link spikelock.mapper.lava.LavaNetFile}.
 */
package spikelock.mapper.lava;
