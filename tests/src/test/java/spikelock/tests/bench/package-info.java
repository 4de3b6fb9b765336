/** What {@code spikelock bench} measures: workloads and their stopwatch. */
package spikelock.tests.bench;
