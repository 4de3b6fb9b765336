/** The {@code spikelock} command: {@link spikelock.toolchain.command.Main} and its verbs, one class each. */
package spikelock.toolchain.command;
