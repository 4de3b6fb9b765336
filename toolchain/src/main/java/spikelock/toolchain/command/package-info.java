/** The {@code spikelock} command: {@link spikelock.toolchain.command.Main}; its verbs, their options and what they describe are packages of their own. */
package spikelock.toolchain.command;
