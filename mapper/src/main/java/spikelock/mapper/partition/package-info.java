/**
 * Which neuron goes to which core, and the rows that this makes: {@link spikelock.mapper.partition.Partitioner} fills core after
 * core within every capacity, {@link spikelock.mapper.partition.RowBuilder} stores the weights that a core then needs.
 */
package spikelock.mapper.partition;
