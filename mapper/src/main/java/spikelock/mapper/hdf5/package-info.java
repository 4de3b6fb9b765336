/**
 * HDF5 files from anywhere, read within a budget: groups and arrays, nothing of the library that parses them. Start with
 * {@link spikelock.mapper.hdf5.Hdf5}; NIR and lava-dl networks and recorded data are read through it.
 */
package spikelock.mapper.hdf5;
