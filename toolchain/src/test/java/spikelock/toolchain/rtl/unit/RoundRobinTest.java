package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RoundRobinTest {
  private static final UnitBench BENCH = UnitBench.of("round_robin", RoundRobinModel::new);

  @Test
  void takesTurns() {
    BENCH.holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("always the lowest", "round_robin.v", "|first ? first : request", "request"),
      new Fault("the last one accepted asked first", "round_robin.v", "(grant & {5{~accepted}})", "grant"),
      new Fault("a choice made anew", "round_robin.v", "else if (|request) behind", "else if (accepted && |request) behind"),
      new Fault("turns that pass without being accepted", "round_robin.v", "(grant & {5{~accepted}})", "5'd0"),
      new Fault("a turn passed with nobody asking", "round_robin.v", "else if (|request) behind", "else behind"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    BENCH.sees(fault);
  }
}
