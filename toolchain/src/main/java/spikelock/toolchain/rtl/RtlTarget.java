package spikelock.toolchain.rtl;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.MemoryImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.link.LinkTarget;
import spikelock.emulator.platform.DebugView;
import spikelock.emulator.platform.PortEvent;
import spikelock.emulator.platform.PortView;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;
import spikelock.toolchain.verilator.PortScript;
import spikelock.toolchain.verilator.VerilatedModel;

/**
 * The chip's Verilog, Verilated: a {@link LinkTarget}, with three things that only a simulator has. Memories, counters and outputs may be
 * read and written in place, which gives the same values sooner ({@link RtlOptions.Access}); waveforms; and the packets at the inject and
 * eject ports.
 *
 * <p>A chip that stays busy longer than {@link RtlOptions#mostCycles}, that does not answer every read, or whose Verilog stops throws
 * {@link spikelock.emulator.platform.TargetStoppedException}.
 */
public final class RtlTarget implements Target, PortView, DebugView, Simulated {
  private final VerilatedChip chip;
  private final VerilatedModel model;
  private final LinkTarget target;
  private final Optional<ExposedChip> exposed;
  private final boolean loadsDirectly;
  private long timestep;
  private Window window = Window.NONE;
  private boolean recording;

  /** A waveform of the timesteps first..last since the last reset. */
  private record Window(Path file, long first, long last) {
    static final Window NONE = new Window(Path.of(""), -1, -1);
  }

  private RtlTarget(ChipImage image, RtlOptions options) {
    this.chip = new VerilatedChip(image, PlacedCores.of(image), options);
    this.model = chip.model();
    this.exposed = chip.exposed();
    exposed.ifPresent(chip.link()::peekIn);
    this.target = LinkTarget.at(image, chip.link());
    this.loadsDirectly = exposed.isPresent() && options.access() == RtlOptions.Access.DIRECT;
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

  @Override
  public String name() {
    return target.name();
  }

  @Override
  public String rtlHash() {
    return chip.hash();
  }

  @Override
  public boolean isDirect() {
    return exposed.isPresent();
  }

  @Override
  public ChipImage image() {
    return target.image();
  }

  @Override
  public MemoryPlan plan(int tile) {
    return target.plan(tile);
  }

  @Override
  public void load(ChipImage next) {
    if (!loadsDirectly) {
      target.load(next);
      timestep = 0;
      return;
    }
    target.requireEqualChip(next);
    target.taken(next);
    for (int tile = 0; tile < next.spec().tiles(); tile++) {
      MemoryImage memories = new MemoryImage(plan(tile), next.cores().get(tile));
      for (Region region : Region.values()) {
        int[] units = memories.units(region);
        if (units.length > 0) {
          poke(tile, region, 0, units);
        }
      }
    }
    resetState();
  }

  @Override
  public void resetState() {
    target.resetState();
    timestep = 0;
  }

  @Override
  public void step(int[] channels, int[] values, int count, StepRecord record) {
    if (timestep == window.first()) {
      startWaveform(window.file());
    }
    target.step(channels, values, count, record);
    if (timestep == window.last()) {
      endWaveform();
    }
    timestep++;
  }

  @Override
  public void steps(int count, Inputs inputs, Records records) {
    if (window != Window.NONE || recording) { // which are asked for by the timestep
      Target.super.steps(count, inputs, records);
    } else {
      target.steps(count, inputs, records);
      timestep += count;
    }
  }

  // ---- the short cut ------------------------------------------------------------------------------------------------------

  @Override
  public int[] peek(int tile, Region region, int firstWord, int words) {
    target.check(tile, region, firstWord, words);
    boolean hidden = region == Region.COUNTERS && firstWord + words > Counter.COUNT; // those of debug builds
    return exposed.isEmpty() || hidden || words == 0 ? target.peek(tile, region, firstWord, words)
        : exposed.get().peek(model, tile, region, firstWord, words);
  }

  @Override
  public void poke(int tile, Region region, int firstWord, int[] units) {
    if (exposed.isEmpty() || !exposed.get().isWritable(region)) {
      target.poke(tile, region, firstWord, units);
      return;
    }
    target.check(tile, region, firstWord, units.length / plan(tile).units(region));
    PortScript script = new PortScript();
    exposed.get().poke(script, tile, region, firstWord, units);
    model.run(script);
  }

  @Override
  public Target throughPorts() {
    return target;
  }

  // ---- what only a simulator shows -------------------------------------------------------------------------------------------

  @Override
  public void recordPorts(boolean on) {
    Optional<PortTap> wires = chip.wires();
    if (on && wires.isEmpty()) {
      throw new InputException("the design has not the wires between cores and routers", "", "ports", "name them as in tile.v and host_port.v");
    }
    chip.link().record(on ? wires : Optional.empty());
    recording = on;
  }

  @Override
  public List<PortEvent> portEvents() {
    return chip.link().portEvents();
  }

  @Override
  public int[] debugCounters() {
    return chip.link().debugCounters();
  }

  @Override
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
    target.close();
  }
}
