package spikelock.mapper.framework;

import java.util.Set;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronRule;

/**
 * One neuron class of a framework with the switches of its constructor that change its equation.
 *
 * @param framework whose class it is
 * @param neuron name of the class, such as {@code Synaptic}
 * @param switches as people write them in Python, such as {@code reset_mechanism="zero"}; empty for the only form
 * @param kinds of NIR node that it is exported as
 * @param words for people: what is written, computed and imported
 * @param sign how a node shows that it can be this
 * @param rule how it computes
 * @param mending what the exporter's fields have to be before the rule makes sense of them
 */
public record Row(Framework framework, String neuron, String switches, Set<Kind> kinds, Words words, Sign sign, NeuronRule rule,
    Mending mending) {

  /**
   * What people read of a row.
   *
   * @param writes what its exporter puts into the node
   * @param computes its equation in a timestep
   * @param imports what its importer makes of such a node
   */
  public record Words(String writes, String computes, String imports) {}

  public Row {
    kinds = Set.copyOf(kinds);
  }

  /** Where nothing has to be mended. */
  public Row(Framework framework, String neuron, String switches, Set<Kind> kinds, Words words, Sign sign, NeuronRule rule) {
    this(framework, neuron, switches, kinds, words, sign, rule, Mending.NONE);
  }

  /** Its name: {@code Synaptic(reset_mechanism="zero")}. */
  public String name() {
    return switches.isEmpty() ? neuron : neuron + "(" + switches + ")";
  }
}
