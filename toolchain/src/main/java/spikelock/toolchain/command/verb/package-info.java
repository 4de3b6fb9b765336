/** The verbs of the {@code spikelock} command, one class each; {@link spikelock.toolchain.command.verb.Verbs} lists them. */
package spikelock.toolchain.command.verb;
