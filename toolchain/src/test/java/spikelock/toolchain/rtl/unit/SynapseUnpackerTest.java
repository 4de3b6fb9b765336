package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import spikelock.toolchain.rtl.unit.SynapseUnpackerModel.Shape;

class SynapseUnpackerTest {
  @ParameterizedTest
  @CsvSource({"16, 8, 0, 0, 0, 1, 8, 24", "16, 4, 2, 0, 2, 2, 9, 16",
      "32, 8, 2, 5, 1, 2, 6, 20", "32, 7, 0, 16, 2, 2, 10, 32", "16, 4, 0, 2, 0, 2, 4, 12"})
  void whatAWordAdds(int wordBits, int weightBits, int exponentBits, int payloadBits, int lanes, int dense,
      int accumulators, int accumulatorBits) {
    bench(new Shape(wordBits, weightBits, exponentBits, payloadBits, lanes, dense, accumulators, accumulatorBits)).holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("payloads without their sign", "synapse_unpacker.v", "<= factor * taken_payload",
          "<= factor * $signed({1'b0, taken_payload})"),
      new Fault("exponents ignored", "synapse_unpacker.v", "extended << add_exponent", "extended"),
      new Fault("offsets ignored", "synapse_unpacker.v", "taken_target   <= word_dense ? word_target : sparse_target", "taken_target   <= word_target"),
      new Fault("an empty row that adds", "synapse_unpacker.v", "taken_adds     <= word_valid & word_some", "taken_adds     <= word_valid"),
      new Fault("the payload of the next row", "synapse_unpacker.v", "taken_payload    <= word_payload", "taken_payload    <= row_payload"),
      new Fault("an exponent a cycle early", "synapse_unpacker.v", "product_exponent <= taken_exponent", "product_exponent <= word_exponent"),
      new Fault("a row that is not waited for", "synapse_unpacker.v", "word_valid | taken_valid | product_valid", "word_valid | product_valid"),
      new Fault("dense words from their first weight", "synapse_unpacker.v", "word_dense ? word_place + LANE : LANE", "LANE"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    bench(new Shape(16, 4, 2, 3, 1, 2, 6, 18)).sees(fault);
  }

  private static UnitBench bench(Shape shape) {
    return UnitBench.of("synapse_unpacker", random -> new SynapseUnpackerModel(random, shape)).with("WORD_BITS", shape.wordBits())
        .with("WEIGHT_BITS", shape.weightBits()).with("EXPONENT_BITS", shape.exponentBits()).with("PAYLOAD_BITS", shape.payloadBits())
        .with("LANES_LOG2", shape.lanesLog2()).with("DENSE_LOG2", shape.denseLog2()).with("ACCUMULATORS_LOG2", shape.accumulatorsLog2())
        .with("ACCUMULATOR_BITS", shape.accumulatorBits());
  }
}
