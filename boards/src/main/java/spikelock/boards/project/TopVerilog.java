package spikelock.boards.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import spikelock.boards.Board;
import spikelock.boards.HeldPin;
import spikelock.boards.Led;
import spikelock.boards.Pin;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.PacketFormat;

/** The top module of a board: its pins, with their polarities, around {@code boards/rtl/board_chip.v}. */
public final class TopVerilog {
  /** The name of the module. */
  public static final String TOP = "board_top";

  /** The board's clock where it comes in. */
  public static final String CLOCK = "clk";

  /** The clock of the chip, as it is called inside of the top module. */
  public static final String CHIP_CLOCK = "clock";

  /** The serial line. */
  public static final String RX = "uart_rx";
  public static final String TX = "uart_tx";

  /** The reset button's pin. */
  public static final String RESET = "reset_pin";

  private static final double BLINK_SECONDS = 0.7;

  /**
   * A port of the top module.
   *
   * @param output whether it is one, else an input
   */
  public record Port(String name, boolean output, Pin pin) {}

  private TopVerilog() {}

  /** All ports, in order. */
  public static List<Port> ports(Board board) {
    List<Port> ports = new ArrayList<>();
    board.clock().pin().ifPresent(pin -> ports.add(new Port(CLOCK, false, pin)));
    board.reset().ifPresent(pin -> ports.add(new Port(RESET, false, pin)));
    ports.add(new Port(RX, false, board.uart().rx()));
    ports.add(new Port(TX, true, board.uart().tx()));
    board.leds().forEach((led, pin) -> ports.add(new Port(port(led), true, pin)));
    for (HeldPin held : board.held()) {
      ports.add(new Port(held.name(), true, held.pin()));
    }
    return ports;
  }

  /** The port of an LED. */
  public static String port(Led led) {
    return "led_" + led.text();
  }

  /**
   * The module.
   *
   * @param spec the chip on the board
   * @param identity what the chip answers when it is asked who it is
   * @param clockPort whether there is a port for the clock even where the part's own oscillator is used: for simulation
   */
  static String emit(Board board, ChipSpec spec, int identity, boolean clockPort) {
    List<String> ports = new ArrayList<>();
    boolean clocked = clockPort || board.clock().pin().isPresent();
    if (clocked && board.clock().pin().isEmpty()) {
      ports.add("    input  wire " + CLOCK);
    }
    ports(board).forEach(port -> ports.add((port.output() ? "    output wire " : "    input  wire ") + port.name()));
    StringBuilder text = new StringBuilder("// " + board.title().replaceAll("[^\\x20-\\x7e]|\\\\", "?")
        + ": its pins around the chip. Written by Spikelock.\n`resetall\n`default_nettype none\n"
        + "module " + TOP + " (\n" + String.join(",\n", ports) + "\n);\n");
    text.append("  wire ").append(CHIP_CLOCK).append(";\n  wire steady;\n");
    for (Led led : Led.values()) {
      text.append("  wire ").append(led.text()).append(";\n");
    }
    text.append("\n  board_clock clocks (\n      .in(").append(clocked ? CLOCK : "1'b0").append("),\n      .clk(").append(CHIP_CLOCK)
        .append("),\n      .steady(steady)\n  );\n\n");
    String go = board.reset().map(pin -> "steady & " + (pin.activeLow() ? "" : "~") + RESET).orElse("steady");
    chip(text, board, spec, identity, go);
    for (Led led : Led.values()) {
      Pin pin = board.leds().get(led);
      text.append(pin == null ? "  wire unused_" + led.text() + " = " : "  assign " + port(led) + " = " + (pin.activeLow() ? "~" : ""))
          .append(led.text()).append(";\n");
    }
    board.held().forEach(held -> text.append("  assign ").append(held.name()).append(" = 1'b").append(held.high() ? 1 : 0).append(";\n"));
    return text.append("endmodule\n`resetall\n").toString();
  }

  private static void chip(StringBuilder text, Board board, ChipSpec spec, int identity, String go) {
    double mhz = board.clockPlan().mhz();
    int divider = board.uart().divider(mhz);
    text.append("  board_chip #(\n")
        .append("      .FLIT_BITS(").append(new PacketFormat(spec).flitBits()).append("),\n")
        .append("      .BUFFER_LOG2(").append(ChipSpec.log2(spec.host().inputBuffer())).append("),\n")
        .append("      .OUT_ADDRESS_BITS(").append(spec.outputAddressBits()).append("),\n")
        .append("      .OUTPUT_WORDS(").append(spec.outputWords()).append("),\n")
        .append("      .IDENTITY(32'h").append(String.format(Locale.ROOT, "%08x", identity)).append("),\n")
        .append("      .DIVIDER(").append(divider).append("),  // ").append(board.uart().baud()).append(" baud\n")
        .append("      .DIVIDER_BITS(").append(ChipSpec.log2Ceil(divider)).append("),\n")
        .append("      .BLINK_LOG2(").append((int) Math.round(Math.log(mhz * 1e6 * BLINK_SECONDS) / Math.log(2))).append(")\n  ) board (\n")
        .append("      .clk(").append(CHIP_CLOCK).append("),\n      .go(").append(go).append("),\n      .rx(").append(RX).append("),\n      .tx(")
        .append(TX).append(")");
    for (Led led : Led.values()) {
      text.append(",\n      .").append(led.text()).append('(').append(led.text()).append(')');
    }
    text.append("\n  );\n\n");
  }
}
