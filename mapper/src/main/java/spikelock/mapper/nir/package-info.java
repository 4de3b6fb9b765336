/**
 * Reads NIR files (neuromorphs/NIR, HDF5) into a {@link spikelock.mapper.network.Network}. Start with
 * {@link spikelock.mapper.nir.NirFile}: the tree is read within budgets, nested graphs are flattened, linear nodes folded into
 * projections, loops cut, and settings inferred.
 */
package spikelock.mapper.nir;
