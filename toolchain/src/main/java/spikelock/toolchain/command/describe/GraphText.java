package spikelock.toolchain.command.describe;

import java.util.List;
import java.util.Locale;
import spikelock.emulator.chip.Technology;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Node;
import spikelock.emulator.datapath.Rounding;
import spikelock.emulator.datapath.Schedule;
import spikelock.toolchain.console.TextTable;

/** A folded graph as people read it: one operation a line, with its pipeline stage and the exact range of its result. */
final class GraphText {
  private final Datapath datapath;

  private GraphText(Datapath datapath) {
    this.datapath = datapath;
  }

  static String of(Datapath datapath) {
    GraphText text = new GraphText(datapath);
    TextTable table = new TextTable("stage", "", "operation", "least", "greatest", "point");
    int[] stage = Schedule.of(datapath, Technology.ASIC, List.of()).stage();
    List<Node> nodes = datapath.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (node.op().operands() > 0) {
        table.row(stage[i], "n" + i, text.operation(node), node.lo(), node.hi(), node.point() < 0 ? "" : "" + node.point());
      }
    }
    StringBuilder page = new StringBuilder(table.toString()).append('\n');
    for (int field = 0; field < datapath.states().size(); field++) {
      page.append("next ").append(datapath.states().get(field).name()).append(" = ").append(text.operand(datapath.next().get(field))).append('\n');
    }
    page.append("spike = ").append(text.operand(datapath.spike())).append('\n');
    return datapath.payload() < 0 ? page.toString()
        : page.append("payload = ").append(text.operand(datapath.payload())).append('\n').toString();
  }

  private String operation(Node node) {
    StringBuilder text = new StringBuilder(node.op().name().toLowerCase(Locale.ROOT)).append('(').append(operand(node.a()));
    text.append(node.op().operands() > 1 ? ", " + operand(node.b()) : "").append(node.op().operands() > 2 ? ", " + operand(node.c()) : "");
    String rounding = node.rounding() == Rounding.FLOOR && node.immediate() == 0 ? "" : ", " + node.rounding().name().toLowerCase(Locale.ROOT);
    switch (node.op()) {
      case MUL -> text.append(node.immediate() == 0 ? "" : ", " + node.immediate() + rounding);
      case SHR -> text.append(", ").append(node.immediate()).append(rounding);
      case SHL -> text.append(", ").append(node.immediate());
      case WRAP -> text.append(", ").append(node.immediate()).append(" bits");
      case TABLE -> text.append(", ").append(datapath.tables().get((int) node.immediate()).name());
      case CONSTANT, STATE, PARAMETER, INPUT, ADD, SUB, EQ, NE, LT, LE, AND, OR, XOR, NOT, SELECT, MIN, MAX, SATURATE, NEG, ABS -> { }
    }
    return text.append(')').toString();
  }

  private String operand(int number) {
    Node node = datapath.nodes().get(number);
    int index = (int) node.immediate();
    return switch (node.op()) {
      case CONSTANT -> Long.toString(node.immediate());
      case STATE -> datapath.states().get(index).name();
      case PARAMETER -> datapath.parameters().get(index).name();
      case INPUT -> datapath.inputs().get(index).name();
      case ADD, SUB, MUL, SHL, SHR, EQ, NE, LT, LE, AND, OR, XOR, NOT, SELECT, MIN, MAX, SATURATE, WRAP, NEG, ABS, TABLE -> "n" + number;
    };
  }
}
