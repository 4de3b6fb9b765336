/** Sweeps end to end: killed and gone on with, and on many machines. */
package spikelock.tests.sweep;
