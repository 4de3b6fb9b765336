package spikelock.toolchain.targets;

import java.util.Optional;
import java.util.function.Supplier;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.Target;
import spikelock.toolchain.netlist.GateLevel;
import spikelock.toolchain.netlist.Stage;
import spikelock.toolchain.rtl.RtlOptions;

/** What was built for a board, below its Verilog. */
final class GateKind implements TargetKind {
  private final Stage stage;
  private final Optional<GateLevel> gates;

  /** @param gates nothing until a board's build is there */
  GateKind(Stage stage, Optional<GateLevel> gates) {
    this.stage = stage;
    this.gates = gates;
  }

  @Override
  public String name() {
    return stage.text();
  }

  @Override
  public String title() {
    return "the " + stage.text() + " built for a board, simulated cell by cell by Verilator";
  }

  @Override
  public String doing() {
    return "simulating";
  }

  @Override
  public boolean runsSideBySide() {
    return false;
  }

  @Override
  public Optional<Stage> stage() {
    return Optional.of(stage);
  }

  @Override
  public Supplier<? extends Target> opener(ChipImage image, RtlOptions options) {
    return () -> gates.orElseThrow().open(image, options);
  }
}
