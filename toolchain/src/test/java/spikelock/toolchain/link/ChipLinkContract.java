package spikelock.toolchain.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.DebugCounter;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.chip.Region;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.MemoryImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.link.ChipLink;
import spikelock.emulator.link.ConfigurationPackets;
import spikelock.emulator.link.HostJobs;
import spikelock.emulator.link.JobStoppedException;
import spikelock.emulator.link.LinkTarget;
import spikelock.emulator.lockstep.Comparison;
import spikelock.emulator.lockstep.Lockstep;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.toolchain.rtl.SampleImages;

/** What every link to a chip does, whatever lies between. A link is held to it by a class that says how it is opened. */
public abstract class ChipLinkContract {
  protected static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong() & 0xffff_ffffL);
  private static final int PLENTY = 1_000_000;
  private static final int TIMESTEPS = 12;
  private static final List<Region> WORKING = List.of(Region.STATE, Region.ACCUMULATOR, Region.SCHEDULER);
  private static final List<Region> TABLES = List.of(Region.AXON, Region.SYNAPSE, Region.NEURON, Region.SET, Region.FANOUT_INDEX,
      Region.FANOUT);

  /** Chips on which links are tried. */
  public enum Chip {
    /** Six tiles of two kinds, words of up to 32 bits, all counters. */
    MIXED,
    /** Two tiles, payloads of 3 bits, all counters, soon full. */
    GRADED;

    /** The chip. */
    public ChipSpec spec() {
      return switch (this) {
        case MIXED -> SampleImages.chip(3, 2, 4, 32, 2, Counters.DEBUG, SampleImages.CORE_PLACED, SampleImages.ADAPTIVE);
        case GRADED -> ChipFile.parse("""
            format: spikelock/chip
            version: 1
            name: graded
            mesh: {width: 2, height: 1}
            neurons: 32
            axons: 64
            synapse_words: 256
            word_bits: 32
            weight_bits: 4
            exponent_bits: 2
            lanes: 2
            delay_slots: 8
            payload_bits: 3
            fanout_entries: 128
            input_buffer: 32
            outputs: 20
            set_words: 128
            counters: debug
            counter_bits: 8
            datapaths:
              default: {model: LIF}
              tiles:
                - {tiles: [1], model: delta, neuron_parameters: [threshold], neuron_initial_state: true}
            """, "graded.yaml");
      };
    }
  }

  private final Random random = new Random(SEED);

  /**
   * A link to the chip that an image is for, on which nothing is loaded.
   *
   * @param mostCycles after how many cycles of a job the chip counts as hung
   */
  protected abstract ChipLink open(ChipImage image, int mostCycles);

  @BeforeAll
  static void seed() {
    System.out.println("ChipLinkContract: -Dspikelock.seed=" + SEED);
  }

  private static int[] run(ChipLink link, HostJobs jobs) {
    int[] answers = new int[jobs.answerWords()];
    link.run(jobs, answers);
    return answers;
  }

  private static HostJobs jobs(ChipSpec spec, ChipLink link) {
    return new HostJobs(spec, link.answersCounters());
  }

  // ---- memories -----------------------------------------------------------------------------------------------------------

  /** Written in one run, all of them before any is read. */
  @ParameterizedTest
  @EnumSource
  void tablesHoldWhatIsWritten(Chip chip) {
    ChipImage image = SampleImages.random(chip.spec(), random);
    PlacedCores cores = PlacedCores.of(image);
    try (ChipLink link = open(image, PLENTY)) {
      ConfigurationPackets packets = new ConfigurationPackets(image.spec());
      List<int[]> expected = new ArrayList<>();
      for (int tile = 0; tile < image.spec().tiles(); tile++) {
        for (Region region : TABLES) {
          expected.add(write(packets, cores.plan(tile), tile, region));
        }
      }
      for (int tile = 0; tile < image.spec().tiles(); tile++) {
        for (Region region : TABLES) {
          packets.read(cores.plan(tile), tile, region, 0, cores.plan(tile).words(region));
        }
      }
      HostJobs jobs = jobs(image.spec(), link).packets(packets.toArray()).endBatch();

      int[] read = replies(jobs, run(link, jobs));

      int from = 0;
      for (int i = 0; i < expected.size(); i++) {
        int to = from + expected.get(i).length;
        assertThat(Arrays.copyOfRange(read, from, to)).as("%s of tile %d, seed %d", TABLES.get(i % TABLES.size()), i / TABLES.size(), SEED)
            .isEqualTo(expected.get(i));
        from = to;
      }
      assertThat(read).hasSize(from);
    }
  }

  @ParameterizedTest
  @EnumSource
  void workingMemoriesHoldWhatIsWritten(Chip chip) {
    ChipImage image = SampleImages.random(chip.spec(), random);
    try (LinkTarget target = LinkTarget.open(image, open(image, PLENTY))) {
      List<int[]> expected = new ArrayList<>();
      for (int tile = 0; tile < image.spec().tiles(); tile++) {
        for (Region region : WORKING) {
          expected.add(units(target.plan(tile), region, words(target, tile, region)));
          target.poke(tile, region, 0, expected.getLast());
        }
        expected.add(new int[] {random.nextInt(1 << 16), random.nextInt(image.spec().core().delaySlots())});
        target.poke(tile, Region.CONTROL, Region.AGE, expected.getLast());
      }
      Iterator<int[]> next = expected.iterator();
      for (int tile = 0; tile < image.spec().tiles(); tile++) {
        for (Region region : WORKING) {
          assertThat(target.peek(tile, region, 0, words(target, tile, region))).as("%s of tile %d, seed %d", region, tile, SEED)
              .isEqualTo(next.next());
        }
        assertThat(target.peek(tile, Region.CONTROL, Region.AGE, 2)).as("control of tile %d, seed %d", tile, SEED).isEqualTo(next.next());
      }
    }
  }

  /** Words that act: of the state those of neurons. */
  private static int words(Target target, int tile, Region region) {
    return region == Region.STATE ? target.image().cores().get(tile).neurons() : target.plan(tile).words(region);
  }

  /** Writes a whole region, then some of its words again; returns what it holds then. */
  private int[] write(ConfigurationPackets packets, MemoryPlan plan, int tile, Region region) {
    int words = plan.words(region);
    int[] all = units(plan, region, words);
    if (words == 0) {
      return new int[0];
    }
    packets.write(plan, tile, region, 0, all);
    int first = random.nextInt(words);
    int[] some = units(plan, region, 1 + random.nextInt(Math.min(7, words - first)));
    packets.write(plan, tile, region, first, some);
    System.arraycopy(some, 0, all, first * plan.units(region), some.length);
    return all;
  }

  private int[] units(MemoryPlan plan, Region region, int words) {
    int each = plan.units(region);
    int[] units = new int[words * each];
    for (int i = 0; i < units.length; i++) {
      units[i] = random.nextInt(1 << Math.min(16, plan.bits(region) - 16 * (i % each)));
    }
    return units;
  }

  /** The replies of all batches, each as many as it has reads. */
  private static int[] replies(HostJobs jobs, int[] answers) {
    List<int[]> all = new ArrayList<>();
    for (int job = 0; job < jobs.jobs(); job++) {
      int at = jobs.answerAt(job);
      if (!jobs.isStep(job)) {
        assertThat(answers[at]).as("cycles of job %d", job).isPositive();
        assertThat(answers[at + 1]).as("replies of job %d", job).isEqualTo(jobs.reads(job));
        all.add(Arrays.copyOfRange(answers, at + HostJobs.REPLIES, at + HostJobs.REPLIES + jobs.reads(job)));
      }
    }
    return all.stream().flatMapToInt(Arrays::stream).toArray();
  }

  @ParameterizedTest
  @EnumSource
  void readingGoesOnInTheNextRun(Chip chip) {
    ChipImage image = SampleImages.random(chip.spec(), random);
    MemoryPlan plan = PlacedCores.of(image).plan(1);
    int[] units = units(plan, Region.FANOUT, 5);
    try (ChipLink link = open(image, PLENTY)) {
      HostJobs jobs = jobs(image.spec(), link);
      ConfigurationPackets packets = new ConfigurationPackets(image.spec()).write(plan, 1, Region.FANOUT, 3, units)
          .read(plan, 1, Region.FANOUT, 3, 5);
      int cut = packets.toArray().length - units.length + 3; // within a word
      List<int[]> read = new ArrayList<>();
      for (int[] part : new int[][] {{0, cut}, {cut, packets.toArray().length}}) {
        jobs.clear().packets(Arrays.copyOfRange(packets.toArray(), part[0], part[1])).endBatch();
        read.add(replies(jobs, run(link, jobs)));
      }

      assertThat(read.get(0)).hasSize(3);
      assertThat(read.stream().flatMapToInt(Arrays::stream).toArray()).as("seed %d", SEED).isEqualTo(units);
    }
  }

  @ParameterizedTest
  @EnumSource
  void resetStateOfOneTileLeavesTheOthers(Chip chip) {
    ChipImage image = SampleImages.random(chip.spec(), random);
    ChipLink link = open(image, PLENTY);
    try (LinkTarget target = LinkTarget.open(image, link)) {
      int tiles = image.spec().tiles();
      int chosen = random.nextInt(tiles);
      int[][] initial = new int[tiles][];
      int[][] worked = new int[tiles][];
      for (int tile = 0; tile < tiles; tile++) {
        initial[tile] = working(target, tile);
      }
      target.steps(3, (timestep, channels, values) -> input(image, channels, values), (timestep, record) -> { });
      for (int tile = 0; tile < tiles; tile++) {
        worked[tile] = working(target, tile);
        assertThat(worked[tile]).as("tile %d, seed %d", tile, SEED).isNotEqualTo(initial[tile]);
      }
      long reset = new PacketFormat(image.spec()).configuration(chosen, PacketFormat.Op.RESET_STATE, 0);

      run(link, jobs(image.spec(), link).packet(reset).endBatch());

      for (int tile = 0; tile < tiles; tile++) {
        assertThat(working(target, tile)).as("tile %d after RESET-STATE of %d, seed %d", tile, chosen, SEED)
            .isEqualTo(tile == chosen ? initial[tile] : worked[tile]);
      }
    }
  }

  /** While RESET-STATE clears, what comes next must wait. */
  @ParameterizedTest
  @EnumSource
  void whatFollowsResetStateIsNotLost(Chip chip) {
    ChipImage image = SampleImages.random(chip.spec(), random);
    ChipLink link = open(image, PLENTY);
    try (LinkTarget target = LinkTarget.open(image, link)) {
      int tile = random.nextInt(image.spec().tiles());
      for (Region region : WORKING) {
        int[] units = units(target.plan(tile), region, words(target, tile, region));
        HostJobs jobs = jobs(image.spec(), link).packets(ConfigurationPackets.resetState(image.spec()))
            .packets(new ConfigurationPackets(image.spec()).write(target.plan(tile), tile, region, 0, units).toArray()).endBatch();

        run(link, jobs);

        assertThat(target.peek(tile, region, 0, words(target, tile, region))).as("%s of tile %d, seed %d", region, tile, SEED).isEqualTo(units);
      }
    }
  }

  private static int[] working(Target target, int tile) {
    List<int[]> all = new ArrayList<>(List.of(target.peek(tile, Region.CONTROL, Region.AGE, 2)));
    for (Region region : WORKING) {
      all.add(target.peek(tile, region, 0, words(target, tile, region)));
    }
    return all.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private int input(ChipImage image, int[] channels, int[] values) {
    int[] chosen = SampleImages.channels(image, random);
    System.arraycopy(chosen, 0, channels, 0, chosen.length);
    for (int i = 0; i < chosen.length; i++) { // a payload of 0 is sent, too
      values[i] = image.spec().packet().payloadBits() == 0 ? 1 : image.spec().packet().payload(random.nextInt());
    }
    return chosen.length;
  }

  // ---- batches and steps --------------------------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void batchesOfSpikesTakeTheirCycles(Chip chip) {
    ChipImage image = SampleImages.random(chip.spec(), random);
    ChipSpec spec = image.spec();
    PacketFormat format = new PacketFormat(spec);
    ChipLink link = open(image, PLENTY);
    try (LinkTarget target = LinkTarget.open(image, link)) {
      HostJobs jobs = jobs(spec, link);
      List<Integer> expected = new ArrayList<>();
      for (int packets : new int[] {1, spec.host().inputBuffer(), 2, spec.host().inputBuffer() - 1}) {
        int latest = 0;
        for (int k = 0; k < packets; k++) {
          int tile = random.nextInt(spec.tiles());
          jobs.packet(format.spike(tile, random.nextInt(spec.core().delaySlots()), random.nextInt(spec.core().axons()), random.nextInt()));
          latest = Math.max(latest, k + tile % spec.mesh().width() + tile / spec.mesh().width());
        }
        jobs.endBatch();
        expected.add(spec.mesh().treeDepth() + 6 + latest); // TIMING.md, "Batches"
      }

      int[] answers = run(link, jobs);

      assertThat(jobs.jobs()).isEqualTo(expected.size());
      for (int job = 0; job < jobs.jobs(); job++) {
        assertThat(answers[jobs.answerAt(job)]).as("batch %d, seed %d", job, SEED).isEqualTo(expected.get(job));
        assertThat(answers[jobs.answerAt(job) + 1]).as("replies").isZero();
      }
      assertThat(target.image()).isSameAs(image);
    }
  }

  /** Everything in one run: what memories hold at first must not matter, and every answer is in its place. */
  @ParameterizedTest
  @EnumSource
  void aWholeRunAtOnceIsWhatTheEmulatorDoes(Chip chip) {
    ChipImage image = SampleImages.random(chip.spec(), random);
    ChipSpec spec = image.spec();
    PacketFormat format = new PacketFormat(spec);
    try (ChipLink link = open(image, PLENTY); Emulator emulator = Emulator.of(image)) {
      HostJobs jobs = jobs(spec, link).packets(ConfigurationPackets.load(image, PlacedCores.of(image)))
          .packets(ConfigurationPackets.resetState(spec)).endBatch();
      int first = jobs.jobs();
      List<int[]> expected = new ArrayList<>();
      StepRecord record = new StepRecord(spec);
      int[] channels = new int[image.inputs().channels()];
      int[] values = new int[channels.length];
      for (int timestep = 0; timestep < TIMESTEPS; timestep++) {
        int count = input(image, channels, values);
        for (int c = 0; c < count; c++) {
          for (int packet = image.inputs().start()[channels[c]]; packet < image.inputs().start()[channels[c] + 1]; packet++) {
            jobs.packet(format.spike(image.inputs().tile()[packet], image.inputs().delay()[packet], image.inputs().axon()[packet], values[c]));
          }
        }
        jobs.step();
        emulator.step(channels, values, count, record);
        for (int batch = 0; batch < record.batches(); batch++) {
          expected.add(new int[] {record.batchCycles(batch), 0});
        }
        int[] step = new int[1 + spec.outputWords()];
        step[0] = record.stepCycles();
        Arrays.setAll(step, i -> i == 0 ? step[0] : record.outputs()[i - 1] & 0xffff);
        expected.add(step);
      }

      int[] answers = run(link, jobs);

      for (int job = first; job < jobs.jobs(); job++) {
        int[] wanted = expected.get(job - first);
        int at = jobs.answerAt(job);
        assertThat(Arrays.copyOfRange(answers, at, at + wanted.length)).as("job %d, seed %d", job, SEED).isEqualTo(wanted);
      }
      assertThat(jobs.jobs() - first).isEqualTo(expected.size());
    }
  }

  /** Without input; then, in one timestep, every axon of the chip is due. */
  @ParameterizedTest
  @EnumSource
  void aJobThatDoesNotEndIsNamedAndThoseBeforeItAnswered(Chip chip) {
    ChipImage image = SampleImages.random(chip.spec(), random);
    int stopped = 2;
    List<Integer> cycles = new ArrayList<>();
    try (Emulator emulator = Emulator.of(image)) {
      everyAxonIsDue(emulator, stopped);
      emulator.steps(stopped + 1, (timestep, channels, values) -> 0, (timestep, record) -> cycles.add(record.stepCycles()));
    }
    int before = Math.max(cycles.get(0), cycles.get(1));
    int limit = (before + cycles.get(stopped)) / 2;
    assertThat(limit).as("cycles %s, seed %d", cycles, SEED).isGreaterThan(before + 2 * image.spec().mesh().treeDepth());
    try (LinkTarget target = LinkTarget.open(image, open(image, limit))) {
      everyAxonIsDue(target, stopped);
      List<Integer> answered = new ArrayList<>();

      assertThatThrownBy(() -> target.steps(TIMESTEPS, (timestep, channels, values) -> 0,
          (timestep, record) -> answered.add(record.stepCycles()))).isInstanceOf(JobStoppedException.class)
          .hasMessage("the chip is still busy " + limit + " cycles after the start of timestep " + stopped);

      assertThat(answered).as("seed %d", SEED).isEqualTo(cycles.subList(0, stopped));
    }
  }

  private static void everyAxonIsDue(Target target, int slot) {
    ChipSpec spec = target.image().spec();
    for (int tile = 0; tile < spec.tiles(); tile++) {
      int[] units = new int[spec.core().axonWords() * target.plan(tile).units(Region.SCHEDULER)];
      Arrays.fill(units, 0xffff);
      target.poke(tile, Region.SCHEDULER, slot * spec.core().axonWords(), units);
    }
  }

  // ---- as a target -----------------------------------------------------------------------------------------------------------

  @ParameterizedTest
  @EnumSource
  void aChipOnTheLinkIsTheEmulatorWordForWord(Chip chip) {
    ChipImage first = SampleImages.random(chip.spec(), random);
    ChipImage image = SampleImages.random(chip.spec(), random);
    try (LinkTarget target = LinkTarget.open(first, open(first, PLENTY)); Emulator emulator = Emulator.of(image)) {
      target.steps(3, (timestep, channels, values) -> input(first, channels, values), (timestep, record) -> { });
      target.load(image);

      Comparison comparison = new Lockstep(emulator, target, true).run(new RandomStimulus(image), new int[] {0, 1});

      assertThat(comparison.firstDifference()).as("seed %d", SEED).isEmpty();
      assertThat(comparison.timesteps()).isEqualTo(2 * TIMESTEPS);
      for (int tile = 0; tile < image.spec().tiles(); tile++) {
        for (Region region : TABLES) {
          int[] units = new MemoryImage(target.plan(tile), image.cores().get(tile)).units(region);
          assertThat(target.peek(tile, region, 0, units.length / target.plan(tile).units(region))).as("%s of tile %d, seed %d", region, tile, SEED)
              .isEqualTo(units);
        }
      }
    }
  }

  @Test
  void countersThatAreFullSaySo() {
    ChipImage image = SampleImages.random(Chip.GRADED.spec(), random);
    StepRecord expected = new StepRecord(image.spec());
    StepRecord actual = new StepRecord(image.spec());
    try (LinkTarget target = LinkTarget.open(image, open(image, PLENTY)); Emulator emulator = Emulator.of(image)) {
      everyAxonIsDue(emulator, 0);
      everyAxonIsDue(target, 0);
      emulator.step(new int[0], 0, expected);
      target.step(new int[0], 0, actual);
    }
    assertThat(actual.counters()).as("seed %d", SEED).isEqualTo(expected.counters());
    assertThat(expected.counters()[Counter.ACCUMULATIONS.ordinal()]).as("accumulations, seed %d", SEED).isNegative();
  }

  /** Those of the last step, and what moved after it: spikes, and the packets and replies of the reading itself. */
  @ParameterizedTest
  @EnumSource
  void debugCountersAreReadAsOthersAre(Chip chip) {
    ChipImage image = SampleImages.random(chip.spec(), random);
    ChipSpec spec = image.spec();
    ChipLink link = open(image, PLENTY);
    try (LinkTarget target = LinkTarget.open(image, link); Emulator emulator = Emulator.of(image)) {
      StepRecord record = new StepRecord(spec);
      int[] channels = new int[image.inputs().channels()];
      int[] values = new int[channels.length];
      for (int timestep = 0; timestep < TIMESTEPS; timestep++) {
        int count = input(image, channels, values);
        emulator.step(channels, values, count, record);
        target.step(channels, values, count, new StepRecord(spec));
      }
      Moved moved = new Moved(spec);
      if (spec.counters().kind() != Counters.NONE && !link.answersCounters()) {
        for (int tile = 0; tile < spec.tiles(); tile++) {
          moved.read(tile, 0, Counter.COUNT); // by the target, for the last record
        }
      }
      PacketFormat format = new PacketFormat(spec);
      HostJobs jobs = jobs(spec, link);
      for (int i = 0; i < 40; i++) {
        int tile = random.nextInt(spec.tiles());
        jobs.packet(format.spike(tile, random.nextInt(spec.core().delaySlots()), random.nextInt(spec.core().axons()), 1));
        moved.packet(tile);
        moved.count(tile, DebugCounter.BATCH_PACKETS_IN);
      }
      run(link, jobs.endBatch());
      for (int i = 0; i < 3 * spec.tiles(); i++) {
        int tile = random.nextInt(spec.tiles());
        int first = random.nextInt(Counter.COUNT + DebugCounter.COUNT);
        int words = 1 + random.nextInt(Counter.COUNT + DebugCounter.COUNT - first);

        int[] expected = moved.read(tile, first, words);
        for (int word = first; word < Math.min(first + words, Counter.COUNT + DebugCounter.BATCH_PACKETS_IN.ordinal()); word++) {
          int value = word < Counter.COUNT ? record.counters()[tile * Counter.COUNT + word]
              : emulator.debugCounters()[tile * DebugCounter.COUNT + word - Counter.COUNT];
          expected[2 * (word - first)] = value & 0xffff;
          expected[2 * (word - first) + 1] = value >>> 16;
        }
        assertThat(target.peek(tile, Region.COUNTERS, first, words)).as("counters %d.. of tile %d, reading %d, seed %d", first, tile, i, SEED)
            .isEqualTo(expected);
      }
    }
  }

  /** What the routers moved, packet by packet and in cycles, as {@code hdl/TIMING.md} sections 7 to 9 tell it. */
  private static final class Moved {
    private final ChipSpec spec;
    private final int width;
    private final long[][] counts; // [tile][counter]

    Moved(ChipSpec spec) {
      this.spec = spec;
      this.width = spec.mesh().width();
      this.counts = new long[spec.tiles()][DebugCounter.COUNT];
    }

    void count(int tile, DebugCounter counter) {
      counts[tile][counter.ordinal()]++;
    }

    void packet(int tile) {
      for (int at = 0; at != tile;) {
        boolean east = at % width < tile % width;
        count(at, east ? DebugCounter.BATCH_HOPS_EAST : DebugCounter.BATCH_HOPS_SOUTH);
        at += east ? 1 : width;
      }
    }

    private void reply(int tile) {
      for (int at = tile; at != 0;) {
        boolean west = at % width > 0;
        count(at, west ? DebugCounter.BATCH_HOPS_WEST : DebugCounter.BATCH_HOPS_NORTH);
        at -= west ? 1 : width;
      }
      count(0, DebugCounter.BATCH_HOPS_WEST);
    }

    /** Reads words of the COUNTERS region; returns their units, those of the counters after {@code SYNAPSE_WORDS} alone. */
    int[] read(int tile, int first, int words) {
      int addressing = first == 0 ? 1 : 3;
      int buffer = spec.host().inputBuffer();
      int[] units = new int[2 * words];
      int sent = 0; // in the batch
      int reads = 0;
      Queue<Integer> leaving = new ArrayDeque<>(); // cycles in which replies leave
      for (int packet = 0; packet < addressing + units.length; packet++) {
        if (sent == buffer) {
          sent = 0;
          leave(leaving, Integer.MAX_VALUE, tile);
        }
        leave(leaving, sent, tile);
        packet(tile);
        if (packet >= addressing) {
          int word = first + reads / 2;
          int counter = word - Counter.COUNT;
          units[reads] = counter < DebugCounter.BATCH_PACKETS_IN.ordinal() ? 0 : held(counts[tile][counter]) >>> 16 * (reads % 2) & 0xffff;
          reads++;
          leaving.add(sent + 4);
        }
        sent++;
      }
      leave(leaving, Integer.MAX_VALUE, tile);
      return units;
    }

    private void leave(Queue<Integer> leaving, int cycle, int tile) {
      while (!leaving.isEmpty() && leaving.peek() <= cycle) {
        leaving.remove();
        reply(tile);
      }
    }

    private int held(long count) {
      int most = (1 << spec.counters().bits()) - 1;
      return count > most ? most | Integer.MIN_VALUE : (int) count;
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyTimestepsAreWhatTheyAreOneByOne(Chip chip) {
    ChipImage image = SampleImages.random(chip.spec(), random);
    RandomStimulus stimulus = new RandomStimulus(image);
    List<List<Object>> one = new ArrayList<>();
    List<List<Object>> many = new ArrayList<>();
    try (LinkTarget target = LinkTarget.open(image, open(image, PLENTY))) {
      StepRecord single = new StepRecord(image.spec());
      int[] channels = new int[stimulus.channels()];
      int[] values = new int[stimulus.channels()];
      for (int timestep = 0; timestep < TIMESTEPS; timestep++) {
        target.step(channels, values, stimulus.active(0, timestep, channels, values), single);
        one.add(contents(single));
      }
      target.resetState();

      target.steps(TIMESTEPS, (timestep, into, carried) -> stimulus.active(0, timestep, into, carried), (timestep, record) -> {
        assertThat(timestep).isEqualTo(many.size());
        many.add(contents(record));
      });
    }
    assertThat(many).as("seed %d", SEED).isEqualTo(one).hasSize(TIMESTEPS);
  }

  private static List<Object> contents(StepRecord record) {
    List<Object> all = new ArrayList<>(List.of(record.stepCycles(), record.totalCycles(), record.batches()));
    Arrays.stream(record.outputs()).forEach(all::add);
    Arrays.stream(record.counters()).forEach(all::add);
    return all;
  }

  /** Two samples, the same whenever they are asked for. */
  private record RandomStimulus(ChipImage image) implements Stimulus {
    @Override
    public int samples() {
      return 2;
    }

    @Override
    public int timesteps(int sample) {
      return TIMESTEPS;
    }

    @Override
    public int channels() {
      return image.inputs().channels();
    }

    @Override
    public int active(int sample, int timestep, int[] channels, int[] values) {
      Random own = new Random(SEED + 1000L * sample + timestep);
      int[] chosen = SampleImages.channels(image, own);
      System.arraycopy(chosen, 0, channels, 0, chosen.length);
      for (int i = 0; i < chosen.length; i++) {
        values[i] = image.spec().packet().payloadBits() == 0 ? 1 : image.spec().packet().payload(own.nextInt());
      }
      return chosen.length;
    }

    @Override
    public int greatest() {
      return 1 << image.spec().packet().payloadBits();
    }
  }
}
