package spikelock.boards.project;

import spikelock.boards.Board;
import spikelock.boards.Pin;
import spikelock.boards.clock.DirectClock;
import spikelock.emulator.files.Decimal;

/**
 * Pins and clocks in the language of a family's tools.
 *
 * @param extension of the file's name
 * @param text of the file
 */
record Constraints(String extension, String text) {
  private static final int DIGITS = 6;

  static Constraints of(Board board) {
    return switch (board.part().family()) {
      case ICE40_HX, ICE40_UP -> new Constraints("pcf", pcf(board));
      case ECP5 -> new Constraints("lpf", lpf(board));
      case GOWIN -> new Constraints("cst", cst(board));
      case XILINX7 -> new Constraints("xdc", xdc(board));
    };
  }

  /** The clock that is made inside is constrained by its net, the same for oscillator, PLL and pin: nextpnr-ice40 derives none of them by itself. */
  private static String pcf(Board board) {
    StringBuilder text = new StringBuilder(heading("#", board));
    boolean direct = board.clockPlan() instanceof DirectClock; // then the two are one net, called as the port
    text.append("set_frequency ").append(direct ? TopVerilog.CLOCK : TopVerilog.CHIP_CLOCK).append(' ').append(number(board.clockPlan().mhz())).append('\n');
    for (TopVerilog.Port port : TopVerilog.ports(board)) {
      text.append("set_io ").append(port.name()).append(' ').append(port.pin().location()).append(source("  #", port.pin())).append('\n');
    }
    return text.toString();
  }

  /** nextpnr-ecp5 derives the PLL's clock from that of its input. */
  private static String lpf(Board board) {
    StringBuilder text = new StringBuilder(heading("#", board));
    for (TopVerilog.Port port : TopVerilog.ports(board)) {
      String name = "\"" + port.name() + "\"";
      text.append("LOCATE COMP ").append(name).append(" SITE \"").append(port.pin().location()).append("\";").append(source("  #", port.pin())).append('\n');
      text.append("IOBUF PORT ").append(name).append(" IO_TYPE=").append(standard(port.pin(), "LVCMOS33")).append(";\n");
    }
    text.append("FREQUENCY PORT \"").append(TopVerilog.CLOCK).append("\" ").append(number(board.clock().sourceMhz())).append(" MHZ;\n");
    return text.toString();
  }

  private static String cst(Board board) {
    StringBuilder text = new StringBuilder(heading("//", board));
    for (TopVerilog.Port port : TopVerilog.ports(board)) {
      text.append("IO_LOC \"").append(port.name()).append("\" ").append(port.pin().location()).append(";").append(source("  //", port.pin())).append('\n');
      text.append("IO_PORT \"").append(port.name()).append("\" IO_TYPE=").append(standard(port.pin(), "LVCMOS33")).append(";\n");
    }
    return text.toString();
  }

  private static String xdc(Board board) {
    StringBuilder text = new StringBuilder(heading("#", board));
    for (TopVerilog.Port port : TopVerilog.ports(board)) {
      text.append("set_property -dict {PACKAGE_PIN ").append(port.pin().location()).append(" IOSTANDARD ").append(standard(port.pin(), "LVCMOS33"))
          .append("} [get_ports ").append(port.name()).append("]").append(source("  ;#", port.pin())).append('\n');
    }
    text.append("create_clock -period ").append(number(1000 / board.clock().sourceMhz())).append(" [get_ports ").append(TopVerilog.CLOCK).append("]\n");
    for (TopVerilog.Port port : TopVerilog.ports(board)) {
      if (!port.name().equals(TopVerilog.CLOCK)) {
        text.append(port.output() ? "set_false_path -to" : "set_false_path -from").append(" [get_ports ").append(port.name()).append("]\n");
      }
    }
    return text.toString();
  }

  private static String standard(Pin pin, String usual) {
    return pin.standard().isEmpty() ? usual : pin.standard();
  }

  private static String heading(String comment, Board board) {
    return comment + " " + board.title().replaceAll("[^\\x20-\\x7e]", "?") + ". Written by Spikelock; where each pin is from stands behind it.\n";
  }

  private static String source(String comment, Pin pin) {
    return comment + " " + pin.source().replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static String number(double value) {
    return Decimal.text(value, DIGITS);
  }
}
