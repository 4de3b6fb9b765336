package spikelock.mapper.framework;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.NeuronModel.Nir;

/**
 * What a node was taken for.
 *
 * @param framework that the node was read like
 * @param row of the table; empty where no class of the framework writes such a node
 * @param nir the neurons, their fields mended and with their rule
 * @param evidence what shows it, in words
 * @param others classes that write the same node and compute something else, each with the options that choose it
 */
public record Reading(Framework framework, Optional<Row> row, Nir nir, String evidence, List<Other> others) {

  /**
   * Another reading of the same node.
   *
   * @param options that choose it, such as {@code --gain one}
   */
  public record Other(Row row, String options) {}

  public Reading {
    others = List.copyOf(others);
  }

  /** What it is without the names of the nodes, in one line. */
  public String text() {
    StringBuilder text = new StringBuilder("read as ").append(name());
    for (int i = 0; i < others.size(); i++) {
      text.append(i == 0 ? "; the file would be the same for " : ", ").append(others.get(i).row().name()).append(": ").append(others.get(i).options());
    }
    return text.toString();
  }

  /** All of it, for people: the class, what it writes, computes and imports, and the others. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(name()));
    row.map(Row::words).ifPresent(words -> {
      say(lines, "it computes: ", words.computes());
      say(lines, "its exporter writes: ", words.writes());
      say(lines, "its importer makes of it: ", words.imports());
    });
    others.forEach(other -> lines.add("the file would be the same for " + other.row().name() + ": " + other.options()));
    return lines;
  }

  private static void say(List<String> lines, String what, String words) {
    if (!words.isEmpty()) {
      lines.add(what + words);
    }
  }

  private String name() {
    String whose = framework.toString().matches(".*[sx]") ? "' " : "'s ";
    return framework + row.map(r -> whose + r.name()).orElse(" reads NIR: none of its classes writes such a node")
        + (evidence.isEmpty() ? "" : " (" + evidence + ")");
  }
}
