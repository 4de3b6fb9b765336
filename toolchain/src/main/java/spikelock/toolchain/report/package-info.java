/**
 * Pages for people: {@link spikelock.toolchain.report.HtmlPage} is one self-contained HTML file and
 * {@link spikelock.toolchain.report.Svg} a drawing in it; both escape whatever text they are given and need neither scripts nor the
 * network. {@link spikelock.toolchain.report.MappingPage} is what {@code map --report} writes, and
 * {@link spikelock.toolchain.report.MeshText} the mesh on a terminal. Start at {@code MappingPage}.
 */
package spikelock.toolchain.report;
