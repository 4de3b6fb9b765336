package spikelock.mapper.framework;

import java.util.List;
import java.util.Optional;
import spikelock.mapper.network.NeuronModel.Nir;
import spikelock.mapper.network.NeuronRule;

/**
 * What a node was taken for.
 *
 * @param row of the table; empty where no class of the framework writes such a node
 * @param nir the neurons, their fields mended and with their rule
 * @param evidence what shows it, in words
 * @param others classes that write the same node and compute something else, each with the options that choose it
 */
public record Reading(Optional<Row> row, Nir nir, String evidence, List<Other> others) {

  /**
   * Another reading of the same node.
   *
   * @param options that choose it, such as {@code --gain one}
   */
  public record Other(Row row, String options) {}

  public Reading {
    others = List.copyOf(others);
  }

  /** The rule that was chosen. */
  public NeuronRule rule() {
    return nir.rule().orElseThrow();
  }

  /** What it is without the names of the nodes, for people. */
  public String text(String framework) {
    StringBuilder text = new StringBuilder("read as ").append(framework);
    row.ifPresentOrElse(r -> text.append("'s ").append(r.name()), () -> text.append(" reads NIR"));
    text.append(evidence.isEmpty() ? "" : " (" + evidence + ")");
    for (int i = 0; i < others.size(); i++) {
      text.append(i == 0 ? "; the file would be the same for " : ", ").append(others.get(i).row().name()).append(": ").append(others.get(i).options());
    }
    return text.toString();
  }
}
