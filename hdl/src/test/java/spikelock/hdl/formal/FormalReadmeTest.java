package spikelock.hdl.formal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of {@code hdl/formal/README.md} say what {@link ProofsTest} runs, and every assumption says who keeps it. */
class FormalReadmeTest {
  private static final Path FOLDER = Path.of("formal");
  private static final Pattern NAMED = Pattern.compile("`(\\w+\\.\\w+)`");

  @Test
  void everyFileIsProvedAsItsTableSays() throws IOException {
    Set<String> proved = new TreeSet<>(ProofsTest.PROOFS.stream().map(Proof::family).toList());

    assertThat(proved).containsExactlyInAnyOrderElementsOf(files());
    assertThat(readme().lines().filter(line -> line.matches("\\| `\\w+\\.v` .*"))).containsExactlyElementsOf(rows());
  }

  @Test
  void everyAssumptionSaysWhoKeepsIt() throws IOException {
    Set<String> assumptions = new TreeSet<>();
    Set<String> assertions = new TreeSet<>();
    for (String family : files()) {
      labels(family, "assume").forEach(label -> assumptions.add(family + "." + label));
      labels(family, "assert").forEach(label -> assertions.add(family + "." + label));
    }
    Set<String> listed = new TreeSet<>();
    Set<String> reasons = new TreeSet<>();
    readme().lines().filter(line -> line.matches("\\| `\\w+\\.\\w+`.*")).map(line -> line.split("\\|")).filter(cells -> !cells[1].contains(".v`"))
        .forEach(cells -> {
          NAMED.matcher(cells[1]).results().forEach(m -> listed.add(m.group(1)));
          NAMED.matcher(cells[2]).results().forEach(m -> reasons.add(m.group(1)));
        });

    assertAll(
        () -> assertThat(listed).isEqualTo(assumptions),
        () -> assertThat(assertions).containsAll(reasons.stream().filter(name -> !name.endsWith(".v")).toList()));
  }

  @Test
  void everyAssertionIsSeenToFail() throws IOException {
    Set<String> seen = new TreeSet<>();
    Faults.ALL.forEach(fault -> fault.assertions().forEach(assertion -> seen.add(fault.proof().family() + "." + assertion)));
    Set<String> assertions = new TreeSet<>();
    for (String family : files()) {
      labels(family, "assert").forEach(label -> assertions.add(family + "." + label));
    }

    assertThat(seen).isEqualTo(assertions);
  }

  /** The lines of the table of proofs. */
  static List<String> rows() throws IOException {
    Map<String, List<Proof>> families = new LinkedHashMap<>();
    ProofsTest.PROOFS.forEach(proof -> families.computeIfAbsent(proof.family(), name -> new ArrayList<>()).add(proof));
    List<String> rows = new ArrayList<>();
    for (Map.Entry<String, List<Proof>> family : families.entrySet()) {
      rows.add("| `" + family.getKey() + ".v` | "
          + code(family.getValue().stream().map(Proof::setting).filter(s -> !s.isEmpty()).toList()) + " | "
          + String.join(", ", new LinkedHashSet<>(family.getValue().stream().map(p -> p.method().reach()).toList())) + " | "
          + code(labels(family.getKey(), "assert")) + " |");
    }
    return rows;
  }

  private static String readme() throws IOException {
    return Files.readString(FOLDER.resolve("README.md"));
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".v")).map(name -> name.replace(".v", "")).sorted().toList();
    }
  }

  private static List<String> labels(String family, String kind) throws IOException {
    return Pattern.compile("(\\w+): " + kind + " \\(").matcher(Prover.text(family)).results().map(m -> m.group(1)).toList();
  }

  private static String code(List<String> names) {
    return String.join(", ", names.stream().map(name -> "`" + name + "`").toList());
  }
}
