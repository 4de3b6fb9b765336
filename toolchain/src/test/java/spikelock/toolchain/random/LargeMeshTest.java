package spikelock.toolchain.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.ImageCheck;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.image.Population;
import spikelock.emulator.platform.Target;

/**
 * A random image of a small mesh, whose emulator is held equal to the RTL, runs in the corner of a mesh of 64 x 64: nothing is different but what
 * deeper trees add to every step and batch.
 */
class LargeMeshTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextInt(1 << 20));
  private static final int SIDE = 64;
  private static final int CASES = 3;
  private static final int TIMESTEPS = 40;

  @ParameterizedTest
  @ValueSource(strings = {"grid", "grid-deep", "slab", "window", "block"})
  void aCornerIsLikeASmallChip(String name) {
    System.out.println("LargeMeshTest: -Dspikelock.seed=" + SEED);
    ChipSpec small = RandomChips.named(name);
    RandomImages maker = new RandomImages(small);
    int spikes = 0;
    for (int i = 0; i < CASES; i++) {
      RandomCase made = maker.generate(SEED + i);
      ChipImage large = inTheCorner(made.image());
      ImageCheck.check(large);
      List<Left> expected = run(made.image(), made, 1);
      int deeper = large.spec().mesh().treeDepth() - small.mesh().treeDepth();
      for (int threads : new int[] {1, 3}) {
        List<Left> seen = run(large, made, threads);
        for (int timestep = 0; timestep < TIMESTEPS; timestep++) {
          String what = made.title() + ", timestep " + timestep + ", " + threads + " threads, -Dspikelock.seed=" + SEED;
          Left one = expected.get(timestep);
          Left other = seen.get(timestep);
          assertThat(other.stepCycles()).as(what).isEqualTo(one.stepCycles() + 2 * deeper);
          assertThat(other.batches()).as(what).isEqualTo(one.batches().stream().map(cycles -> cycles + deeper).toList());
          assertThat(other.outputs()).as(what).isEqualTo(one.outputs());
          spikes += counters(small, one, other, what);
        }
      }
    }
    assertThat(spikes).as("spikes that were counted").isGreaterThan(small.counters().kind().entries() > 0 ? 0 : -1);
  }

  /** Those of the corner are equal, and nothing but the due copy keeps the other tiles busy; answers how many spikes there are. */
  private static int counters(ChipSpec small, Left one, Left other, String what) {
    int spikes = 0;
    for (int tile = 0; tile < SIDE * SIDE; tile++) {
      int x = tile % SIDE;
      int y = tile / SIDE;
      List<Integer> seen = other.counters().subList(tile * Counter.COUNT, (tile + 1) * Counter.COUNT);
      if (x < small.mesh().width() && y < small.mesh().height()) {
        int from = y * small.mesh().width() + x;
        assertThat(seen).as(what).isEqualTo(one.counters().subList(from * Counter.COUNT, (from + 1) * Counter.COUNT));
        spikes += seen.get(Counter.SPIKES.ordinal());
      } else {
        List<Integer> idle = new ArrayList<>(Collections.nCopies(Counter.COUNT, 0));
        if (small.counters().kind().entries() > 0) {
          idle.set(Counter.BUSY_CYCLES.ordinal(), small.core().axonWords() + 5); // T = W + 3, an empty sweep ends in T + 2
        }
        assertThat(seen).as(what).isEqualTo(idle);
      }
    }
    return spikes;
  }

  private static List<Left> run(ChipImage image, RandomCase made, int threads) {
    List<Left> records = new ArrayList<>();
    try (Emulator emulator = Emulator.of(image)) {
      emulator.useThreads(threads);
      Target.Inputs inputs = (timestep, channels, values) -> made.stimulus().active(0, timestep % made.timesteps(), channels, values);
      emulator.steps(TIMESTEPS, inputs, (timestep, record) -> records.add(Left.of(record)));
    }
    return records;
  }

  private static ChipImage inTheCorner(ChipImage image) {
    ChipSpec small = image.spec();
    int width = small.mesh().width();
    DatapathChoice[] choices = new DatapathChoice[SIDE * SIDE];
    Arrays.fill(choices, small.datapaths().getFirst());
    for (int tile = 0; tile < small.tiles(); tile++) {
      choices[there(tile, width)] = small.datapaths().get(tile);
    }
    ChipSpec large = small.with(ChipField.MESH_WIDTH, SIDE).with(ChipField.MESH_HEIGHT, SIDE).withDatapaths(Arrays.asList(choices));
    PlacedCores placed = PlacedCores.of(large, image.datapathTexts());
    CoreImage[] cores = new CoreImage[SIDE * SIDE];
    PlacedDatapath first = placed.datapath(0);
    boolean perNeuron = first.shape().neuronInitialState();
    int states = first.datapath().states().size();
    Arrays.fill(cores, CoreImage.empty(first.coreParameters().size(), first.setParameters().size(), perNeuron ? 0 : states,
        first.neuronParameters().size(), perNeuron ? states : 0));
    for (int tile = 0; tile < small.tiles(); tile++) {
      cores[there(tile, width)] = moved(image.cores().get(tile), new PacketFormat(small), new PacketFormat(large), width);
    }
    InputTable inputs = image.inputs();
    List<Population> populations = image.populations().stream().map(p -> new Population(p.name(), p.shape(), p.kind(), p.lag(), p.firstOutput(),
        p.firstInput(), there(p.tile(), width), p.slot(), p.fieldScales())).toList();
    return new ChipImage(large, image.datapathTexts(), Arrays.asList(cores),
        new InputTable(inputs.start(), there(inputs.tile(), width), inputs.delay(), inputs.axon()), populations, Map.of(), Map.of());
  }

  private static CoreImage moved(CoreImage core, PacketFormat from, PacketFormat to, int width) {
    long[] fanout = Arrays.stream(core.fanout()).map(entry -> from.isHost(entry) ? to.outputEntry(from.isLast(entry), from.outputOf(entry))
        : to.entry(from.isLast(entry), there(from.tileOf(entry), width), from.delayOf(entry), from.axonOf(entry))).toArray();
    return new CoreImage(core.axonFormat(), core.axonBase(), core.axonLength(), core.axonTarget(), core.axonExponent(), core.synapses(),
        core.coreParameters(), core.setCount(), core.setStart(), core.setParameters(), core.setInitial(), core.neuronParameters(),
        core.neuronInitial(), core.fanoutStart(), fanout);
  }

  private static int there(int tile, int width) {
    return tile / width * SIDE + tile % width;
  }

  private static int[] there(int[] tiles, int width) {
    return Arrays.stream(tiles).map(tile -> there(tile, width)).toArray();
  }
}
