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
      new Fault("a word written by each of its units", "config_port.v", "write & at_last", "write"),
      new Fault("a unit of wide words lost", "config_port.v", "write && unit == UNIT", "write && unit == UNIT && u != 1"),
      new Fault("the word read next instead", "config_port.v", "reply_unit <= unit", "reply_unit <= unit + 1'b1"),
      new Fault("a reply not waited for", "config_port.v", "reply_pending = turning | reply_valid", "reply_pending = reply_valid"),
      new Fault("reading that does not go on", "config_port.v", "if (read | write)", "if (write)"),
      new Fault("the next word begun behind the last unit", "config_port.v", "mask & {UNIT_BITS{at_last}}",
          "mask & {UNIT_BITS{1'b0}}"),
      new Fault("an address kept when the region changes", "config_port.v", "if (rst | choose) address", "if (rst) address"),
      new Fault("the upper half of an address lost", "config_port.v", "{address, command[15:0]}", "{16'd0, command[15:0]}"),
      new Fault("bit 15 of the lower half of an address lost", "config_port.v", "{address, command[15:0]}", "{address, 1'b0, command[14:0]}"),
      new Fault("the highest bit of an address lost", "config_port.v", "longer[ADDRESS_BITS-1:0]", "{1'b0, longer[ADDRESS_BITS-2:0]}"),
      new Fault("a geometry kept when the region changes", "config_port.v", "AXON: last_unit <= AXON_LAST;", "AXON: ;"),
      new Fault("a reset by any operation from 4 on", "config_port.v", "(op == RESET_STATE)", "(op >= RESET_STATE)"),
      new Fault("the neighbour's word", "config_port.v", "{STATE_BITS{region[STATE]}}", "{STATE_BITS{region[STATE] | region[NEURON]}}"));

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
