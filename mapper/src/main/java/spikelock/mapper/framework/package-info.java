/**
 * What the frameworks really compute: one table of every neuron class with every switch of its constructor that changes the equation.
 * It chooses what a NIR node means under {@code --like}, and the guide page is printed from it. One file a framework; {@link
 * spikelock.mapper.framework.FrameworkTable} puts them together.
 */
package spikelock.mapper.framework;
