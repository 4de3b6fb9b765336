package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import spikelock.toolchain.rtl.unit.HostPortModel.Shape;

class HostPortTest {
  @ParameterizedTest
  @CsvSource({"23, 1, 2, 4, 0, 1", "30, 3, 3, 53, 0, 2", "40, 2, 2, 32, 7, 5", "36, 1, 1, 6, 16, 4"})
  void runsBatchesAndStepsAndKeepsWhatLeaves(int flitBits, int treeDepth, int buffer, int outputs, int payloadBits, int addressBits) {
    bench(new Shape(flitBits, treeDepth, buffer, outputs, payloadBits, addressBits)).holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("the barrier seen a cycle early", "host_port.v", "ROUND_TRIP = 2 * TREE_DEPTH", "ROUND_TRIP = 2 * TREE_DEPTH - 1"),
      new Fault("a batch that ends before idle can show", "host_port.v", "SETTLED = TREE_DEPTH", "SETTLED = TREE_DEPTH - 1"),
      new Fault("a pulse before every tile has the advance", "host_port.v", "ARRIVED = TREE_DEPTH", "ARRIVED = TREE_DEPTH - 1"),
      new Fault("a pulse that wins over a batch", "host_port.v", "pulse & ~inject", "pulse"),
      new Fault("a packet that is not held until it is accepted", "host_port.v", "(~packet_valid | sent)", "1'b1"),
      new Fault("the buffer one short", "host_port.v", "~held[BUFFER_LOG2]", "~(held[BUFFER_LOG2] | &held[BUFFER_LOG2-1:0])"),
      new Fault("replies kept from the batch before", "host_port.v", "if (rst | start_batch) replies", "if (rst) replies"),
      new Fault("outputs kept from the step before", "host_port.v", ".clear(rst | start_step)", ".clear(rst)"),
      new Fault("a payload not joined", "outputs.v", "after = update_payload | (old", "after = update_payload | (32'd0 & old"),
      new Fault("payloads of the step before", "outputs.v", "(old & {PAYLOAD_BITS{was_set}})", "old"),
      new Fault("no forwarding of payloads", "outputs.v", "previous_valid && previous_number == update_number ? previous_payload : stored",
          "stored"),
      new Fault("no forwarding of marks", "output_bits.v", "previous_valid && previous_place == place ? previous_word : word", "word"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    bench(new Shape(30, 2, 2, 11, 3, 4)).sees(fault);
  }

  @Test
  void seesAPacketToAnOutputThatIsNotThere() {
    bench(new Shape(30, 2, 2, 11, 0, 1)).sees(new Fault("the number not looked at", "outputs.v", "spike & (spike_number <= LAST)", "spike"));
  }

  private static UnitBench bench(Shape shape) {
    return UnitBench.of("host_port", random -> new HostPortModel(random, shape)).with("FLIT_BITS", shape.flitBits())
        .with("TREE_DEPTH", shape.treeDepth()).with("BUFFER_LOG2", shape.bufferLog2()).with("OUTPUTS", shape.outputs())
        .with("OUTPUTS_LOG2", shape.outputsLog2()).with("PAYLOAD_BITS", shape.payloadBits()).with("OUT_ADDRESS_BITS", shape.addressBits());
  }
}
