/**
 * What every verb of the command shares: options, the one answer on stdout, failures and their exit codes, progress,
 * and output files that appear whole or not at all. Start at {@link spikelock.toolchain.console.Verb}, which a verb
 * extends, and {@link spikelock.toolchain.console.CommandRun}, which runs it.
 */
package spikelock.toolchain.console;
