package spikelock.mapper.nir;

import java.util.List;

/**
 * What a node does in discrete time, with its own numbers; t counts timesteps, x is the sum of all that arrives.
 *
 * @param node the node
 * @param equation one line for each equation
 * @param where one line for each symbol: what it is, its value or range, its unit
 * @param gives {@code spike}, {@code potential} or {@code current}
 * @param reading for a neuron read {@code --like} a framework: which of its classes, on what evidence, what that computes, and which others write the
 *     same node
 * @param paths for a neuron: one line for each population that reaches it, through which nodes, with which delay
 */
public record NodeExplanation(NirPart node, List<String> equation, List<String> where, String gives, List<String> reading,
    List<String> paths) {}
