package spikelock.hdl.formal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.hdl.project.HandWritten;

/** Decides the assertions of {@code hdl/formal} with Yosys and its ABC. */
final class Prover {
  private static final int SECONDS = 120; // of ABC, beyond which a proof is undecided
  private static final int SEARCHED = 40; // cycles that are searched for a counterexample where induction fails
  private static final Pattern BIND = Pattern.compile("// bind: (\\w+) = (\\S+)");
  private static final Pattern PORTS = Pattern.compile("\\[(\\d+)\\.\\.0]");
  private static final Pattern ASSERTED = Pattern.compile("Output (\\d+) of miter .* was asserted in frame");

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
    String properties = text(proof.family());
    List<String> files = new ArrayList<>();
    for (Map.Entry<String, String> file : rtl.entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
      files.add(file.getKey());
    }
    Files.writeString(folder.resolve("properties.v"), properties);

    String elaborated = "read_verilog -formal -defer properties.v " + String.join(" ", files)
        + "; hierarchy -check -top " + proof.module() + parameters(proof) + "; proc; setundef -anyseq; flatten; rename -top top; cd top; "
        + binds(properties) + "cd; opt -full; memory -nordff; opt; async2sync; dffunmap; opt -full";
    String induction = proof.method() instanceof Proof.Method.Induction(int steps)
        ? "; tee -o induction.txt sat -prove-asserts -set-assumes -tempinduct -maxsteps " + steps + " top" : "";
    String circuit = "; delete -output; delete t:$cover; setundef -undriven -anyseq; techmap; opt -fast; dffunmap; aigmap; opt_clean"
        + "; tee -o asserts.txt select -list t:$assert; write_aiger -ascii -zinit -symbols -vmap circuit.map circuit.aag; write_aiger -zinit circuit.aig";
    run(List.of("yosys", "-q", "-p", elaborated + induction + circuit));

    if (!induction.isEmpty() && read("induction.txt").contains("Induction step proven: SUCCESS!")) {
      return new Verdict.Proved();
    }
    List<String> assertions = read("asserts.txt").lines().map(line -> line.substring(line.indexOf('/') + 1)).toList();
    return switch (proof.method()) {
      case Proof.Method.Reachability(boolean together) -> together ? reachedTogether(assertions) : reached(assertions);
      case Proof.Method.Induction _ -> searched(assertions, SEARCHED, false);
      case Proof.Method.Bounded(int cycles) -> searched(assertions, cycles + 1, true);
    };
  }

  /** Each assertion for itself, after what behaves equally has been merged. */
  private Verdict reached(List<String> assertions) throws IOException, InterruptedException {
    for (int i = 0; i < assertions.size(); i++) {
      String output = abc("cone -s -O " + i + "; strash; scleanup; scorr; pdr -T " + SECONDS);
      if (ASSERTED.matcher(output).find()) {
        return refuted(assertions.get(i));
      }
      if (!output.contains("Property proved.")) {
        return new Verdict.Undecided(assertions.get(i) + "\n" + output);
      }
    }
    return new Verdict.Proved();
  }

  private Verdict reachedTogether(List<String> assertions) throws IOException, InterruptedException {
    String output = abc("pdr -T " + SECONDS);
    Matcher asserted = ASSERTED.matcher(output);
    if (asserted.find()) {
      return refuted(assertions.get(Integer.parseInt(asserted.group(1))));
    }
    return output.contains("Property proved.") ? new Verdict.Proved() : new Verdict.Undecided(output);
  }

  /** All assertions in the first cycles. */
  private Verdict searched(List<String> assertions, int cycles, boolean isProof) throws IOException, InterruptedException {
    String output = abc("bmc3 -F " + cycles + " -T " + SECONDS);
    Matcher asserted = ASSERTED.matcher(output);
    if (asserted.find()) {
      return refuted(assertions.get(Integer.parseInt(asserted.group(1))));
    }
    boolean complete = output.contains("No output asserted in " + cycles + " frames.") && !output.contains("timeout");
    return isProof && complete ? new Verdict.Proved() : new Verdict.Undecided("neither proved nor refuted\n" + output);
  }

  private String abc(String commands) throws IOException, InterruptedException {
    return run(List.of("yosys-abc", "-c", "read_aiger circuit.aig; fold; strash; " + commands + "; write_cex -a counterexample.txt"));
  }

  private Verdict refuted(String assertion) throws IOException {
    List<String> stimuli = read("counterexample.txt").lines().skip(1).map(line -> line.replace("# DONE", "")).toList();
    Aiger.Run run = new Aiger(read("circuit.aag"), read("circuit.map")).run(stimuli);
    return new Verdict.Refuted(assertion, stimuli.size() - 1, run.table());
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
    Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(String.join(" ", command) + "\n" + output);
    }
    return output;
  }

  /** The Verilog of the chip. */
  static Map<String, String> rtl() {
    return HandWritten.files();
  }
}
