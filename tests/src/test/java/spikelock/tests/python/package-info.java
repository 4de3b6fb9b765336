/** The guide for Python users, run as it is written: its code blocks, with the packages that it names, from a virtual environment in the cache. */
package spikelock.tests.python;
