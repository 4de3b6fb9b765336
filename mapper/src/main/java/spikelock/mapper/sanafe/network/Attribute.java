package spikelock.mapper.sanafe.network;

import spikelock.emulator.files.YamlValue;

/**
 * An attribute of a neuron.
 *
 * @param value as the file has it
 * @param toDendrite whether the dendrite is told
 * @param toSoma whether the soma is told
 */
public record Attribute(YamlValue value, boolean toDendrite, boolean toSoma) {}
