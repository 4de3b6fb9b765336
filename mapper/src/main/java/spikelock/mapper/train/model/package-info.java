/**
 * What is trained: layers of units, the paths between them with the parameters that their synapses share, and all parameters in one flat
 * array. Start at {@link spikelock.mapper.train.model.NetworkPlan}.
 */
package spikelock.mapper.train.model;
