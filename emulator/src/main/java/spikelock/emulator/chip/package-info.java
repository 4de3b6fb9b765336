/** The chip's sizes, its memories and its packets: the one place that knows them. */
package spikelock.emulator.chip;
