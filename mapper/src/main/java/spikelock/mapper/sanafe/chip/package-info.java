/**
 * A chip as SANA-FE's YAML describes one: tiles on a mesh, cores, the units of their pipeline with what events cost. Equal tiles and cores are one
 * object, and a range of units is one entry. Start with {@link spikelock.mapper.sanafe.chip.SanafeChip}; {@link spikelock.mapper.sanafe.chip.ChipReader} reads it.
 */
package spikelock.mapper.sanafe.chip;
