package spikelock.toolchain.rtl.unit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.toolchain.rtl.unit.ConfigPortModel.Shape;

class ConfigPortTest {
  static Stream<Shape> shapes() {
    return Stream.of(Shape.of(20, 16, 40, 16, 24, 24, 16, 11, 24),
        Shape.of(9, 16 * 17, 45, 32, 32, 70, 1, 16, 33),
        Shape.of(12, 64, 31, 16, 17, 120, 96, 8, 25));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void executesTheOperationsOnWordsOfAnyWidth(Shape shape) {
    bench(shape).holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("a word written by each of its units", "config_port.v", "(op == WRITE) & at_last", "(op == WRITE)"),
      new Fault("a unit of wide words lost", "config_port.v", "unit == UNIT ? command[15:0] : stage[u*16+:16]",
          "unit == UNIT ? command[15:0] : stage[(u&1)*16+:16]"),
      new Fault("the word read next instead", "config_port.v", "reply_unit <= unit", "reply_unit <= unit + 1'b1"),
      new Fault("reading that does not go on", "config_port.v", "((op == WRITE) | (op == READ))", "(op == WRITE)"),
      new Fault("the next word begun behind the last unit", "config_port.v", "at_last ? (address | unit_mask) + 32'd1 : address + 32'd1",
          "address + 32'd1"),
      new Fault("an address kept when the region changes", "config_port.v", "region <= command[3:0]; address <= 32'd0;",
          "region <= command[3:0];"),
      new Fault("the upper half of an address lost", "config_port.v", "{address[15:0], command[15:0]}", "{16'd0, command[15:0]}"),
      new Fault("a reset by any operation from 4 on", "config_port.v", "(op == RESET_STATE)", "(op >= RESET_STATE)"),
      new Fault("the neighbour's word", "config_port.v", "STATE: word[STATE_BITS-1:0] = state_word",
          "STATE: word[NEURON_BITS-1:0] = neuron_word"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    bench(Shape.of(20, 16, 40, 16, 24, 70, 16, 11, 24)).sees(fault);
  }

  private static UnitBench bench(Shape shape) {
    UnitBench bench = UnitBench.of("config_port", random -> new ConfigPortModel(random, shape)).with("ENTRY_BITS", shape.entryBits())
        .with("DATA_BITS", shape.dataBits());
    for (ConfigRegion region : ConfigRegion.values()) {
      if (region.isSized()) {
        bench.with(region.parameter(), shape.widths().get(region));
      }
    }
    return bench;
  }
}
