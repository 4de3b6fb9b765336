/** Which module and package may know which. */
package spikelock.tests.architecture;
