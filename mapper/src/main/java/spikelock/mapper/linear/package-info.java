/**
 * What is linear between two populations: convolutions, pools, matrices, factors and delays in any order, and the synapses they
 * come to, found on shapes without a matrix of the layers between. Start with {@link spikelock.mapper.linear.LinearMap}.
 */
package spikelock.mapper.linear;
