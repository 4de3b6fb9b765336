package spikelock.toolchain.rtl;

import java.util.Optional;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.verilator.VerilatedLibrary;
import spikelock.toolchain.verilator.VerilatedModel;
import spikelock.toolchain.verilator.VerilatorBuild;

/** The Verilog of an image's chip, built, or found in the cache, and running. Its {@link #link} owns the model. */
final class VerilatedChip {
  private final RtlOptions options;
  private final ChipSpec spec;
  private final ExposedChip exposed;
  private final RtlProject project;
  private final VerilatedModel model;
  private final VerilatedLink link;

  /**
   * @throws spikelock.emulator.error.ToolException when Verilator or a compiler is missing, or refuses the Verilog
   * @throws spikelock.emulator.error.InputException when the Verilog's ports are not those of the image's chip
   */
  VerilatedChip(ChipImage image, PlacedCores cores, RtlOptions options) {
    this.options = options;
    this.spec = image.spec();
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
