/** Options that verbs have in common, a class for each thing they are about, and what they are read into. */
package spikelock.toolchain.command.options;
