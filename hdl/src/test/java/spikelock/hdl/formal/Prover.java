package spikelock.hdl.formal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.hdl.project.Tools;

/** Decides the assertions of {@code hdl/formal} with Yosys and its ABC. */
final class Prover {
  private static final int SECONDS = 900; // after which ABC gives up; the slowest proof takes 15
  private static final int SEARCHED = 40; // cycles that are searched for a counterexample where induction fails
  private static final Pattern BIND = Pattern.compile("// bind: (\\w+) = (\\S+)");
  private static final Pattern REPLACES = Pattern.compile("// replaces: (.+)");
  private static final Pattern PORTS = Pattern.compile("\\[(\\d+)\\.\\.0]");
  private static final Pattern ASSERTED = Pattern.compile("Output (\\d+) of miter .* was asserted in frame");

  private static final String PROVED = "Property proved.";

  private final Path folder;

  /** @param folder an empty folder, for what the tools read and write */
  Prover(Path folder) {
    this.folder = folder;
  }

  /** The text of a property file. */
  static String text(String family) throws IOException {
    return Files.readString(Path.of("formal", family + ".v"));
  }

  /**
   * Decides a proof.
   *
   * @param rtl the hand-written Verilog, by its files' names
   */
  Verdict decide(Proof proof, Map<String, String> rtl) throws IOException, InterruptedException {
    List<String> assertions = elaborate(proof, rtl);
    if (proof.method() instanceof Proof.Method.Induction && read("induction.txt").contains("Induction step proven: SUCCESS!")) {
      return new Verdict.Proved();
    }
    return switch (proof.method()) {
      case Proof.Method.Reachability(boolean together) -> 
          together ? all(assertions, "pdr -T " + SECONDS, Optional.of(PROVED)) : each(assertions);
      case Proof.Method.Induction _ -> all(assertions, "bmc3 -F " + SEARCHED + " -T " + SECONDS, Optional.empty());
    };
  }

  /**
   * Looks for inputs that break one assertion of the circuit that was made last.
   *
   * @param assertions what {@link #elaborate} gave
   * @return empty if there are none in the first cycles
   */
  Optional<Verdict> refute(String assertion, List<String> assertions) throws IOException, InterruptedException {
    int number = assertions.indexOf(assertion);
    String output = abc("cone -s -O " + number + "; strash; scleanup; bmc3 -F " + SEARCHED + " -T " + SECONDS);
    return ASSERTED.matcher(output).find() ? Optional.of(refuted(number, assertions)) : Optional.empty();
  }

  /** Makes a circuit of a proof, and decides an induction on the way; gives the labels of the assertions in the circuit's order. */
  List<String> elaborate(Proof proof, Map<String, String> rtl) throws IOException, InterruptedException {
    Tools.need("yosys");
    Tools.need("yosys-abc");
    String properties = text(proof.family());
    Matcher replaced = REPLACES.matcher(properties);
    List<String> absent = replaced.find() ? List.of(replaced.group(1).split(" ")) : List.of();
    Map<String, String> texts = new LinkedHashMap<>(rtl);
    absent.forEach(texts::remove);
    texts.put("properties.v", properties);
    List<String> files = Tools.write(folder, texts);

    String elaborated = "read_verilog -formal -defer " + String.join(" ", files)
        + "; hierarchy -check -top " + proof.module() + parameters(proof) + "; proc; setundef -anyseq; flatten; rename -top top; cd top; "
        + binds(properties) + "cd; opt -full; memory -nordff; opt; async2sync; dffunmap; opt -full";
    String induction = proof.method() instanceof Proof.Method.Induction(int steps)
        ? "; tee -o induction.txt sat -prove-asserts -set-assumes -tempinduct -maxsteps " + steps + " top" : "";
    String circuit = "; delete -output; delete t:$cover; techmap; setundef -undriven -anyseq; opt -fast; dffunmap; aigmap; opt_clean"
        + "; tee -o asserts.txt select -list t:$assert"
        + "; write_aiger -ascii -zinit -symbols -vmap circuit.map circuit.aag; write_aiger -zinit circuit.aig";
    run(List.of("yosys", "-q", "-p", elaborated + induction + circuit));
    return read("asserts.txt").lines().map(line -> line.substring(line.indexOf('/') + 1)).toList();
  }

  /** Each assertion for itself, after what behaves equally has been merged. */
  private Verdict each(List<String> assertions) throws IOException, InterruptedException {
    for (int i = 0; i < assertions.size(); i++) {
      String output = abc("cone -s -O " + i + "; strash; scleanup; scorr; pdr -T " + SECONDS);
      if (ASSERTED.matcher(output).find()) {
        return refuted(i, assertions);
      }
      if (!output.contains(PROVED)) {
        return new Verdict.Undecided(assertions.get(i) + "\n" + output);
      }
    }
    return new Verdict.Proved();
  }

  /** All assertions at once; a search for counterexamples alone proves nothing. */
  private Verdict all(List<String> assertions, String command, Optional<String> proved) throws IOException, InterruptedException {
    String output = abc(command);
    Matcher asserted = ASSERTED.matcher(output);
    if (asserted.find()) {
      return refuted(Integer.parseInt(asserted.group(1)), assertions);
    }
    return proved.filter(output::contains).isPresent() ? new Verdict.Proved() : new Verdict.Undecided(output);
  }

  private String abc(String commands) throws IOException, InterruptedException {
    return run(List.of("yosys-abc", "-c", "read_aiger circuit.aig; fold; strash; " + commands + "; write_cex -a counterexample.txt"));
  }

  /** Runs ABC's counterexample on the circuit, which must break the assertion, and shows it. */
  private Verdict refuted(int assertion, List<String> assertions) throws IOException {
    List<String> stimuli = read("counterexample.txt").lines().skip(1).map(line -> line.replace("# DONE", "")).toList();
    Aiger.Run run = new Aiger(read("circuit.aag"), read("circuit.map")).run(stimuli);
    if (!run.broken().contains(assertion)) {
      throw new AssertionError("the counterexample does not break " + assertions.get(assertion) + "\n" + run.table());
    }
    return new Verdict.Refuted(assertions.get(assertion), stimuli.size() - 1, run.table());
  }

  private static String parameters(Proof proof) {
    StringBuilder text = new StringBuilder();
    proof.parameters().forEach((name, value) -> text.append(" -chparam ").append(name).append(' ').append(value));
    return text.toString();
  }

  /** Connects what a property file declares as bound to signals inside the flattened design; {@code [4..0]} repeats a path, highest first. */
  private static String binds(String properties) {
    StringBuilder text = new StringBuilder();
    for (Matcher m = BIND.matcher(properties); m.find(); ) {
      List<String> paths = new ArrayList<>();
      Matcher ports = PORTS.matcher(m.group(2));
      if (ports.find()) {
        for (int port = Integer.parseInt(ports.group(1)); port >= 0; port--) {
          paths.add("\\" + ports.replaceFirst("[" + port + "]"));
        }
      } else {
        paths.add("\\" + m.group(2));
      }
      text.append("connect -nounset -set \\").append(m.group(1)).append(' ').append(String.join(",", paths)).append("; ");
    }
    return text.toString();
  }

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    Tools.Result result = Tools.run(folder, command);
    if (result.code() != 0) {
      throw new AssertionError(String.join(" ", command) + "\n" + result.output());
    }
    return result.output();
  }
}
