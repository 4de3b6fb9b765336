/** The launcher of a checkout and the distribution, as processes: what a user's shell sees. */
package spikelock.tests.launcher;
