package spikelock.toolchain.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.StepRecord;
import spikelock.toolchain.process.Tool;

/**
 * Payloads on the emulator, on the Verilog directly and on the Verilog through its ports alone: the same outputs, cycles and memories, even
 * where packets meet in an axon or an output, as those of a random image do.
 */
class PayloadTest {
  private static final int TIMESTEPS = 20;
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong() & 0xffff_ffffL);
  private static final List<Region> WORKING = List.of(Region.SCHEDULER, Region.ACCUMULATOR, Region.STATE);

  private static ChipImage image(int payloadBits, Random random) {
    ChipSpec plain = SampleImages.chip(2, 1, 2, 32, 2, Counters.BASIC, SampleImages.LIF,
        new DatapathChoice("delta", Map.of(), List.of(), List.of("threshold"), true));
    return SampleImages.random(plain.with(ChipField.PAYLOAD_BITS, payloadBits), random);
  }

  /** The first seed from SEED on whose network sends anything in the timesteps of the test. */
  private static long lively(int payloadBits) {
    for (long seed = SEED; ; seed++) {
      Random random = new Random(seed);
      ChipImage image = image(payloadBits, random);
      try (Emulator emulator = Emulator.of(image)) {
        StepRecord record = new StepRecord(image.spec());
        for (int timestep = 0; timestep < TIMESTEPS; timestep++) {
          int[] channels = SampleImages.channels(image, random);
          emulator.step(channels, values(image, channels, random), channels.length, record);
          if (record.spikes() > 0) {
            return seed;
          }
        }
      }
    }
  }

  private static int[] values(ChipImage image, int[] channels, Random random) {
    return random.ints(channels.length).map(v -> image.spec().packet().payload(v % 3 == 0 ? 0 : v)).toArray(); // 0 is sent, too
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 16})
  void theSameOnEveryTarget(int payloadBits) {
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
    System.out.println("PayloadTest: -Dspikelock.seed=" + SEED);
    Random random = new Random(lively(payloadBits));
    ChipImage image = image(payloadBits, random);
    int sent = 0;
    try (Emulator emulator = Emulator.of(image); RtlTarget direct = RtlTarget.open(image, RtlOptions.CHECKED);
        RtlTarget ports = RtlTarget.open(image, RtlOptions.CHECKED.throughPorts())) {
      assertThat(direct.isDirect()).isTrue();
      StepRecord a = new StepRecord(image.spec());
      StepRecord b = new StepRecord(image.spec());
      StepRecord c = new StepRecord(image.spec());
      for (int timestep = 0; timestep < TIMESTEPS; timestep++) {
        int[] channels = SampleImages.channels(image, random);
        int[] values = values(image, channels, random);
        emulator.step(channels, values, channels.length, a);
        direct.step(channels, values, channels.length, b);
        ports.step(channels, values, channels.length, c);
        same(a, b, timestep);
        same(a, c, timestep);
        sent += a.spikes();
        for (int tile = 0; tile < image.spec().tiles(); tile++) {
          for (Region region : WORKING) {
            int words = region == Region.STATE ? image.cores().get(tile).neurons() : emulator.plan(tile).words(region);
            int[] expected = emulator.peek(tile, region, 0, words);
            assertThat(direct.peek(tile, region, 0, words)).as(region + " of tile " + tile).isEqualTo(expected);
            assertThat(ports.peek(tile, region, 0, words)).as(region + " of tile " + tile + " by packets").isEqualTo(expected);
          }
        }
      }
      pokes(emulator, direct, ports, random);
    }
    assertThat(sent).as("outputs that sent, seed %d", SEED).isPositive();
  }

  private static void same(StepRecord expected, StepRecord actual, int timestep) {
    assertThat(actual.outputs()).as("outputs of timestep %d, seed %d", timestep, SEED).isEqualTo(expected.outputs());
    assertThat(actual.stepCycles()).as("cycles of timestep %d, seed %d", timestep, SEED).isEqualTo(expected.stepCycles());
    assertThat(actual.totalCycles()).isEqualTo(expected.totalCycles());
    assertThat(actual.counters()).as("counters of timestep %d, seed %d", timestep, SEED).isEqualTo(expected.counters());
  }

  /** Whatever a scheduler holds acts alike. */
  private static void pokes(Emulator emulator, RtlTarget direct, RtlTarget ports, Random random) {
    StepRecord a = new StepRecord(emulator.image().spec());
    StepRecord b = new StepRecord(emulator.image().spec());
    StepRecord c = new StepRecord(emulator.image().spec());
    int words = emulator.plan(0).words(Region.SCHEDULER);
    int[] units = random.ints((long) words * emulator.plan(0).units(Region.SCHEDULER), 0, 1 << 16).toArray();
    emulator.poke(1, Region.SCHEDULER, 0, units);
    direct.poke(1, Region.SCHEDULER, 0, units);
    ports.poke(1, Region.SCHEDULER, 0, units);
    assertThat(ports.peek(1, Region.SCHEDULER, 0, words)).isEqualTo(units);
    for (int timestep = 20; timestep < 20 + emulator.image().spec().core().delaySlots(); timestep++) {
      emulator.step(new int[0], 0, a);
      direct.step(new int[0], 0, b);
      ports.step(new int[0], 0, c);
      same(a, b, timestep);
      same(a, c, timestep);
      assertThat(direct.peek(1, Region.SCHEDULER, 0, words)).isEqualTo(emulator.peek(1, Region.SCHEDULER, 0, words));
    }
  }
}
