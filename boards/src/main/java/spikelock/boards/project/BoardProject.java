package spikelock.boards.project;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.boards.Board;
import spikelock.boards.clock.DirectClock;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.files.Resource;
import spikelock.emulator.image.PlacedCores;
import spikelock.hdl.project.RtlProject;

/**
 * A chip on a board as files: its Verilog, what is around it, and pins and clocks.
 *
 * @param board the board
 * @param spec the chip, on the board's clock
 * @param texts of the {@code .neuron} files that it names
 * @param chip the Verilog of the chip
 * @param identity what the chip answers over the line when it is asked who it is: the first 32 bits of {@link
 *     RtlProject#hash}, whatever the chip is called
 */
public record BoardProject(Board board, ChipSpec spec, Map<String, String> texts, RtlProject chip, int identity) {
  private static final List<String> WRAPPERS =
      List.of("board_chip.v", "board_leds.v", "power_on_reset.v", "serial_bridge.v", "synchroniser.v", "uart_rx.v", "uart_tx.v");
  private static final int HEX = 16;
  private static final int IDENTITY_DIGITS = 8;

  /**
   * A chip on a board.
   *
   * @param spec its clock must be the board's: that of an {@link spikelock.boards.Overlay}, or one that was given it
   * @param texts of the {@code .neuron} files that it names
   */
  public static BoardProject of(Board board, ChipSpec spec, Map<String, String> texts) {
    PlacedCores cores = PlacedCores.of(spec, texts);
    String hash = RtlProject.of(spec.called("chip"), cores).hash(); // its name is a comment in the Verilog
    return new BoardProject(board, spec, Map.copyOf(texts), RtlProject.of(spec, cores), Integer.parseUnsignedInt(hash.substring(0, IDENTITY_DIGITS), HEX));
  }

  /** The Verilog, by file name: what is synthesised. */
  public Map<String, String> verilog() {
    return verilog(board.clockPlan().verilog(), false);
  }

  /** The same with the board's clock, the port {@link TopVerilog#CLOCK}, in place of what makes the chip's of it: for simulation, where nothing else differs. */
  public Map<String, String> simulated() {
    return verilog(new DirectClock(board.clockPlan().mhz()).verilog(), true);
  }

  private Map<String, String> verilog(String clock, boolean clockPort) {
    Map<String, String> files = new LinkedHashMap<>(chip.files());
    WRAPPERS.forEach(name -> files.put(name, Resource.text(BoardProject.class, "/spikelock/boards/rtl/" + name)));
    files.put("board_clock.v", clock);
    files.put(TopVerilog.TOP + ".v", TopVerilog.emit(board, spec, identity, clockPort));
    return files;
  }

  /** Name of the file of pins and clocks. */
  public String constraintsFile() {
    return board.name() + "." + Constraints.of(board).extension();
  }

  /** Text of the file of pins and clocks. */
  public String constraints() {
    return Constraints.of(board).text();
  }
}
