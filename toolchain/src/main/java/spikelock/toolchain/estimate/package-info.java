/** What a mapped network costs: samples are run and counted once, and any number of profiles price the counts. */
package spikelock.toolchain.estimate;
