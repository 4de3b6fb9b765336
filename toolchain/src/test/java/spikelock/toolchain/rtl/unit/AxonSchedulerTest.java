package spikelock.toolchain.rtl.unit;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import spikelock.toolchain.rtl.unit.AxonSchedulerModel.Shape;

class AxonSchedulerTest {
  @ParameterizedTest(name = "2^{0} axons, 2^{1} slots, {2} payload bits")
  @CsvSource({"5, 1, 0", "6, 2, 3", "8, 1, 4", "7, 3, 0", "5, 4, 16"})
  void whatArrivesIsDueInItsSlotInRisingOrder(int axonsLog2, int slotsLog2, int payloadBits) {
    bench(new Shape(axonsLog2, slotsLog2, payloadBits)).holds();
  }

  static final List<Fault> FAULTS = List.of(
      new Fault("no forwarding between arrivals", "axon_scheduler.v", "(previous_valid && previous_entry == update_entry) ? previous_word : word", "word"),
      new Fault("forwarding of a word that was written long ago", "axon_scheduler.v", "(previous_valid && previous_entry == update_entry)",
          "(previous_entry == update_entry)"),
      new Fault("a delay counted from slot 0", "axon_scheduler.v", "arrival_slot = now + arrival_delay", "arrival_slot = arrival_delay"),
      new Fault("the last word not kept", "axon_scheduler.v", "keep = copy_moving & (word", "keep = copy_moving & copy_reading & (word"),
      new Fault("a gap between words", "axon_scheduler.v", "(~next_valid | refill)", "~next_valid"),
      new Fault("empty with the last axons on offer", "axon_scheduler.v", "& ~next_valid & ~mask_valid", "& ~next_valid"),
      new Fault("a word left with axons in it", "lowest_of_16.v", "~|(some & behind)", "1'b1"),
      new Fault("axons in a group lost", "lowest_of_16.v", "behind[g] | four[0], behind[g]}", "behind[g] & four[0], behind[g]}"),
      new Fault("the payload of a neighbour", "axon_scheduler.v", "(position * PAYLOAD_BITS)", "((position & 4'd14) * PAYLOAD_BITS)"),
      new Fault("a clear that misses", "axon_scheduler.v", "write_address = clear_entry", "write_address = cfg_entry"),
      new Fault("another region's words written", "axon_scheduler.v", "clear | (cfg_select & cfg_write)", "clear | cfg_write"));

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) {
    bench(new Shape(6, 1, 2)).sees(fault);
  }

  private static UnitBench bench(Shape shape) {
    return UnitBench.of("axon_scheduler", random -> new AxonSchedulerModel(random, shape)).with("AXONS_LOG2", shape.axonsLog2())
        .with("SLOTS_LOG2", shape.slotsLog2()).with("PAYLOAD_BITS", shape.payloadBits());
  }
}
