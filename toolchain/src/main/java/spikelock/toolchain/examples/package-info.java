/**
 * The bundled example networks, by name: {@link spikelock.toolchain.examples.Examples}. Their files are resources of this
 * package, each example in a folder of its name; {@link spikelock.toolchain.examples.OrientationFilm} shows one at work.
 */
package spikelock.toolchain.examples;
