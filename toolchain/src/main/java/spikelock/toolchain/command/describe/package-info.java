/** What is in a file, for people and as JSON: a {@link spikelock.toolchain.command.describe.Describer} for each kind of file. */
package spikelock.toolchain.command.describe;
