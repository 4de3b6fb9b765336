package spikelock.toolchain.rtl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.MemoryImage;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.TargetStoppedException;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.process.Tool;
import spikelock.toolchain.verilator.Binding;

/** The chip's Verilog behind the interface of a target. */
class RtlTargetTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong() & 0xffff_ffffL);
  private static final ChipSpec ONE = SampleImages.chip(1, 1, 2, 16, 0, Counters.BASIC, SampleImages.LIF);
  private static final ChipSpec MIXED = SampleImages.chip(3, 2, 4, 32, 2, Counters.DEBUG, SampleImages.CORE_PLACED, SampleImages.ADAPTIVE);

  @BeforeAll
  static void tools() {
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
    System.out.println("RtlTargetTest: -Dspikelock.seed=" + SEED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSpikeRunsThroughFourTiles(boolean direct) {
    ChipImage image = SampleImages.chain();
    try (RtlTarget target = RtlTarget.open(image, direct ? RtlOptions.CHECKED : RtlOptions.CHECKED.throughPorts())) {
      assertThat(target.isDirect()).isEqualTo(direct);
      StepRecord record = new StepRecord(image.spec());
      int[] spikesOf = new int[4];
      for (int timestep = 0; timestep < 8; timestep++) {
        target.step(new int[] {0}, timestep == 1 ? 1 : 0, record);
        assertThat(record.batches()).isEqualTo(timestep == 1 ? 1 : 0);
        for (int tile = 0; tile < 4; tile++) {
          if (record.counters()[tile * Counter.COUNT + Counter.SPIKES.ordinal()] == 1) {
            spikesOf[tile] = timestep;
            assertThat(record.counters()[tile * Counter.COUNT + Counter.ACCUMULATIONS.ordinal()]).isEqualTo(1);
            assertThat(record.counters()[tile * Counter.COUNT + Counter.PACKETS_OUT.ordinal()]).isEqualTo(1);
          }
        }
        assertThat(record.outputs()).as("outputs of timestep " + timestep).containsExactly(timestep == 5 ? 1 << 5 : 0, 0);
        if (timestep == 5) {
          assertThat(Arrays.copyOfRange(record.counters(), 2 * Counter.COUNT, 3 * Counter.COUNT)).containsSequence(1, 1, 0, 1, 0);
          assertThat(record.counters()[2 * Counter.COUNT + Counter.HOPS_NORTH.ordinal()]).isEqualTo(1);
          assertThat(record.counters()[Counter.HOPS_WEST.ordinal()]).isEqualTo(1);
        }
      }
      assertThat(spikesOf).containsExactly(1, 2, 5, 4);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void memoriesAreTheSameDirectlyAndByPackets(boolean mixed) {
    Random random = new Random(SEED);
    ChipImage image = SampleImages.random(mixed ? MIXED : ONE, random);
    try (RtlTarget direct = RtlTarget.open(image, RtlOptions.CHECKED.withSeed(1));
        RtlTarget ports = RtlTarget.open(image, RtlOptions.CHECKED.throughPorts().withSeed(2))) {
      assertThat(direct.isDirect()).isTrue();
      StepRecord a = new StepRecord(image.spec());
      StepRecord b = new StepRecord(image.spec());
      for (int timestep = 0; timestep < 12; timestep++) {
        int[] channels = SampleImages.channels(image, random);
        direct.step(channels, channels.length, a);
        ports.step(channels, channels.length, b);
        same(a, b, timestep);
      }
      for (int tile = 0; tile < image.spec().tiles(); tile++) {
        for (Region region : Region.values()) {
          int words = used(image, ports, tile, region);
          assertThat(direct.peek(tile, region, 0, words)).as(region + " of tile " + tile).isEqualTo(ports.peek(tile, region, 0, words));
          pokesCrossOver(direct, tile, region, random);
        }
      }
    }
  }

  /** What is poked one way is read the other way. */
  private static void pokesCrossOver(RtlTarget target, int tile, Region region, Random random) {
    int words = target.plan(tile).words(region);
    if (words == 0 || region == Region.COUNTERS || region == Region.CONTROL) {
      return;
    }
    int bits = target.plan(tile).bits(region);
    int each = target.plan(tile).units(region);
    int first = random.nextInt(words);
    int count = 1 + random.nextInt(Math.min(9, words - first));
    int[] units = new int[count * each];
    for (int i = 0; i < units.length; i++) {
      units[i] = random.nextInt(1 << Math.min(16, bits - 16 * (i % each)));
    }
    target.poke(tile, region, first, units);
    assertThat(target.peek(tile, region, first, count)).as(region + " directly").isEqualTo(units);
    assertThat(target.throughPorts().peek(tile, region, first, count)).as(region + " by packets").isEqualTo(units);
    units[0] ^= 1;
    target.throughPorts().poke(tile, region, first, units);
    assertThat(target.peek(tile, region, first, count)).as(region + " written by packets").isEqualTo(units);
  }

  @ParameterizedTest
  @EnumSource
  void manyTimestepsInOneCallAreWhatTheEmulatorDoes(RtlOptions.Access access) {
    ChipImage image = SampleImages.random(ONE, new Random(SEED));
    List<int[]> expected = new ArrayList<>();
    List<int[]> actual = new ArrayList<>();
    try (Emulator emulator = Emulator.of(image); RtlTarget target = RtlTarget.open(image, RtlOptions.CHECKED.withAccess(access))) {
      emulator.steps(20, (timestep, channels, values) -> input(image, timestep, channels, values), (timestep, record) -> add(expected, record));
      target.steps(20, (timestep, channels, values) -> input(image, timestep, channels, values), (timestep, record) -> add(actual, record));
      for (Region region : List.of(Region.SYNAPSE, Region.STATE)) {
        assertThat(target.peek(0, region, 0, image.cores().get(0).neurons())).isEqualTo(emulator.peek(0, region, 0, image.cores().get(0).neurons()));
      }
    }
    assertThat(actual).as("seed %d", SEED).hasSize(20).containsExactlyElementsOf(expected);
  }

  private static int input(ChipImage image, int timestep, int[] channels, int[] values) {
    int[] chosen = SampleImages.channels(image, new Random(SEED + timestep));
    System.arraycopy(chosen, 0, channels, 0, chosen.length);
    Arrays.fill(values, 0, chosen.length, 1);
    return chosen.length;
  }

  private static void add(List<int[]> all, StepRecord record) {
    all.add(IntStream.concat(IntStream.of(record.stepCycles(), (int) record.totalCycles(), record.batches()),
        IntStream.concat(Arrays.stream(record.outputs()), Arrays.stream(record.counters()))).toArray());
  }

  private static int used(ChipImage image, RtlTarget target, int tile, Region region) {
    MemoryImage memories = new MemoryImage(target.plan(tile), image.cores().get(tile));
    return switch (region) {
      case CONTROL, SCHEDULER, ACCUMULATOR -> target.plan(tile).words(region);
      case COUNTERS -> Counter.COUNT;
      case STATE -> image.cores().get(tile).neurons();
      case AXON, SYNAPSE, NEURON, SET, FANOUT_INDEX, FANOUT -> memories.units(region).length / target.plan(tile).units(region);
    };
  }

  private static void same(StepRecord a, StepRecord b, int timestep) {
    assertThat(a.outputs()).as("outputs of timestep " + timestep).isEqualTo(b.outputs());
    assertThat(a.stepCycles()).as("cycles of timestep " + timestep).isEqualTo(b.stepCycles());
    assertThat(a.totalCycles()).as("all cycles of timestep " + timestep).isEqualTo(b.totalCycles());
    assertThat(a.counters()).as("counters of timestep " + timestep).isEqualTo(b.counters());
  }

  @Test
  void nothingThatIsUsedStaysAsItWasBeforeLoading() {
    Random random = new Random(SEED);
    ChipImage first = SampleImages.random(MIXED, random);
    ChipImage image = SampleImages.random(MIXED, random);
    try (RtlTarget fresh = RtlTarget.open(image, RtlOptions.CHECKED.withSeed(11).withBinding(Binding.JNI));
        RtlTarget used = RtlTarget.open(first, RtlOptions.CHECKED.withSeed(12))) {
      StepRecord a = new StepRecord(MIXED);
      StepRecord b = new StepRecord(MIXED);
      for (int timestep = 0; timestep < 10; timestep++) {
        int[] channels = SampleImages.channels(first, random);
        used.step(channels, channels.length, b);
      }
      used.load(image);
      long spikes = 0;
      for (int timestep = 0; timestep < 30; timestep++) {
        if (timestep == 15) {
          fresh.resetState();
          used.resetState();
        }
        int[] channels = SampleImages.channels(image, random);
        fresh.step(channels, channels.length, a);
        used.step(channels, channels.length, b);
        same(a, b, timestep);
        for (int tile = 0; tile < MIXED.tiles(); tile++) {
          spikes += a.counters()[tile * Counter.COUNT + Counter.SPIKES.ordinal()];
          assertThat(fresh.peek(tile, Region.STATE, 0, image.cores().get(tile).neurons()))
              .isEqualTo(used.peek(tile, Region.STATE, 0, image.cores().get(tile).neurons()));
        }
      }
      assertThat(spikes).isPositive();
    }
  }

  @Test
  void aFastModelInAChildProcessDoesTheSame() {
    Random random = new Random(SEED);
    ChipImage image = SampleImages.random(ONE, random);
    try (RtlTarget here = RtlTarget.open(image, RtlOptions.FAST); RtlTarget there = RtlTarget.open(image,
        RtlOptions.FAST.isolated(Duration.ofSeconds(30)).withSeed(5))) {
      StepRecord a = new StepRecord(ONE);
      StepRecord b = new StepRecord(ONE);
      for (int timestep = 0; timestep < 10; timestep++) {
        int[] channels = SampleImages.channels(image, random);
        here.step(channels, channels.length, a);
        there.step(channels, channels.length, b);
        same(a, b, timestep);
      }
    }
  }

  private static RtlProject changed(RtlProject project, String file, String from, String to) {
    Map<String, String> files = new LinkedHashMap<>(project.files());
    assertThat(files.get(file)).contains(from);
    files.put(file, files.get(file).replace(from, to));
    return new RtlProject(project.top(), files);
  }

  @Test
  void aChipThatHangsIsAnError() {
    ChipImage image = SampleImages.chain();
    // A core that holds a spike in its queue for ever.
    RtlProject hung = changed(RtlProject.of(image), "axon_out.v", "wire                    pop = (popped", "wire                    pop = 1'b0 & (popped");
    try (RtlTarget target = RtlTarget.open(image, RtlOptions.CHECKED.withProject(hung).withMostCycles(100_000))) {
      assertThatThrownBy(() -> target.step(new int[] {0}, 1, new StepRecord(image.spec()))).isInstanceOf(TargetStoppedException.class)
          .hasMessageContaining("still busy 100000 cycles after the start of timestep 0");
    }
  }

  @Test
  void aDesignForAnotherChipIsRefused() {
    RtlProject other = RtlProject.of(SampleImages.random(MIXED, new Random(1)));
    assertThatThrownBy(() -> RtlTarget.open(SampleImages.chain(), RtlOptions.CHECKED.withProject(other)))
        .isInstanceOf(InputException.class).hasMessageContaining("in_packet");
  }

  @Test
  void aDesignWithoutPublicMemoriesIsDrivenByPackets() {
    ChipImage image = SampleImages.chain();
    RtlProject hidden = changed(RtlProject.of(image), "ram_1r1w.v", "mem[", "cells[");
    try (RtlTarget target = RtlTarget.open(image, RtlOptions.CHECKED.withProject(hidden))) {
      assertThat(target.isDirect()).isFalse();
      StepRecord record = new StepRecord(image.spec());
      target.step(new int[] {0}, 1, record);
      assertThat(record.counters()[Counter.SPIKES.ordinal()]).isEqualTo(1);
    }
  }

  @Test
  void writesTheWaveformOfSomeTimesteps(@TempDir Path folder) throws IOException {
    ChipImage image = SampleImages.chain();
    Path file = folder.resolve("window.fst");
    try (RtlTarget target = RtlTarget.open(image, RtlOptions.CHECKED.withWaveforms())) {
      target.waveform(file, 2, 3);
      StepRecord record = new StepRecord(image.spec());
      for (int timestep = 0; timestep < 5; timestep++) {
        target.step(new int[] {0}, 1, record);
        assertThat(Files.exists(file)).isEqualTo(timestep >= 2);
      }
    }
    assertThat(Files.size(file)).isGreaterThan(1000);
  }
}
