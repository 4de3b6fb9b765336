/**
 * Verilator from Java: builds any Verilog to a shared library, caches it, and drives it by port names through Panama FFM or JNI, in
 * process or in a child process. Knows nothing of our chip.
 */
package spikelock.toolchain.verilator;
