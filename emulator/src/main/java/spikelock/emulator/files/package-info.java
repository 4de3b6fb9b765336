/** Reading and writing of the files everybody shares: numpy arrays, checked YAML, outputs that appear whole or not at all. */
package spikelock.emulator.files;
