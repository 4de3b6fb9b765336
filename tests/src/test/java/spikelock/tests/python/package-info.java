/**
 * The guide for Python users, run as it is written: its code blocks, with the packages that it names, from a virtual environment in the cache; and what
 * snnTorch and Norse make of networks trained here; and what the neurobench package counts of snnTorch's.
 */
package spikelock.tests.python;
