/** The frameworks' own answers for every row of {@code mapper/framework}, held to the reference and to the chip. */
package spikelock.tests.frameworks;
