package spikelock.toolchain.rtl;

import java.util.Locale;
import java.util.Optional;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.verilator.VerilatedLibrary;
import spikelock.toolchain.verilator.VerilatedModel;
import spikelock.toolchain.verilator.VerilatorBuild;

/** The Verilog of an image's chip, built, or found in the cache, and running. Its {@link #link} owns the model. */
final class VerilatedChip {
  private static final long MOST_MEMORY = 2L << 30;

  private final RtlOptions options;
  private final ChipSpec spec;
  private final ExposedChip exposed;
  private final RtlProject project;
  private final VerilatedModel model;
  private final VerilatedLink link;

  /**
   * @throws spikelock.emulator.error.ToolException when Verilator or a compiler is missing, or refuses the Verilog
   * @throws spikelock.emulator.error.InputException when the Verilog's ports are not those of the image's chip, or its memories are too large to be simulated
   */
  VerilatedChip(ChipImage image, PlacedCores cores, RtlOptions options) {
    this.options = options;
    this.spec = image.spec();
    requireMemory(cores);
    this.exposed = new ExposedChip(spec, cores);
    this.project = options.project().orElseGet(() -> RtlProject.of(spec, cores));
    VerilatedLibrary library = library();
    this.model = options.isolated().isPresent()
        ? library.openIsolated(options.binding(), options.seed(), options.isolated().get()) : library.open(options.binding(), options.seed());
    boolean opened = false;
    try {
      this.link = new VerilatedLink(spec, model, options.mostCycles(), options.isolated().isPresent());
      opened = true;
    } finally {
      if (!opened) {
        model.close();
      }
    }
  }

  /** A few lines of a chip file can ask for more than a machine has, and Verilator would only find out after hours. */
  private void requireMemory(PlacedCores cores) {
    long bytes = 0;
    for (int tile = 0; tile < spec.tiles(); tile++) {
      for (MemoryPlan.Memory memory : cores.plan(tile).memories()) {
        bytes += (long) memory.words() * wordBytes(memory.bits());
      }
    }
    if (bytes > MOST_MEMORY) {
      throw new InputException(String.format(Locale.ROOT, "the memories of its %,d cores take %,d MB in a simulation of the Verilog; at most %,d MB are simulated",
          spec.tiles(), bytes >> 20, MOST_MEMORY >> 20), spec.name(), "", "run it on the emulator, or make mesh or memories smaller, such as --limit synapse_words=4096");
    }
  }

  /** How Verilator holds a word of so many bits. */
  private static int wordBytes(int bits) {
    return bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : bits <= 64 ? 8 : 4 * ((bits + 31) / 32);
  }

  private VerilatedLibrary library() {
    // Flat, so that every memory has one name, and because it runs faster.
    VerilatorBuild build = VerilatorBuild.of(project.top());
    if (options.ports()) {
      PortTap.source(build);
    }
    build.sources(project.files()).flag("--flatten").profile(options.profile()).progress(options.progress());
    if (options.waveforms()) {
      build.waveforms();
    }
    if (options.access().isDirect()) {
      exposed.expose(build);
    }
    if (options.ports()) {
      tap().expose(build);
    }
    return build.build();
  }

  private PortTap tap() {
    return new PortTap(spec, exposed.count());
  }

  VerilatedLink link() {
    return link;
  }

  VerilatedModel model() {
    return model;
  }

  /** SHA-256 of the Verilog. */
  String hash() {
    return project.hash();
  }

  /** The short cut past the ports, where it was asked for and the design has it. */
  Optional<ExposedChip> exposed() {
    return options.access().isDirect() && exposed.isComplete(model) ? Optional.of(exposed) : Optional.empty();
  }

  /** The wires between cores and routers, where they were asked for and the design has them. */
  Optional<PortTap> wires() {
    return Optional.of(tap()).filter(tap -> options.ports() && tap.isThere(model));
  }
}
