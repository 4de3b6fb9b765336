/**
 * The whole way of a bundled network: {@link spikelock.toolchain.demo.Demo} maps, emulates and proves it, {@link
 * spikelock.toolchain.demo.DemoRun} is what came out, {@link spikelock.toolchain.demo.DemoPage} shows it to people.
 */
package spikelock.toolchain.demo;
