package spikelock.emulator.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.chip.Region;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.engine.timing.ExactTiming;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.platform.StepRecord;

/**
 * The emulator behind a host port: it starts with empty memories and knows what packets tell it. So it is a chip for whoever speaks to
 * chips, without a simulator or a board, and shows that what is said over a link is enough.
 *
 * <p>Not there: the state of slots without a neuron.
 */
public final class EmulatedLink implements ChipLink {
  private final Emulator emulator;
  private final ChipSpec spec;
  private final PacketFormat format;
  private final int mostCycles;
  private final StepRecord record;
  private final TilePort[] tiles;
  private final DebugPort debug;
  private int answered;

  private EmulatedLink(ChipImage blank, int mostCycles) {
    this.emulator = Emulator.of(blank);
    this.spec = blank.spec();
    this.format = new PacketFormat(spec);
    this.mostCycles = mostCycles;
    this.record = new StepRecord(spec);
    this.debug = new DebugPort(spec);
    this.tiles = IntStream.range(0, spec.tiles()).mapToObj(tile -> new TilePort(emulator, tile, debug)).toArray(TilePort[]::new);
  }

  /**
   * The chip that an image is for, without the image.
   *
   * @param mostCycles after how many cycles of one step the chip counts as hung
   */
  public static EmulatedLink of(ChipImage image, int mostCycles) {
    PlacedCores placed = PlacedCores.of(image);
    List<CoreImage> cores = new ArrayList<>();
    for (int tile = 0; tile < image.spec().tiles(); tile++) {
      PlacedDatapath datapath = placed.datapath(tile);
      boolean perNeuron = datapath.shape().neuronInitialState();
      int states = datapath.datapath().states().size();
      cores.add(CoreImage.empty(datapath.coreParameters().size(), datapath.setParameters().size(), perNeuron ? 0 : states,
          datapath.neuronParameters().size(), perNeuron ? states : 0));
    }
    InputTable none = new InputTable(new int[1], new int[0], new int[0], new int[0]);
    return new EmulatedLink(new ChipImage(image.spec(), image.datapathTexts(), cores, none, List.of(), image.description(), Map.of()),
        mostCycles);
  }

  @Override
  public String name() {
    return "emulated chip";
  }

  @Override
  public boolean answersCounters() {
    return false;
  }

  @Override
  public void run(HostJobs jobs, int[] answers) {
    answered = 0;
    for (int job = 0; job < jobs.jobs(); job++) {
      if (jobs.isStep(job)) {
        step(job, answers, jobs.answerAt(job));
      } else {
        batch(jobs, job, answers, jobs.answerAt(job));
      }
      answered++;
    }
  }

  @Override
  public int answered() {
    return answered;
  }

  private void step(int job, int[] answers, int at) {
    for (TilePort tile : tiles) {
      tile.finish();
    }
    debug.pulse();
    emulator.step(new int[0], 0, record);
    if (record.stepCycles() > mostCycles) {
      throw new JobStoppedException(job, mostCycles);
    }
    answers[at] = record.stepCycles();
    for (int word = 0; word < record.outputs().length; word++) {
      answers[at + HostJobs.OUTPUTS + word] = record.outputs()[word] & 0xffff;
    }
  }

  private void batch(HostJobs jobs, int job, int[] answers, int at) {
    int latest = 0;
    int replies = 0;
    List<Integer> resets = new ArrayList<>();
    for (int packet = jobs.firstPacket(job); packet < jobs.endPacket(job); packet++) {
      long flit = jobs.packetAt(packet);
      int tile = format.tileOfFlit(flit);
      latest = Math.max(latest, packet - jobs.firstPacket(job) + tile % spec.mesh().width() + tile / spec.mesh().width());
      debug.packet(packet, tile, !format.isConfiguration(flit));
      if (!format.isConfiguration(flit)) {
        arrive(tile, flit);
        continue;
      }
      int data = format.dataOf(flit);
      switch (format.opOf(flit)) {
        case SET_REGION -> tiles[tile].setRegion(data);
        case SET_ADDRESS -> tiles[tile].setAddress(data);
        case WRITE -> tiles[tile].write(data);
        case READ -> {
          answers[at + HostJobs.REPLIES + replies++] = tiles[tile].read();
          debug.reply(packet, tile);
        }
        case RESET_STATE -> resets.add(tile);
      }
    }
    debug.drained();
    reset(resets);
    answers[at] = spec.mesh().treeDepth() + ExactTiming.BATCH_OVERHEAD + latest;
    answers[at + 1] = replies;
  }

  /** A spike from the host: what {@code axon_scheduler.v} does with an arrival. */
  private void arrive(int tile, long flit) {
    tiles[tile].finish();
    long entry = format.entryOf(flit);
    int axon = format.axonOf(entry);
    int now = emulator.peek(tile, Region.CONTROL, Region.NOW, 1)[0];
    int word = (now + format.delayOf(entry) & spec.core().delaySlots() - 1) * spec.core().axonWords() + axon / 16;
    int[] units = emulator.peek(tile, Region.SCHEDULER, word, 1);
    units[0] |= 1 << axon % 16;
    for (int bit = 0; bit < spec.packet().payloadBits(); bit++) {
      int at = axon % 16 * spec.packet().payloadBits() + bit;
      units[1 + at / 16] |= (format.payloadOf(flit) >> bit & 1) << at % 16;
    }
    emulator.poke(tile, Region.SCHEDULER, word, units);
  }

  /** RESET-STATE on some tiles; the emulator has it for all of them only. */
  private void reset(List<Integer> chosen) {
    if (chosen.isEmpty()) {
      return;
    }
    for (TilePort tile : tiles) {
      tile.finish();
    }
    List<Runnable> kept = new ArrayList<>();
    for (int tile = 0; tile < tiles.length; tile++) {
      if (!chosen.contains(tile)) {
        for (Region region : List.of(Region.STATE, Region.ACCUMULATOR, Region.SCHEDULER)) {
          kept.add(kept(tile, region, 0, emulator.plan(tile).words(region)));
        }
        kept.add(kept(tile, Region.CONTROL, Region.AGE, 2));
      }
    }
    emulator.resetState();
    kept.forEach(Runnable::run);
  }

  private Runnable kept(int tile, Region region, int first, int words) {
    int[] units = emulator.peek(tile, region, first, words);
    return () -> emulator.poke(tile, region, first, units);
  }

  @Override
  public void close() {
    emulator.close();
  }
}
