package spikelock.toolchain.rtl;

import java.nio.file.Path;
import java.util.List;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.Counters;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.chip.Region;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ConfigurationPackets;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.MemoryImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.platform.PortEvent;
import spikelock.emulator.platform.PortView;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.verilator.PortScript;
import spikelock.toolchain.verilator.SimulationException;
import spikelock.toolchain.verilator.VerilatedLibrary;
import spikelock.toolchain.verilator.VerilatedModel;
import spikelock.toolchain.verilator.VerilatorBuild;

/**
 * The chip's Verilog, Verilated and driven through the ports of {@code chip} alone: one native call a timestep. With {@link
 * RtlOptions#direct} memories, counters and outputs are read and written in place instead, which gives the same values sooner.
 *
 * <p>A chip that stays busy longer than {@link RtlOptions#mostCycles}, or that does not answer every read, throws {@link
 * SimulationException}.
 */
public final class RtlTarget implements Target, PortView {
  private static final int LEAST_RESULTS = 65536; // outputs and counters of the largest chip

  private final RtlOptions options;
  private final PlacedCores cores;
  private final ExposedChip exposed;
  private final ChipPorts ports;
  private final VerilatedModel model;
  private final boolean direct;
  private final String hash;
  private ChipImage image;
  private long[] inputPackets;
  private long timestep;
  private Window window = Window.NONE;
  private boolean recording;
  private List<PortEvent> portEvents = List.of();

  /** A waveform of the timesteps first..last since the last reset. */
  private record Window(Path file, long first, long last) {
    static final Window NONE = new Window(Path.of(""), -1, -1);
  }

  private RtlTarget(ChipImage image, RtlOptions options) {
    this.options = options;
    this.image = image;
    ChipSpec spec = image.spec();
    this.cores = PlacedCores.of(image);
    RtlProject project = options.project().orElseGet(() -> RtlProject.of(spec, cores));
    this.hash = project.hash();
    this.exposed = new ExposedChip(spec, cores);
    VerilatedLibrary library = library(project);
    this.model = options.isolated().isPresent()
        ? library.openIsolated(options.binding(), options.seed(), options.isolated().get()) : library.open(options.binding(), options.seed());
    boolean opened = false;
    try {
      this.direct = options.direct() && exposed.isComplete(model);
      this.ports = new ChipPorts(spec, model, options.mostCycles());
      opened = true;
    } finally {
      if (!opened) {
        model.close();
      }
    }
  }

  /**
   * Builds the chip of an image, or finds an equal build in the cache, and loads the image.
   *
   * @throws spikelock.emulator.error.ToolException when Verilator or a compiler is missing, or refuses the Verilog
   * @throws InputException when the Verilog's ports are not those of the image's chip
   */
  public static RtlTarget open(ChipImage image, RtlOptions options) {
    RtlTarget target = new RtlTarget(image, options);
    boolean loaded = false;
    try {
      target.load(image);
      loaded = true;
      return target;
    } finally {
      if (!loaded) {
        target.close();
      }
    }
  }

  private VerilatedLibrary library(RtlProject project) {
    // Flat, so that every memory has one name, and because it runs faster.
    VerilatorBuild build = VerilatorBuild.of(project.top());
    if (options.ports()) {
      PortTap.source(build);
    }
    build.sources(project.files()).flag("--flatten").profile(options.profile())
        .progress(options.progress());
    if (options.waveforms()) {
      build.waveforms();
    }
    if (options.direct()) {
      exposed.expose(build);
    }
    if (options.ports()) {
      tap().expose(build);
    }
    return build.build();
  }

  private PortTap tap() {
    return new PortTap(image.spec(), exposed.count());
  }

  @Override
  public void recordPorts(boolean on) {
    if (on && !(options.ports() && tap().isThere(model))) {
      throw new InputException("the design has not the wires between cores and routers", "", "ports", "name them as in tile.v and host_port.v");
    }
    recording = on;
  }

  @Override
  public List<PortEvent> portEvents() {
    return portEvents;
  }

  @Override
  public String name() {
    return "rtl";
  }

  /** SHA-256 of the Verilog. */
  public String rtlHash() {
    return hash;
  }

  /** Whether memories are reached directly. */
  public boolean isDirect() {
    return direct;
  }

  @Override
  public ChipImage image() {
    return image;
  }

  @Override
  public MemoryPlan plan(int tile) {
    return cores.plan(tile);
  }

  @Override
  public void load(ChipImage next) {
    if (!next.spec().equals(image.spec()) || !next.datapathTexts().equals(image.datapathTexts())) {
      throw new IllegalArgumentException("the image is for another chip than this one");
    }
    image = next;
    inputPackets = inputPackets(next);
    if (direct) {
      loadDirectly();
    } else {
      ports.send(ConfigurationPackets.load(next, cores));
    }
    resetState();
  }

  private void loadDirectly() {
    ConfigurationPackets control = new ConfigurationPackets(image.spec());
    for (int tile = 0; tile < image.spec().tiles(); tile++) {
      MemoryImage memories = new MemoryImage(plan(tile), image.cores().get(tile));
      PortScript script = new PortScript();
      for (Region region : Region.values()) {
        int[] units = memories.units(region);
        if (units.length > 0 && exposed.isWritable(region)) {
          exposed.poke(script, tile, region, 0, units);
        } else if (units.length > 0) {
          control.write(plan(tile), tile, region, 0, units);
        }
      }
      model.run(script);
    }
    ports.send(control.toArray());
  }

  /** The packets of the input table, each still with the payload 0. */
  private static long[] inputPackets(ChipImage image) {
    InputTable inputs = image.inputs();
    PacketFormat format = new PacketFormat(image.spec());
    long[] packets = new long[inputs.packets()];
    for (int i = 0; i < packets.length; i++) {
      packets[i] = format.spike(inputs.tile()[i], inputs.delay()[i], inputs.axon()[i], 0);
    }
    return packets;
  }

  @Override
  public void resetState() {
    ports.send(ConfigurationPackets.resetState(image.spec()));
    timestep = 0;
  }

  @Override
  public void step(int[] channels, int[] values, int count, StepRecord record) {
    if (timestep == window.first()) {
      startWaveform(window.file());
    }
    record.clear();
    ports.beginStep();
    int[] start = image.inputs().start();
    int payloads = (1 << image.spec().packet().payloadBits()) - 1;
    for (int i = 0; i < count; i++) {
      for (int packet = start[channels[i]]; packet < start[channels[i] + 1]; packet++) {
        ports.packet(inputPackets[packet] | values[i] & payloads);
      }
    }
    int at = 0;
    if (recording) {
      portEvents = List.copyOf(ports.runRecorded(record, timestep, tap(), image.spec().mesh().treeDepth()));
      ports.beginStep();
      model.reserveResults(LEAST_RESULTS);
    } else {
      ports.pulse();
      at = ports.resultsOfStep();
    }
    boolean counting = image.spec().counters().kind() != Counters.NONE;
    if (direct) {
      exposed.peekOutputs(ports.script());
      exposed.peekCounters(ports.script());
    } else {
      ports.readOutputs();
    }
    int[] results = recording ? model.run(ports.script()) : ports.run(record, timestep);
    if (direct) {
      at = exposed.outputs(results, at, record.outputs());
      for (int i = 0; counting && i < record.counters().length; i++) {
        record.counters()[i] = exposed.counter(results[at + i]);
      }
    } else {
      for (int word = 0; word < record.outputs().length; word++) {
        record.outputs()[word] = image.spec().packet().payloadBits() > 0 ? (short) results[at + word] : results[at + word];
      }
      for (int tile = 0; counting && tile < image.spec().tiles(); tile++) {
        readCounters(tile, record.counters());
      }
    }
    if (timestep == window.last()) {
      endWaveform();
    }
    timestep++;
  }

  private void readCounters(int tile, int[] into) {
    int[] units = peek(tile, Region.COUNTERS, 0, Counter.COUNT);
    for (int counter = 0; counter < Counter.COUNT; counter++) {
      into[tile * Counter.COUNT + counter] = units[2 * counter] | units[2 * counter + 1] << 16;
    }
  }

  @Override
  public int[] peek(int tile, Region region, int firstWord, int words) {
    check(tile, region, firstWord, words);
    if (words == 0) {
      return new int[0];
    }
    return direct && !(region == Region.COUNTERS && firstWord + words > Counter.COUNT) ? exposed.peek(model, tile, region, firstWord, words)
        : peekThroughPorts(tile, region, firstWord, words);
  }

  /** {@link #peek} with configuration packets, whatever the options say. */
  int[] peekThroughPorts(int tile, Region region, int firstWord, int words) {
    return ports.read(plan(tile), tile, region, firstWord, words);
  }

  @Override
  public void poke(int tile, Region region, int firstWord, int[] units) {
    check(tile, region, firstWord, units.length / plan(tile).units(region));
    if (region == Region.COUNTERS) {
      throw new IllegalArgumentException("counters are read only");
    }
    if (direct && exposed.isWritable(region)) {
      PortScript script = new PortScript();
      exposed.poke(script, tile, region, firstWord, units);
      model.run(script);
    } else {
      pokeThroughPorts(tile, region, firstWord, units);
    }
  }

  /** {@link #poke} with configuration packets, whatever the options say. */
  void pokeThroughPorts(int tile, Region region, int firstWord, int[] units) {
    ports.send(new ConfigurationPackets(image.spec()).write(plan(tile), tile, region, firstWord, units).toArray());
  }

  private void check(int tile, Region region, int firstWord, int words) {
    if (firstWord < 0 || words < 0 || firstWord + words > plan(tile).words(region)) {
      throw new IllegalArgumentException(region + " words " + firstWord + ".." + (firstWord + words - 1) + " of tile " + tile
          + " must be within 0.." + (plan(tile).words(region) - 1));
    }
  }

  /** Writes a waveform of some timesteps, counted since the last reset; built {@link RtlOptions#withWaveforms with waveforms}. */
  public void waveform(Path file, long firstTimestep, long lastTimestep) {
    window = new Window(file, firstTimestep, lastTimestep);
  }

  /** Starts a waveform now. */
  public void startWaveform(Path file) {
    model.startWaveform(file);
  }

  /** Ends the waveform. */
  public void endWaveform() {
    model.endWaveform();
  }

  /** What {@code $display} has printed. */
  public String printed() {
    return model.printed();
  }

  @Override
  public void close() {
    model.close();
  }
}
