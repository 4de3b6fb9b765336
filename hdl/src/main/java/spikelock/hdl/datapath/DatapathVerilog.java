package spikelock.hdl.datapath;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import spikelock.emulator.chip.DatapathShape;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Multiplier;
import spikelock.emulator.datapath.Node;
import spikelock.emulator.datapath.Op;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.datapath.Rounding;
import spikelock.emulator.datapath.Table;
import spikelock.emulator.datapath.Type;

/**
 * Emits a placed datapath as a pipelined Verilog-2001 module: one neuron enters a cycle, its results leave {@code latency}
 * edges later. Core- and set-placed parameters must be stable while a neuron is under way and have no pipeline registers.
 *
 * <p>Ports: {@code clk}; the buses {@code synaptic}, {@code state}, {@code core_params}, {@code set_params},
 * {@code neuron_params} (those of width 0 are left out), each the concatenation of its fields, first one lowest;
 * {@code next_state}, {@code spike} and, where the datapath has one, {@code payload}, signed. {@code synaptic} is taken {@code inputStage} edges
 * after the other buses.
 */
public final class DatapathVerilog {
  private final PlacedDatapath placed;
  private final Datapath datapath;
  private final List<Node> nodes;
  private final StringBuilder body = new StringBuilder();
  private final Set<String> signals = new TreeSet<>();
  private final boolean[][] registered; // [node][stage]: a register carries the node into the stage

  private DatapathVerilog(PlacedDatapath placed) {
    this.placed = placed;
    this.datapath = placed.datapath();
    this.nodes = datapath.nodes();
    this.registered = new boolean[nodes.size()][placed.schedule().latency() + 1];
  }

  /** The text of module {@code name}. */
  public static String emit(PlacedDatapath placed, String name) {
    return new DatapathVerilog(placed).module(name);
  }

  private String module(String name) {
    DatapathShape shape = placed.shape();
    int latency = placed.schedule().latency();
    for (int i = 0; i < nodes.size(); i++) {
      emitNode(i);
    }
    List<String> nextFields = new ArrayList<>();
    for (int field = datapath.states().size() - 1; field >= 0; field--) {
      nextFields.add(operand(datapath.next().get(field), datapath.states().get(field).type().bits(), latency));
    }
    String nextState = nextFields.isEmpty() ? "1'b0" : "{" + String.join(", ", nextFields) + "}";
    String spike = operand(datapath.spike(), 1, latency);
    String payload = shape.payloadBits() == 0 ? "" : operand(datapath.payload(), shape.payloadBits(), latency);

    StringBuilder text = new StringBuilder();
    text.append("// ").append(datapath.name()).append(": ").append(latency)
        .append(" pipeline stages, one neuron a cycle. Written by Spikelock.\n");
    text.append("`resetall\n`default_nettype none\nmodule ").append(name).append(" (\n    input wire clk,\n");
    int inputBits = datapath.inputs().stream().mapToInt(f -> f.type().bits()).sum();
    bus(text, "synaptic", inputBits);
    bus(text, "state", shape.stateBits());
    bus(text, "core_params", shape.coreBits());
    bus(text, "set_params", shape.setBits());
    bus(text, "neuron_params", shape.neuronBits());
    text.append("    output wire [").append(shape.stateBits() - 1).append(":0] next_state,\n");
    if (shape.payloadBits() > 0) {
      text.append("    output wire [").append(shape.payloadBits() - 1).append(":0] payload,\n");
    }
    text.append("    output wire spike\n);\n");
    text.append(body);
    registers(text);
    text.append("  assign next_state = ").append(nextState).append(";\n");
    if (shape.payloadBits() > 0) {
      text.append("  assign payload = ").append(payload).append(";\n");
    }
    text.append("  assign spike = ").append(spike).append(";\n");
    text.append("  wire unused_bits = &{1'b0");
    if (inputBits > 0) {
      signals.add("synaptic");
    }
    signals.add("state");
    signals.forEach(s -> text.append(", ").append(s));
    text.append("};\nendmodule\n`resetall\n");
    return text.toString();
  }

  private void bus(StringBuilder text, String name, int width) {
    if (width > 0) {
      text.append("    input wire [").append(width - 1).append(":0] ").append(name).append(",\n");
      signals.add(name);
    }
  }

  /** Registers that carry values from the stage they are computed in to the later ones that read them. */
  private void registers(StringBuilder text) {
    StringBuilder moves = new StringBuilder();
    for (int i = 0; i < registered.length; i++) {
      int last = registered[i].length - 1;
      while (last > 0 && !registered[i][last]) {
        last--;
      }
      int width = nodes.get(i).signedBits();
      for (int stage = placed.schedule().stage()[i] + 1; stage <= last; stage++) {
        text.append("  reg signed [").append(width - 1).append(":0] ").append(at(i, stage)).append(";\n");
        moves.append("    ").append(at(i, stage)).append(" <= ")
            .append(stage - 1 == placed.schedule().stage()[i] ? "n" + i : at(i, stage - 1)).append(";\n");
        signals.add(at(i, stage));
      }
    }
    if (!moves.isEmpty()) {
      text.append("  always @(posedge clk) begin\n").append(moves).append("  end\n");
    } else {
      text.append("  wire unused_clk = clk;\n");
    }
  }

  private static String at(int node, int stage) {
    return "n" + node + "_" + stage;
  }

  /** Whether a node has one value for all neurons that are under way together. */
  private boolean isStable(int id) {
    return placed.schedule().stable()[id];
  }

  /** The node's value in a stage, sign extended or cut to {@code width} bits. */
  private String operand(int id, int width, int stage) {
    Node node = nodes.get(id);
    if (node.op() == Op.CONSTANT) {
      return literal(node.immediate(), width);
    }
    int own = node.signedBits();
    String name = "n" + id;
    if (!isStable(id) && stage > placed.schedule().stage()[id]) {
      registered[id][stage] = true;
      name = at(id, stage);
    }
    if (own == width) {
      return name;
    }
    return own > width ? name + "[" + (width - 1) + ":0]"
        : "{{" + (width - own) + "{" + name + "[" + (own - 1) + "]}}, " + name + "}";
  }

  private static String literal(long value, int width) {
    BigInteger mask = BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE);
    return width + "'h" + BigInteger.valueOf(value).and(mask).toString(16);
  }

  private void emitNode(int id) {
    Node node = nodes.get(id);
    if (node.op() == Op.CONSTANT) {
      return;
    }
    int stage = placed.schedule().stage()[id];
    int width = node.signedBits();
    signals.add("n" + id);
    switch (node.op()) {
      case STATE -> define(id, width, field("state", datapath.states(), all(datapath.states().size()), (int) node.immediate(), width));
      case INPUT -> define(id, width, field("synaptic", datapath.inputs(), all(datapath.inputs().size()), (int) node.immediate(), width));
      case PARAMETER -> define(id, width, parameter((int) node.immediate(), width));
      case ADD -> define(id, width, operand(node.a(), width, stage) + " + " + operand(node.b(), width, stage));
      case SUB -> define(id, width, operand(node.a(), width, stage) + " - " + operand(node.b(), width, stage));
      case NEG -> define(id, width, literal(0, width) + " - " + operand(node.a(), width, stage));
      case ABS -> define(id, width, sign(node.a(), stage) + " ? " + literal(0, width) + " - "
          + operand(node.a(), width, stage) + " : " + operand(node.a(), width, stage));
      case MUL -> {
        switch (placed.schedule().multiplier().kind()) {
          case EXPRESSION -> multiply(id, node, stage, width);
          case BLOCKS -> multiplyInBlocks(id, node, stage, width);
          case ROWS -> multiplyInRows(id, node, stage, width);
        }
      }
      case SHL -> {
        int shift = (int) node.immediate();
        int kept = Math.max(1, width - shift);
        define(id, width, shift == 0 ? operand(node.a(), width, stage)
            : "{" + operand(node.a(), kept, stage) + ", " + literal(0, shift) + "}");
      }
      case SHR -> {
        int own = bits(node.a());
        String value = "n" + id + "_x";
        wire(value, own, operand(node.a(), own, stage));
        define(id, width, rounded(id, value, own, (int) node.immediate(), node.rounding(), width));
      }
      case EQ, NE, LT, LE -> {
        int both = Math.max(bits(node.a()), bits(node.b()));
        String relation = switch (node.op()) {
          case EQ -> " == ";
          case NE -> " != ";
          case LT -> " < ";
          default -> " <= ";
        };
        define(id, width, "{1'b0, $signed(" + operand(node.a(), both, stage) + ")" + relation + "$signed("
            + operand(node.b(), both, stage) + ")}");
      }
      case AND -> define(id, width, operand(node.a(), width, stage) + " & " + operand(node.b(), width, stage));
      case OR -> define(id, width, operand(node.a(), width, stage) + " | " + operand(node.b(), width, stage));
      case XOR -> define(id, width, operand(node.a(), width, stage) + " ^ " + operand(node.b(), width, stage));
      case NOT -> define(id, width, operand(node.a(), width, stage) + " ^ " + literal(1, width));
      case SELECT -> define(id, width, bit(node.a(), 0, stage) + " ? " + operand(node.b(), width, stage) + " : "
          + operand(node.c(), width, stage));
      case MIN, MAX -> {
        int both = Math.max(bits(node.a()), bits(node.b()));
        define(id, width, "$signed(" + operand(node.a(), both, stage) + ")" + (node.op() == Op.MIN ? " < " : " > ") + "$signed("
            + operand(node.b(), both, stage) + ") ? " + operand(node.a(), width, stage) + " : "
            + operand(node.b(), width, stage));
      }
      case SATURATE -> saturate(id, node, stage, width);
      case WRAP -> {
        int kept = (int) node.immediate();
        define(id, width, node.lo() < 0 ? operand(node.a(), width, stage) : "{1'b0, " + operand(node.a(), kept, stage) + "}");
      }
      case TABLE -> lookUp(id, node, stage, width);
      case CONSTANT -> { }
    }
  }

  /** A range that is all of a type is left where the highest bits differ; any other takes two comparisons. */
  private void saturate(int id, Node node, int stage, int width) {
    int own = Math.max(bits(node.a()), width);
    String value = "n" + id + "_x";
    wire(value, own, operand(node.a(), own, stage));
    String sign = value + "[" + (own - 1) + "]";
    boolean byHighBits = own > width && node.fillsType();
    if (byHighBits && node.lo() < 0) {
      String high = value + "[" + (own - 1) + ":" + (width - 1) + "]";
      define(id, width, "(&" + high + " | ~|" + high + ") ? " + cut(value, own, width) + " : {" + sign + ", {" + (width - 1) + "{~" + sign + "}}}");
    } else if (byHighBits) {
      define(id, width, sign + " ? " + literal(0, width) + " : |" + value + "[" + (own - 2) + ":" + (width - 1) + "] ? " + literal(node.hi(), width)
          + " : " + cut(value, own, width));
    } else {
      define(id, width, value + " < $signed(" + literal(node.lo(), own) + ") ? " + literal(node.lo(), width) + " : " + value
          + " > $signed(" + literal(node.hi(), own) + ") ? " + literal(node.hi(), width) + " : " + cut(value, own, width));
    }
  }

  /**
   * A product in multiplier blocks: the factors come from registers, are cut to the sides of a block, and the blocks' products go to registers,
   * which synthesis finds in the block.
   */
  private void multiplyInBlocks(int id, Node node, int stage, int width) {
    Multiplier multiplier = placed.schedule().multiplier();
    boolean swapped = bits(node.a()) < bits(node.b());
    int left = bits(swapped ? node.b() : node.a());
    int right = bits(swapped ? node.a() : node.b());
    int shift = (int) node.immediate();
    wire("n" + id + "_a", left, operand(swapped ? node.b() : node.a(), left, stage - 1));
    wire("n" + id + "_b", right, operand(swapped ? node.a() : node.b(), right, stage - 1));
    List<int[]> lefts = parts("n" + id + "_a", left, multiplier.wide(), shift);
    List<int[]> rights = parts("n" + id + "_b", right, multiplier.narrow(), shift);
    int both = left + right;
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < lefts.size(); i++) {
      for (int k = 0; k < rights.size(); k++) {
        int bits = lefts.get(i)[1] + rights.get(k)[1];
        int offset = lefts.get(i)[0] + rights.get(k)[0];
        String block = "n" + id + "_p" + i + "_" + k;
        body.append("  /* verilator lint_off WIDTH */  // a product is as wide as both factors\n");
        register(block, bits, "n" + id + "_a" + i + " * n" + id + "_b" + k);
        body.append("  /* verilator lint_on WIDTH */\n");
        terms.add(offset == 0 ? cut(block, bits, both) : "{" + cut(block, bits, both - offset) + ", " + literal(0, offset) + "}");
      }
    }
    if (multiplier.roundsWithCarry(node, left, right)) {
      // Of the lower product only what is above the shift is added, and the bit below is the carry.
      int sum = both - shift;
      String low = "n" + id + "_p0_0";
      int lowBits = lefts.get(0)[1] + rights.get(0)[1];
      wire("n" + id + "_l", lowBits - shift, low + "[" + (lowBits - 1) + ":" + shift + "]");
      wire("n" + id + "_r", sum + 1, "{" + cut("n" + id + "_p1_0", lefts.get(1)[1] + right, sum) + ", 1'b1} + {"
          + cut("n" + id + "_l", lowBits - shift, sum) + ", " + low + "[" + (shift - 1) + "]}");
      wire("n" + id + "_s", sum, "n" + id + "_r[" + sum + ":1]");
      define(id, width, cut("n" + id + "_s", sum, width));
      return;
    }
    wire("n" + id + "_p", both, String.join(" + ", terms));
    define(id, width, rounded(id, "n" + id + "_p", both, shift, node.rounding(), width));
  }

  /** Cuts a factor to a block's side, as wires {@code <factor>0} and so on: {offset, bits} of each; the highest keeps the sign. */
  private List<int[]> parts(String factor, int bits, int side, int shift) {
    int count = Multiplier.parts(bits, side);
    int step = count == 2 ? Multiplier.lowBits(bits, side, shift) : side - 1;
    List<int[]> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = i * step;
      boolean highest = i == count - 1;
      int own = highest ? bits - from : step + 1;
      wire(factor + i, own, highest ? factor + "[" + (bits - 1) + ":" + from + "]" : "{1'b0, " + factor + "[" + (from + step - 1) + ":" + from + "]}");
      parts.add(new int[] {from, own});
    }
    return parts;
  }

  /** A product as a sum of rows, one for each bit of the narrower factor; a row ends the lowest bit of what is above it. */
  private void multiplyInRows(int id, Node node, int stage, int width) {
    Multiplier multiplier = placed.schedule().multiplier();
    boolean swapped = bits(node.a()) < bits(node.b());
    int factor = swapped ? node.b() : node.a();
    int narrow = swapped ? node.a() : node.b();
    int left = bits(factor);
    int rows = Multiplier.rowsOf(nodes.get(narrow));
    boolean hasSign = rows == bits(narrow);
    int shift = (int) node.immediate();
    boolean carried = multiplier.roundsInRow(node, rows);
    int first = stage - placed.schedule().inside()[id];
    String sum = "";
    List<String> low = new ArrayList<>(); // finished bits, lowest first
    for (int row = 0; row < rows; row++) {
      int at = first + row / multiplier.rows();
      String added = "n" + id + "_t" + row;
      String next = "n" + id + "_u" + row;
      wire(added, left, "{" + left + "{" + bit(narrow, row, at) + "}} & " + operand(factor, left, at));
      String above = row == 0 ? literal(0, left + 1) : "{{2{" + sum + "[" + left + "]}}, " + sum + "[" + (left - 1) + ":1]}";
      boolean subtracted = hasSign && row == rows - 1;
      if (carried && row == shift - 1) {
        wire(next + "c", left + 2, subtracted ? "{" + above + ", 1'b1} + {~" + cut(added, left, left + 1) + ", 1'b1} + " + literal(2, left + 2)
            : "{" + above + ", 1'b1} + {" + cut(added, left, left + 1) + ", 1'b1}");
        wire(next, left + 1, next + "c[" + (left + 1) + ":1]");
      } else {
        wire(next, left + 1, row == 0 && !subtracted ? cut(added, left, left + 1) : above + (subtracted ? " - " : " + ") + cut(added, left, left + 1));
      }
      sum = next;
      boolean last = row == rows - 1;
      if (!last) {
        low.add(next + "[0]");
      }
      if (last || (row + 1) % multiplier.rows() == 0) {
        String held = "n" + id + "_v" + row;
        register(held, left + 1, next);
        sum = held;
        String finished = "n" + id + "_w" + row;
        if (!low.isEmpty()) {
          register(finished, low.size(), "{" + String.join(", ", low.reversed()) + "}");
          for (int i = 0; i < low.size(); i++) {
            low.set(i, finished + "[" + i + "]");
          }
        }
      }
    }
    int both = left + rows;
    wire("n" + id + "_p", both, low.isEmpty() ? sum : "{" + sum + ", " + String.join(", ", low.reversed()) + "}");
    define(id, width, rounded(id, "n" + id + "_p", both, shift, carried ? Rounding.FLOOR : node.rounding(), width));
  }

  private void register(String name, int width, String value) {
    body.append("  reg signed [").append(width - 1).append(":0] ").append(name).append(";\n  always @(posedge clk) ").append(name).append(" <= ")
        .append(value).append(";\n");
    signals.add(name);
  }

  private void multiply(int id, Node node, int stage, int width) {
    int left = bits(node.a());
    int right = bits(node.b());
    String product = "n" + id + "_p";
    String a = "n" + id + "_a";
    String b = "n" + id + "_b";
    wire(a, left, operand(node.a(), left, stage));
    wire(b, right, operand(node.b(), right, stage));
    wire(product, left + right, a + " * " + b, true);
    define(id, width, rounded(id, product, left + right, (int) node.immediate(), node.rounding(), width));
  }

  /** {@code value >> shift} with rounding, as an expression of {@code width} bits. */
  private String rounded(int id, String value, int own, int shift, Rounding rounding, int width) {
    if (shift == 0) {
      return cut(value, own, width);
    }
    // One bit more than both the value and the rounding constant need.
    int sumWidth = Math.max(own, shift + 1) + 1;
    String sum = "n" + id + "_r";
    String extended = cut(value, own, sumWidth);
    String negative = value + "[" + (own - 1) + "]";
    String added = switch (rounding) {
      case FLOOR -> extended;
      case NEAREST -> extended + " + " + literal(1L << (shift - 1), sumWidth);
      case ZERO -> extended + " + (" + negative + " ? " + literal((1L << shift) - 1, sumWidth) + " : " + literal(0, sumWidth) + ")";
      case EVEN -> extended + " + " + literal((1L << (shift - 1)) - 1, sumWidth) + " + {" + literal(0, sumWidth - 1) + ", "
          + (shift < own ? value + "[" + shift + "]" : negative) + "}";
    };
    wire(sum, sumWidth, added);
    String shifted = "n" + id + "_s";
    wire(shifted, sumWidth - shift, sum + "[" + (sumWidth - 1) + ":" + shift + "]");
    return cut(shifted, sumWidth - shift, width);
  }

  private void lookUp(int id, Node node, int stage, int width) {
    Table table = datapath.tables().get((int) node.immediate());
    int indexBits = Integer.numberOfTrailingZeros(table.values().size());
    boolean rom = placed.schedule().inside()[id] > 0;
    wire("n" + id + "_i", indexBits, operand(node.a(), indexBits, rom ? stage - 1 : stage));
    body.append("  reg signed [").append(width - 1).append(":0] n").append(id).append(";\n");
    body.append(rom ? "  always @(posedge clk)  // a ROM, its output register is the pipeline's\n" : "  always @*\n");
    body.append("    case (n").append(id).append("_i)\n");
    for (int i = 0; i < table.values().size(); i++) {
      boolean last = i == table.values().size() - 1;
      body.append("      ").append(last ? "default" : literal(i, indexBits)).append(": ")
          .append(rom ? "n" + id + " <= " : "n" + id + " = ").append(literal(table.values().get(i), width)).append(";\n");
    }
    body.append("    endcase\n");
  }

  private String parameter(int number, int width) {
    List<Integer> set = placed.setParameters();
    List<Integer> core = placed.coreParameters();
    return core.contains(number) ? field("core_params", datapath.parameters(), core, number, width)
        : set.contains(number) ? field("set_params", datapath.parameters(), set, number, width)
        : field("neuron_params", datapath.parameters(), placed.neuronParameters(), number, width);
  }

  private static List<Integer> all(int count) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  /** A field of a bus as a signed value of {@code width} bits; a limited range may need fewer than the field has. */
  private static String field(String bus, List<Field> fields, List<Integer> order, int wanted, int width) {
    int offset = 0;
    for (int number : order) {
      Type type = fields.get(number).type();
      if (number == wanted) {
        int bits = type.bits();
        if (width <= bits) {
          return bus + "[" + (offset + width - 1) + ":" + offset + "]";
        }
        String slice = bus + "[" + (offset + bits - 1) + ":" + offset + "]";
        return type.signed() ? "{{" + (width - bits) + "{" + bus + "[" + (offset + bits - 1) + "]}}, " + slice + "}"
            : "{" + literal(0, width - bits) + ", " + slice + "}";
      }
      offset += type.bits();
    }
    throw new IllegalStateException(bus + " has no field " + wanted);
  }

  private int bits(int id) {
    return nodes.get(id).signedBits();
  }

  private String sign(int id, int stage) {
    int own = bits(id);
    Node node = nodes.get(id);
    return node.op() == Op.CONSTANT ? (node.immediate() < 0 ? "1'b1" : "1'b0") : operand(id, own, stage) + "[" + (own - 1) + "]";
  }

  private String bit(int id, int number, int stage) {
    Node node = nodes.get(id);
    return node.op() == Op.CONSTANT ? "1'b" + (node.immediate() >> number & 1) : operand(id, bits(id), stage) + "[" + number + "]";
  }

  private static String cut(String value, int own, int width) {
    return own == width ? value : own > width ? value + "[" + (width - 1) + ":0]"
        : "{{" + (width - own) + "{" + value + "[" + (own - 1) + "]}}, " + value + "}";
  }

  private void define(int id, int width, String expression) {
    wire("n" + id, width, expression);
  }

  private void wire(String name, int width, String expression) {
    wire(name, width, expression, false);
  }

  private void wire(String name, int width, String expression, boolean product) {
    signals.add(name);
    body.append(product ? "  /* verilator lint_off WIDTH */  // a product is as wide as both factors\n" : "");
    body.append("  wire signed [").append(width - 1).append(":0] ").append(name).append(" = ").append(expression).append(";\n");
    body.append(product ? "  /* verilator lint_on WIDTH */\n" : "");
  }
}
