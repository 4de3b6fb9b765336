package spikelock.toolchain.serial;

import java.util.function.Consumer;
import spikelock.boards.Board;
import spikelock.boards.Led;
import spikelock.boards.project.BoardProject;
import spikelock.boards.project.TopVerilog;
import spikelock.toolchain.verilator.Binding;
import spikelock.toolchain.verilator.VerilatedModel;
import spikelock.toolchain.verilator.VerilatorBuild;

/** A board's whole Verilog, from its serial pins to the chip, Verilated; only what makes the chip's clock of the board's is left out. */
public final class SimulatedBoard {
  private SimulatedBoard() {}

  /**
   * Builds it, or finds it in the cache, and starts it.
   *
   * @param seed what uninitialised registers and memories start from
   * @param progress takes a line when something that takes long begins
   * @throws spikelock.emulator.error.ToolException when Verilator or a compiler is missing
   */
  public static VerilatedPipe open(BoardProject project, int seed, Consumer<String> progress) {
    VerilatedModel model = VerilatorBuild.of(TopVerilog.TOP).sources(project.simulated()).flag("--flatten").progress(progress).build().open(Binding.FFM, seed);
    return pins(model, project.board());
  }

  /** The serial pins of a board that was simulated by any means, its reset button not pressed. */
  public static VerilatedPipe pins(VerilatedModel model, Board board) {
    board.reset().ifPresent(pin -> model.set(model.port(TopVerilog.RESET), pin.activeLow() ? 1 : 0));
    return new VerilatedPipe(model, TopVerilog.RX, TopVerilog.TX, board.uart().divider(board.clockPlan().mhz()));
  }

  /** Whether an LED is lit now. */
  public static boolean isLit(VerilatedPipe pipe, Board board, Led led) {
    return pipe.model().get(pipe.model().port(TopVerilog.port(led))) == 1 != board.leds().get(led).activeLow();
  }
}
