/**
 * From a network to a chip: {@link spikelock.mapper.Mapper} quantises, retimes, partitions, places and assembles; each of these is
 * a package below.
 */
package spikelock.mapper;
