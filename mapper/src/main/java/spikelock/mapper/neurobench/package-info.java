/**
 * The hardware-independent counts of NeuroBench (Yik et al., The NeuroBench framework, Nature Communications 2025), as its Python package
 * makes them of the snnTorch network that a NIR file came from. Start with {@link spikelock.mapper.neurobench.NeuroBench}.
 */
package spikelock.mapper.neurobench;
