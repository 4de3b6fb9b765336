package spikelock.emulator.engine.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.step.Step;

/** Both engines play random traffic on every mesh that both can play, and agree on every flit in every cycle. */
class TrafficTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextInt(1 << 20));
  private static final int STEPS = 40;

  private static ChipSpec chip(int width, int height, int fifoDepth) {
    return ChipFile.parse("""
        format: spikelock/chip
        version: 1
        name: some
        mesh: {width: %d, height: %d}
        neurons: 16
        axons: 32
        synapse_words: 16
        fanout_entries: 16
        outputs: 2
        set_words: 16
        fifo_depth: %d
        datapaths:
          default: {model: IF, core_parameters: [threshold, reset, subtract], neuron_parameters: [bias], neuron_initial_state: true}
        """.formatted(width, height, fifoDepth), "some.yaml");
  }

  /** Spikes from none to a burst a tile, lists from empty to all tiles, to anywhere or all to one place. */
  private record Events(Step step, int[] cycles) {
    static Events draw(int tiles, Random random) {
      return draw(tiles, random, true);
    }

    static Events draw(int tiles, Random random, boolean toHost) {
      Step step = new Step(tiles);
      int[] cycles = new int[tiles * 40];
      int most = random.nextInt(1, 40);
      int longest = random.nextInt(1, tiles + 8);
      int apart = random.nextInt(1, 40);
      int places = toHost ? tiles + 1 : tiles;
      int favourite = random.nextInt(places);
      double fair = random.nextBoolean() ? 1 : random.nextDouble();
      for (int tile = 0; tile < tiles; tile++) {
        int count = random.nextInt(most);
        step.beginSpikes(tile, count);
        int cycle = 5 + random.nextInt(30) + 6;
        for (int spike = 0; spike < count; spike++) {
          cycle += random.nextInt(1, apart + 1);
          cycles[step.spikes()] = cycle;
          int length = random.nextInt(longest + 1);
          int first = step.spike(spike, length);
          for (int packet = first; packet < first + length; packet++) {
            step.destinations()[packet] = (short) (random.nextDouble() < fair ? random.nextInt(places) : favourite);
          }
        }
      }
      step.endSpikes();
      return new Events(step, cycles);
    }

    /** The same on a larger mesh; the places of tiles ascend. */
    Step on(int tiles, int[] place) {
      Step moved = new Step(tiles);
      int from = 0;
      for (int tile = 0; tile < tiles; tile++) {
        boolean there = from < step.tiles() && place[from] == tile;
        moved.beginSpikes(tile, there ? step.firstSpike(from + 1) - step.firstSpike(from) : 0);
        for (int spike = there ? step.firstSpike(from) : 0, end = there ? step.firstSpike(from + 1) : 0; spike < end; spike++) {
          int sends = step.firstPacket(spike + 1) - step.firstPacket(spike);
          int first = moved.spike(step.neuron(spike), sends);
          for (int packet = 0; packet < sends; packet++) {
            moved.destinations()[first + packet] = (short) place[step.destinations()[step.firstPacket(spike) + packet]];
          }
        }
        from += there ? 1 : 0;
      }
      moved.endSpikes();
      return moved;
    }
  }

  private static final class Diary implements TrafficObserver {
    final List<String> lines = new ArrayList<>();
    private final List<String> injected = new ArrayList<>(); // in a cycle; their order is the engine's own affair

    @Override
    public void cycle(int cycle, int[] wants, int[] held) {
      close();
      lines.add(cycle + " " + Arrays.toString(wants) + " " + Arrays.toString(held));
    }

    @Override
    public void inject(int cycle, int tile, int packet) {
      injected.add(cycle + " inject " + tile + " " + packet);
    }

    @Override
    public void move(int cycle, int from, int to) {
      lines.add(cycle + " move " + from + " " + to);
    }

    List<String> close() {
      Collections.sort(injected);
      lines.addAll(injected);
      injected.clear();
      return lines;
    }
  }

  /** What a step comes to. */
  private static String play(Traffic traffic, Events events, int tiles) {
    AxonOuts outs = new AxonOuts(tiles);
    outs.start(events.step(), events.cycles());
    int[] moved = new int[tiles << Traffic.STRIDE_LOG2];
    int last = traffic.play(events.step(), outs, moved);
    return last + " ended " + Arrays.toString(outs.outEnd) + " stalls " + Arrays.toString(outs.stalls) + " moved " + Arrays.toString(moved);
  }

  @Test
  void bothEnginesDoTheSameInEveryCycle() {
    System.out.println("TrafficTest -Dspikelock.seed=" + SEED);
    Random random = new Random(SEED);
    for (int width = 1; width <= 4; width++) {
      for (int height = 1; height <= 4; height++) {
        ChipSpec spec = chip(width, height, 2);
        assertThat(SlicedTraffic.fits(spec)).isTrue();
        Traffic queued = new QueuedTraffic(spec);
        Traffic sliced = new SlicedTraffic(spec);
        for (int step = 0; step < STEPS; step++) {
          String what = width + "x" + height + ", step " + step + ", -Dspikelock.seed=" + SEED;
          Events events = Events.draw(spec.tiles(), random);
          Diary expected = new Diary();
          Diary seen = new Diary();
          boolean observed = step % 2 == 0;
          queued.observe(observed ? expected : TrafficObserver.NONE);
          sliced.observe(observed ? seen : TrafficObserver.NONE);
          String result = play(queued, events, spec.tiles());
          assertThat(play(sliced, events, spec.tiles())).as(what).isEqualTo(result);
          assertThat(seen.close()).as(what).isEqualTo(expected.close());
          assertThat(seen.lines.isEmpty()).as(what).isEqualTo(!observed || events.step().spikes() == 0);
        }
      }
    }
  }

  /** Traffic among the tiles of a part of a mesh, taken to another mesh, is the same there. */
  @ParameterizedTest
  @CsvSource({"64, 64, 0, 0", "64, 64, 60, 0", "64, 64, 0, 60", "64, 64, 60, 60", "64, 64, 29, 35", "64, 4, 60, 0", "4, 64, 0, 60", "17, 16, 13, 12"})
  void aPartOfALargeMeshIsLikeASmallMesh(int width, int height, int x, int y) {
    System.out.println("TrafficTest -Dspikelock.seed=" + SEED);
    Random random = new Random(SEED);
    ChipSpec small = chip(4, 4, 2);
    ChipSpec large = chip(width, height, 2);
    Traffic sliced = new SlicedTraffic(small);
    Traffic queued = new QueuedTraffic(large);
    int[] place = new int[17];
    Arrays.setAll(place, tile -> tile == 16 ? large.tiles() : (y + tile / 4) * width + x + tile % 4);
    for (int step = 0; step < STEPS; step++) {
      Events events = Events.draw(16, random, x == 0 && y == 0);
      AxonOuts outs = new AxonOuts(16);
      outs.start(events.step(), events.cycles());
      int[] moved = new int[16 << Traffic.STRIDE_LOG2];
      int last = sliced.play(events.step(), outs, moved);
      AxonOuts largeOuts = new AxonOuts(large.tiles());
      Step taken = events.on(large.tiles(), place);
      largeOuts.start(taken, events.cycles());
      int[] largeMoved = new int[large.tiles() << Traffic.STRIDE_LOG2];

      assertThat(queued.play(taken, largeOuts, largeMoved)).as("-Dspikelock.seed=%d, step %d", SEED, step).isEqualTo(last);
      for (int tile = 0; tile < 16; tile++) {
        int to = place[tile];
        assertThat(largeOuts.outEnd[to]).isEqualTo(outs.outEnd[tile]);
        assertThat(largeOuts.stalls[to]).isEqualTo(outs.stalls[tile]);
        assertThat(Arrays.copyOfRange(largeMoved, to << Traffic.STRIDE_LOG2, to + 1 << Traffic.STRIDE_LOG2))
            .isEqualTo(Arrays.copyOfRange(moved, tile << Traffic.STRIDE_LOG2, tile + 1 << Traffic.STRIDE_LOG2));
      }
      assertThat(Arrays.stream(largeMoved).sum()).isEqualTo(Arrays.stream(moved).sum());
    }
  }

  @Test
  void aPacketCrossesTheLargestMesh() {
    ChipSpec spec = chip(64, 64, 4);
    int tiles = spec.tiles();
    Step step = new Step(tiles);
    int[][] ways = {{0, tiles - 1}, {63, tiles - 64}, {tiles - 64, 63}, {tiles - 1, 0}, {tiles - 1, tiles}}; // corner to corner, then to the host
    for (int tile = 0; tile < tiles; tile++) {
      step.beginSpikes(tile, tiles);
      for (int[] way : ways) {
        if (way[0] == tile) {
          step.destinations()[step.spike(0, 1)] = (short) way[1];
        }
      }
    }
    step.endSpikes();
    AxonOuts outs = new AxonOuts(tiles);
    outs.start(step, new int[] {10, 200, 400, 600, 800});
    int[] moved = new int[tiles << Traffic.STRIDE_LOG2];

    // spike in the datapath's cycle 800, index there at 803, on offer at 804, in the FIFO at 805, 126 hops, out to the host in that cycle
    assertThat(new QueuedTraffic(spec).play(step, outs, moved)).isEqualTo(805 + 126);
    assertThat(Arrays.stream(moved).sum()).isEqualTo(5 * (126 + 1));
  }

  @Test
  void largerMeshesAndDeeperFifosAreForTheGeneralEngine() {
    assertThat(SlicedTraffic.fits(chip(5, 3, 2))).isFalse();
    assertThat(SlicedTraffic.fits(chip(3, 5, 2))).isFalse();
    assertThat(SlicedTraffic.fits(chip(4, 4, 4))).isFalse();
  }
}
