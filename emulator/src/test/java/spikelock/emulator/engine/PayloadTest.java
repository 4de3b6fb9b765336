package spikelock.emulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.chip.Region;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Rows;
import spikelock.emulator.platform.StepRecord;

/**
 * One core of two neurons that send how much their potential has changed, made by hand. Channel 0 goes to axon 0, a sparse row: weight 3
 * to neuron 0, -2 to neuron 1, exponent 1. Channel 1 goes to axon 17, a dense row: 5 and 7, one timestep later. Neuron 0 sends to output 1
 * and to axon 2: weight -8 to neuron 1, in the next timestep. Neuron 1 sends to output 0.
 */
class PayloadTest {
  private static final int BITS = 4;

  private static ChipImage image(int payloadBits) {
    ChipSpec spec = ChipFile.parse("""
        format: spikelock/chip
        version: 1
        name: tiny
        mesh: {width: 1, height: 1}
        neurons: 16
        axons: 32
        synapse_words: 16
        weight_bits: 4
        exponent_bits: 2
        lanes: 2
        payload_bits: %d
        delay_slots: 4
        fanout_entries: 16
        outputs: 2
        set_words: 16
        datapaths:
          default: {model: delta, core_parameters: [bias, threshold]}
        """.formatted(payloadBits), "tiny.yaml");
    Rows rows = new Rows(PlacedCores.of(spec, Map.of()).plan(0));
    PacketFormat packets = new PacketFormat(spec);
    int[] format = new int[18];
    int[] base = new int[18];
    int[] length = new int[18];
    int[] exponent = new int[18];
    length[0] = 2;
    exponent[0] = 1;
    base[2] = 2;
    length[2] = 1;
    format[17] = 1;
    base[17] = 3;
    length[17] = 2;
    int[] synapses = {rows.sparse(0, 3), rows.sparse(1, -2), rows.sparse(1, -8), rows.dense(rows.dense(0, 0, 5), 1, 7)};
    CoreImage core = new CoreImage(format, base, length, new int[18], exponent, synapses, new int[] {0, 1}, new int[] {2}, new int[1],
        new int[0][], new int[][] {{0}, {0}}, new int[0][], new int[0][], new int[] {0, 2},
        new long[] {packets.outputEntry(false, 1), packets.entry(true, 0, 1, 2), packets.outputEntry(true, 0)});
    InputTable inputs = new InputTable(new int[] {0, 1, 2}, new int[2], new int[] {0, 1}, new int[] {0, 17});
    return new ChipImage(spec, PlacedCores.texts(spec, Map.of()), List.of(core), inputs, List.of(), Map.of(), Map.of());
  }

  private static int v(Emulator emulator, int neuron) {
    int[] units = emulator.peek(0, Region.STATE, neuron, 1);
    return (units[0] | units[1] << 16) << 8 >> 8;
  }

  @Test
  void everyWeightIsMultipliedWithThePayloadOfItsAxon() {
    for (boolean exact : new boolean[] {true, false}) {
      try (Emulator emulator = exact ? Emulator.of(image(BITS)) : Emulator.functional(image(BITS))) {
        StepRecord record = new StepRecord(emulator.image().spec());

        emulator.step(new int[] {0, 1}, new int[] {-7, -8}, 2, record);
        assertThat(v(emulator, 0)).isEqualTo(3 * -7 << 1);
        assertThat(v(emulator, 1)).isEqualTo(-2 * -7 << 1);
        assertThat(record.outputs()).as("changes of -42 and 28 in 4 bits").containsExactly(7, -8);
        assertThat(emulator.sent(0, 0)).isEqualTo(-8);

        emulator.step(new int[0], new int[0], 0, record);
        assertThat(v(emulator, 0)).isEqualTo(-42 + 5 * -8);
        assertThat(v(emulator, 1)).isEqualTo(28 + 7 * -8 + -8 * -8);
        assertThat(record.value(1)).isEqualTo(-8);
        assertThat(record.spikes()).isEqualTo(2);
      }
    }
  }

  @Test
  void aPayloadOfZeroTravelsAndCountsAndAddsNothing() {
    try (Emulator emulator = Emulator.of(image(BITS))) {
      StepRecord zero = new StepRecord(emulator.image().spec());
      StepRecord one = new StepRecord(emulator.image().spec());
      StepRecord none = new StepRecord(emulator.image().spec());
      emulator.step(new int[] {0}, new int[] {0}, 1, zero);
      assertThat(v(emulator, 0)).isZero();
      emulator.step(new int[0], new int[0], 0, none);
      emulator.resetState();
      emulator.step(new int[] {1}, new int[] {3}, 1, one);

      assertThat(zero.batches()).isOne();
      assertThat(zero.counters()[Counter.ACCUMULATIONS.ordinal()]).isEqualTo(2);
      assertThat(none.counters()[Counter.ACCUMULATIONS.ordinal()]).isZero();
      assertThat(zero.stepCycles()).as("two words and the pipeline behind them").isEqualTo(none.stepCycles() + 10);
    }
  }

  @Test
  void aSchedulerWordHoldsTheBitsAndThenThePayloads() {
    try (Emulator emulator = Emulator.of(image(BITS))) {
      MemoryPlan plan = emulator.plan(0);
      StepRecord record = new StepRecord(emulator.image().spec());
      assertThat(plan.units(Region.SCHEDULER)).isEqualTo(1 + BITS);

      emulator.step(new int[] {1}, new int[] {-3}, 1, record);
      int now = 1;
      assertThat(emulator.peek(0, Region.SCHEDULER, 2 * now + 1, 1)).as("axon 17 is bit 1, its payload 13 in bits 4..7")
          .containsExactly(2, 13 << 4, 0, 0, 0);

      emulator.poke(0, Region.SCHEDULER, 2 * now, new int[] {1, 0x0f02, 0, 0, 0}); // axon 0 due with 2; axon 2 is not due
      emulator.poke(0, Region.SCHEDULER, 2 * now + 1, new int[5]);
      emulator.step(new int[0], new int[0], 0, record);
      assertThat(v(emulator, 0)).isEqualTo(3 * 2 << 1);
      assertThat(v(emulator, 1)).isEqualTo(-2 * 2 << 1);
      assertThat(emulator.peek(0, Region.SCHEDULER, 2 * now, 2)).as("moved and cleared, strays too").containsOnly(0);

      emulator.poke(0, Region.SCHEDULER, 2 * 2, new int[] {0, 0x0f00, 0, 0, 0});
      emulator.step(new int[0], new int[0], 0, record);
      assertThat(emulator.peek(0, Region.SCHEDULER, 2 * 2, 2)).as("moved and cleared where nothing is due").containsOnly(0);

      emulator.resetState();
      assertThat(emulator.peek(0, Region.SCHEDULER, 0, plan.words(Region.SCHEDULER))).containsOnly(0);
    }
  }

  @Test
  void timeDependsOnNoPayload() {
    StepRecord[] records = new StepRecord[3];
    for (int i = 0; i < records.length; i++) {
      try (Emulator emulator = Emulator.of(image(BITS))) {
        records[i] = new StepRecord(emulator.image().spec());
        emulator.step(new int[] {0}, new int[] {new int[] {1, -8, 7}[i]}, 1, records[i]);
      }
    }
    assertThat(records[1].stepCycles()).isEqualTo(records[0].stepCycles()).isEqualTo(records[2].stepCycles());
    assertThat(records[1].counters()).isEqualTo(records[0].counters()).isEqualTo(records[2].counters());
  }

  @Test
  void withoutPayloadBitsASpikeIsOne() {
    try (Emulator emulator = Emulator.of(image(0))) {
      StepRecord record = new StepRecord(emulator.image().spec());
      emulator.step(new int[] {0}, new int[] {1}, 1, record);

      assertThat(v(emulator, 0)).isEqualTo(3 << 1);
      assertThat(record.outputs()).containsExactly(3);
      assertThat(emulator.plan(0).shape().payloadBits()).isZero();
      assertThat(emulator.plan(0).units(Region.SCHEDULER)).isOne();
    }
  }
}
