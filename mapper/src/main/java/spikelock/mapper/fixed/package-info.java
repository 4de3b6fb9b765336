/**
 * The integer network: what the chip computes, before it is cut into cores. {@link spikelock.mapper.fixed.FixedNetwork} is the
 * value, {@link spikelock.mapper.fixed.IntegerReference} runs it layer by layer as the oracle of every target, and
 * {@link spikelock.mapper.fixed.FixedNetworkFile} keeps it in an image's attachments.
 */
package spikelock.mapper.fixed;
