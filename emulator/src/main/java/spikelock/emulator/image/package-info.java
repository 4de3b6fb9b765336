/** A mapped network: what the mapper hands to every target, and how it is packed into the chip's memories. */
package spikelock.emulator.image;
