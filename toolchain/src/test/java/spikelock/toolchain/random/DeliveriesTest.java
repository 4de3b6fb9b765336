package spikelock.toolchain.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.engine.step.Step;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.platform.StepRecord;

/**
 * The emulator adds most rows at once as their neuron spikes, but not in an emulator into which somebody looks after every timestep: there
 * every packet lies in a scheduler and every row is walked. Records, Steps and memories are the same.
 */
class DeliveriesTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextInt(1 << 20));
  private static final int CASES = 60;

  /** Regions of which a word may take the place of another, and the network still is one. */
  private static final List<Region> COPIED = List.of(Region.FANOUT, Region.AXON, Region.FANOUT_INDEX);

  private static void look(Emulator emulator) {
    emulator.peek(0, Region.SCHEDULER, 0, 1);
  }

  /** All that the memories hold. */
  private static List<List<Integer>> memories(Emulator emulator) {
    List<List<Integer>> all = new ArrayList<>();
    for (int tile = 0; tile < emulator.image().spec().tiles(); tile++) {
      for (Region region : Region.values()) {
        if (region == Region.COUNTERS) {
          continue; // they are in the records
        }
        all.add(Arrays.stream(emulator.peek(tile, region, 0, emulator.plan(tile).words(region))).boxed().toList());
      }
    }
    return all;
  }

  private record Told(List<Left> records, List<Step> steps, List<List<Integer>> end) {}

  /** A run in which something is written before some timesteps, the same for the same seed. */
  private static Told run(Emulator emulator, RandomCase made, boolean looks, BiFunction<Emulator, Random, List<RandomContents.Poke>> writes) {
    Random random = new Random(made.seed());
    List<Left> records = new ArrayList<>();
    List<Step> steps = new ArrayList<>();
    int[] channels = new int[made.stimulus().channels()];
    int[] values = new int[channels.length];
    StepRecord record = new StepRecord(made.image().spec());
    emulator.resetState();
    for (int timestep = 0; timestep < 2 * made.timesteps(); timestep++) {
      int active = made.stimulus().active(0, timestep % made.timesteps(), channels, values);
      emulator.step(channels, values, active, record);
      records.add(Left.of(record));
      steps.add(emulator.lastStep().copy());
      if (looks) {
        look(emulator);
      }
      if (random.nextInt(5) == 0) {
        for (RandomContents.Poke poke : writes.apply(emulator, random)) {
          emulator.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units());
        }
      }
    }
    return new Told(records, steps, memories(emulator));
  }

  private static void compare(BiFunction<Emulator, Random, List<RandomContents.Poke>> writes) {
    compare(UnaryOperator.identity(), writes);
  }

  private static void compare(UnaryOperator<RandomCase> change, BiFunction<Emulator, Random, List<RandomContents.Poke>> writes) {
    System.out.println("DeliveriesTest: -Dspikelock.seed=" + SEED);
    List<RandomImages> makers = RandomChips.all().stream().map(RandomImages::new).toList();
    int rows = 0;
    for (int i = 0; i < CASES; i++) {
      RandomCase made = change.apply(makers.get(i % makers.size()).generate(SEED + i));
      Supplier<Emulator> sharing = Emulator.sharing(made.image());
      try (Emulator looked = Emulator.of(made.image()); Emulator left = sharing.get(); Emulator beside = sharing.get()) {
        Told expected = run(looked, made, true, writes);
        String what = made.title() + ", -Dspikelock.seed=" + SEED;
        assertThat(run(left, made, false, writes)).as(what).isEqualTo(expected);
        assertThat(run(beside, made, false, (emulator, random) -> List.of())).as(what + ", beside the other")
            .isEqualTo(run(Emulator.of(made.image()), made, true, (emulator, random) -> List.of()));
        rows += expected.steps().stream().mapToInt(step -> step.rows(0)).sum();
      }
    }
    assertThat(rows).isPositive();
  }

  @Test
  void whoLooksSeesTheSame() {
    compare((emulator, random) -> List.of());
  }

  @Test
  void whatAnInputReachesTooIsWalkedOnce() {
    compare(DeliveriesTest::withInputsToAnyAxon, (emulator, random) -> List.of());
  }

  /** Random networks send to each axon from one place; here inputs go to those of neurons. */
  private static RandomCase withInputsToAnyAxon(RandomCase made) {
    ChipImage image = made.image();
    InputTable inputs = image.inputs();
    Random random = new Random(made.seed());
    int[] axon = inputs.axon().clone();
    for (int packet = 0; packet < axon.length; packet++) {
      axon[packet] = random.nextInt(Math.max(1, image.cores().get(inputs.tile()[packet]).axonFormat().length));
    }
    return new RandomCase(new ChipImage(image.spec(), image.datapathTexts(), image.cores(),
        new InputTable(inputs.start(), inputs.tile(), new int[axon.length], axon), image.populations(), image.description(),
        image.attachments()), made.stimulus(), made.seed(), made.kinds());
  }

  /** Axons become due that are reached directly, too, and the slots change places. */
  @Test
  void whoWritesIntoTheSchedulerSeesTheSame() {
    compare((emulator, random) -> {
      int tile = random.nextInt(emulator.image().spec().tiles());
      int word = random.nextInt(emulator.plan(tile).words(Region.SCHEDULER));
      int[] units = random.ints(emulator.plan(tile).units(Region.SCHEDULER), 0, 1 << 16).toArray();
      int[] now = {random.nextInt(emulator.image().spec().core().delaySlots())};
      return random.nextInt(3) == 0 ? List.of(new RandomContents.Poke(tile, Region.CONTROL, Region.NOW, now))
          : List.of(new RandomContents.Poke(tile, Region.SCHEDULER, word, units));
    });
  }

  /** Rows get other senders, or other places. */
  @Test
  void whoWritesTablesSeesTheSame() {
    compare((emulator, random) -> {
      int tile = random.nextInt(emulator.image().spec().tiles());
      Region region = COPIED.get(random.nextInt(COPIED.size()));
      int words = emulator.plan(tile).words(region);
      int[] units = emulator.peek(tile, region, random.nextInt(words), 1);
      return List.of(new RandomContents.Poke(tile, region, random.nextInt(words), units));
    });
  }
}
