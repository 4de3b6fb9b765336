/** The main job through the command, as a user gives it: what is said, what is written, and the exit code. */
package spikelock.tests.mainjob;
