package spikelock.hdl.formal;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * A property file of {@code hdl/formal} with its parameters, and how it is proved. The file {@code NAME.v} holds the module {@code NAME_proof}.
 *
 * @param family the file's name without {@code .v}
 * @param parameters what is set of the module's parameters; the others keep the values of the file
 * @param method how its assertions are decided
 */
record Proof(String family, Map<String, Integer> parameters, Method method) {
  /** How an assertion is decided. */
  sealed interface Method {
    /** What a proof is worth, as the README's table says it. */
    String reach();

    /**
     * For all inputs and all time, by property-directed reachability (ABC's pdr), which finds its own lemmas.
     *
     * @param together whether the assertions are proved in one go, which helps where they are lemmas of each other
     */
    record Reachability(boolean together) implements Method {
      @Override
      public String reach() {
        return "all time (pdr)";
      }
    }

    /**
     * For all inputs and all time, by induction over the file's assertions together, lemmas among them.
     *
     * @param steps cycles in which they are supposed, at most
     */
    record Induction(int steps) implements Method {
      @Override
      public String reach() {
        return "all time (induction)";
      }
    }
  }

  static Proof reached(String family, Map<String, Integer> parameters) {
    return new Proof(family, parameters, new Method.Reachability(false));
  }

  static Proof reachedTogether(String family, Map<String, Integer> parameters) {
    return new Proof(family, parameters, new Method.Reachability(true));
  }

  static Proof induced(int steps, String family, Map<String, Integer> parameters) {
    return new Proof(family, parameters, new Method.Induction(steps));
  }

  String module() {
    return family + "_proof";
  }

  /** The parameters as the table and a failure show them. */
  String setting() {
    return parameters.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).sorted().collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    return parameters.isEmpty() ? family : family + " " + setting();
  }
}
