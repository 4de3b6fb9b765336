package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import spikelock.toolchain.rtl.unit.AxonOutModel.Shape;

class AxonOutTest {
  @ParameterizedTest
  @CsvSource({"3, 4, 12, 0, 0", "4, 5, 20, 5, 0", "3, 5, 33, 6, 4", "5, 3, 9, 3, 3"})
  void offersThePacketsOfEverySpikeInOrder(int neurons, int fanout, int entryBits, int payloadBits, int sentBits) {
    bench(new Shape(neurons, fanout, entryBits, payloadBits, sentBits)).holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("a spike lost while another leaves the queue", "axon_out.v", "if (spike) written", "if (spike && !pop) written"),
      new Fault("the entry behind the next", "axon_out.v", "pointer <= fetch_address + 1'b1", "pointer <= fetch_address + 2'd2"),
      new Fault("a list that goes on without being accepted", "axon_out.v", "advance = ~entry_valid | packet_ready", "advance = 1'b1"),
      new Fault("a gap between lists", "axon_out.v", "index_taken = advance & ~more & index_valid",
          "index_taken = ~entry_valid & ~more & index_valid"),
      new Fault("an empty list sent", "axon_out.v", "(index_valid & nonempty)", "index_valid"),
      new Fault("idle with an index on its way", "axon_out.v", "neuron_valid | index_valid | entry_valid", "neuron_valid | entry_valid"),
      new Fault("lists of the upper half of the entries sought in the lower", "axon_out.v", "index_word[FANOUT_LOG2:1]",
          "{1'b0, index_word[FANOUT_LOG2-1:1]}"),
      new Fault("a list that ends where the upper half begins", "axon_out.v", "more ? pointer :", "more ? {1'b0, pointer[FANOUT_LOG2-2:0]} :"),
      new Fault("the upper half of the entries written to the lower", "axon_out.v", ".write_address(cfg_entry[FANOUT_LOG2-1:0])",
          ".write_address({1'b0, cfg_entry[FANOUT_LOG2-2:0]})"),
      new Fault("the payload of the spike behind", "axon_out.v", "entry_payload <= index_payload",
          "entry_payload <= head[QUEUE_BITS-1:NEURONS_LOG2]"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    bench(new Shape(4, 4, 10, 4, 3)).sees(fault);
  }

  private static UnitBench bench(Shape shape) {
    return UnitBench.of("axon_out", random -> new AxonOutModel(random, shape)).with("NEURONS_LOG2", shape.neuronsLog2())
        .with("FANOUT_LOG2", shape.fanoutLog2()).with("ENTRY_BITS", shape.entryBits()).with("PAYLOAD_BITS", shape.payloadBits())
        .with("SENT_BITS", shape.sentBits()).with("CFG_ENTRY_BITS", 8).with("CFG_DATA_BITS", 48);
  }
}
