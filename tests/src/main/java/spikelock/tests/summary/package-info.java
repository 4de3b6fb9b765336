/** The summary that ends {@code ./spikelock test}. */
package spikelock.tests.summary;
