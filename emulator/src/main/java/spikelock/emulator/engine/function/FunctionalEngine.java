package spikelock.emulator.engine.function;

import java.util.Arrays;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.step.Step;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.platform.StepRecord;

/**
 * What the neurons of a chip compute, timestep by timestep. Of each it gives a {@link Step}: all that happened, nothing about time. {@link
 * EmulatedMemories} shows and changes what it holds.
 */
public final class FunctionalEngine {
  private final ChipSpec spec;
  private final InputTable inputs;
  private final PlacedCores placed;
  private final boolean tells;
  private final CoreProgram[] programs;
  private final PayloadPath path;
  private final Core[] cores;
  private final int[] ages;
  private int[] active = {}; // tiles of the cores that have something to do, ascending
  private int reached; // tiles that packets had reached when these were listed
  private DirectRows direct;
  private Delivery delivery;
  private boolean shared;
  private int revision;

  private FunctionalEngine(ChipImage image, PlacedCores placed, Programs programs, boolean shared, boolean tells) {
    this.spec = image.spec();
    this.inputs = image.inputs();
    this.placed = placed;
    this.tells = tells;
    this.programs = programs.cores();
    this.direct = programs.direct();
    this.shared = shared;
    this.path = PayloadPath.of(spec);
    this.cores = new Core[spec.tiles()];
    this.ages = new int[spec.tiles()];
    for (int tile = 0; tile < cores.length; tile++) {
      cores[tile] = new Core(this.programs[tile], path, ages, tile);
    }
    listActive();
    delivery = chooseDelivery();
  }

  /** A core that a packet reached has something to do although it is not used: it walks an empty row. */
  private void listActive() {
    reached = path.schedule().reachedTiles();
    active = IntStream.range(0, cores.length).filter(tile -> programs[tile].isUsed() || path.schedule().isReached(tile)).toArray();
  }

  /**
   * The engine of an image, in its reset state.
   *
   * @param tells whether Steps are told of spikes and packets; to tell nothing is faster
   */
  public static FunctionalEngine of(ChipImage image, PlacedCores placed, boolean tells) {
    return new FunctionalEngine(image, placed, Programs.of(image, placed), false, tells);
  }

  /** The same with tables that others run, too. */
  public static FunctionalEngine sharing(ChipImage image, PlacedCores placed, Programs programs, boolean tells) {
    return new FunctionalEngine(image, placed, programs, true, tells);
  }

  private Delivery chooseDelivery() {
    return direct.isEmpty() ? new ScheduledDelivery(path, programs, spec.host().outputs())
        : new DirectDelivery(path, programs, direct, spec.host().outputs(), tells);
  }

  /** RESET-STATE of all tiles. */
  public void reset() {
    delivery.forget();
    for (Core core : cores) {
      core.reset();
    }
  }

  /**
   * Runs one timestep.
   *
   * @param channels input channels that send
   * @param values what each of them sends
   * @param count how many entries of both count
   * @param step is filled: with everything, or if the engine does not tell, with batches, walks and sweeps only, and those may lack what
   *     went another way
   * @param record gets the outputs; is cleared before
   */
  public void step(int[] channels, int[] values, int count, Step step, StepRecord record) {
    step.clear();
    record.clear();
    inject(channels, values, count, step);
    delivery.begin(cores, step);
    if (reached != path.schedule().reachedTiles()) {
      listActive();
    }
    for (int tile : active) {
      cores[tile].step(step);
    }
    delivery.deliver(cores, active, step, record);
    path.schedule().advance();
    Core.advance(ages);
  }

  private void inject(int[] channels, int[] values, int count, Step step) {
    int inBatch = 0;
    for (int c = 0; c < count; c++) {
      int payload = spec.packet().payload(values[c]);
      for (int packet = inputs.start()[channels[c]], end = inputs.start()[channels[c] + 1]; packet < end; packet++) {
        int tile = inputs.tile()[packet];
        int axon = inputs.axon()[packet];
        path.arrive(tile, inputs.delay()[packet], axon, programs[tile].record(axon), payload);
        step.inject(tile);
        if (++inBatch == spec.host().inputBuffer()) {
          step.endBatch();
          inBatch = 0;
        }
      }
    }
    if (inBatch > 0) {
      step.endBatch();
    }
  }

  /** Whether a neuron spiked in the last timestep. */
  public boolean spiked(int tile, int neuron) {
    return Arrays.binarySearch(cores[tile].spiking, 0, cores[tile].spikes, neuron) >= 0;
  }

  /** What a neuron sent in the last timestep: its payload, 1 for a plain spike, 0 for none. */
  public int sent(int tile, int neuron) {
    return spiked(tile, neuron) ? cores[tile].payload(neuron) : 0;
  }

  /** How often other tables took the place of those that the engine began with. */
  public int revision() {
    return revision;
  }

  /** The tables that a core runs. */
  public CoreImage tables(int tile) {
    return programs[tile].image;
  }

  /**
   * The packets of the last timestep.
   *
   * @return [packets] their bits, as the Step numbers them
   */
  public long[] flits(Step last) {
    long[] flits = new long[last.packets()];
    for (int tile = 0; tile < cores.length; tile++) {
      CoreProgram program = programs[tile];
      for (int spike = last.firstSpike(tile); spike < last.firstSpike(tile + 1); spike++) {
        int neuron = last.neuron(spike);
        int entry = program.image.fanoutStart()[neuron];
        for (int packet = last.firstPacket(spike); packet < last.firstPacket(spike + 1); packet++, entry++) {
          flits[packet] = program.plan.packets().flitOf(program.image.fanout()[entry], cores[tile].payload(neuron));
        }
      }
    }
    return flits;
  }

  // ---- for the memories -------------------------------------------------------------------------------------------------

  Core core(int tile) {
    return cores[tile];
  }

  /** Timesteps since reset of a core, at most 65535. */
  int age(int tile) {
    return ages[tile];
  }

  void setAge(int tile, int age) {
    ages[tile] = age;
  }

  PayloadPath path() {
    return path;
  }

  PlacedCores placed() {
    return placed;
  }

  /** What is under way shows in schedulers and accumulators from now on. */
  void settle() {
    delivery.settle(cores);
  }

  /** Whether others run the same tables: before one changes, all must be {@link #replace}d, as they hold records of each other. */
  boolean isShared() {
    return shared;
  }

  /** Other tables for a core, which keeps its state; {@link #link} must follow. */
  void replace(int tile, CoreImage tables) {
    programs[tile] = new CoreProgram(placed.plan(tile), placed.datapath(tile), tables);
    Core fresh = new Core(programs[tile], path, ages, tile);
    fresh.remember(cores[tile]);
    cores[tile] = fresh;
  }

  /** All tables are as they shall be. */
  void link() {
    shared = false;
    revision++;
    direct = DirectRows.link(spec, programs, inputs);
    for (int tile = 0; tile < cores.length; tile++) {
      path.schedule().forgetEntries(tile); // rows lie elsewhere, and an axon may have other senders
    }
    listActive();
    delivery = chooseDelivery();
  }
}
