package spikelock.emulator.datapath;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a graph node by node: derives every node's exact range and binary point, folds constants and shares equal nodes.
 *
 * <p>Its methods throw {@link IllegalArgumentException} with a readable reason when an operation is not allowed.
 */
final class GraphBuilder {
  /** Operations a graph may have. */
  static final int MAX_NODES = 4096;

  private static final long LIMIT = 1L << 62; // 63-bit intermediates

  private final List<Table> tables;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Node, Integer> known = new HashMap<>();

  GraphBuilder(List<Table> tables) {
    this.tables = tables;
  }

  List<Node> nodes() {
    return nodes;
  }

  Node node(int id) {
    return nodes.get(id);
  }

  int constant(long value, int point) {
    return add(new Node(Op.CONSTANT, 0, 0, 0, value, Rounding.FLOOR, value, value, point));
  }

  int leaf(Op op, int index, Field field) {
    return field.min() == field.max() ? constant(field.min(), field.type().point())
        : add(new Node(op, 0, 0, 0, index, Rounding.FLOOR, field.min(), field.max(), field.type().point()));
  }

  int binary(Op op, int a, int b) {
    Node x = node(a);
    Node y = node(b);
    int point = samePoint(x, y);
    return switch (op) {
      case ADD -> y.isConstant() && y.immediate() == 0 && keeps(x, point) ? a
          : x.isConstant() && x.immediate() == 0 && keeps(y, point) ? b
          : make(op, a, b, 0, 0, Rounding.FLOOR, exact(x.lo() + y.lo()), exact(x.hi() + y.hi()), point);
      case SUB -> y.isConstant() && y.immediate() == 0 && keeps(x, point) ? a
          : make(op, a, b, 0, 0, Rounding.FLOOR, exact(x.lo() - y.hi()), exact(x.hi() - y.lo()), point);
      case MIN -> x.hi() <= y.lo() && keeps(x, point) ? a : y.hi() <= x.lo() && keeps(y, point) ? b
          : make(op, a, b, 0, 0, Rounding.FLOOR, Math.min(x.lo(), y.lo()), Math.min(x.hi(), y.hi()), point);
      case MAX -> x.lo() >= y.hi() && keeps(x, point) ? a : y.lo() >= x.hi() && keeps(y, point) ? b
          : make(op, a, b, 0, 0, Rounding.FLOOR, Math.max(x.lo(), y.lo()), Math.max(x.hi(), y.hi()), point);
      case LT -> compared(op, a, b, x.hi() < y.lo(), x.lo() >= y.hi());
      case LE -> compared(op, a, b, x.hi() <= y.lo(), x.lo() > y.hi());
      case EQ -> compared(op, a, b, false, x.hi() < y.lo() || x.lo() > y.hi());
      case NE -> compared(op, a, b, x.hi() < y.lo() || x.lo() > y.hi(), false);
      default -> throw new IllegalArgumentException(op + " is not a binary operation");
    };
  }

  private int compared(Op op, int a, int b, boolean always, boolean never) {
    return always ? constant(1, 0) : never ? constant(0, 0) : make(op, a, b, 0, 0, Rounding.FLOOR, 0, 1, 0);
  }

  int logic(Op op, int a, int b) {
    Node x = bool(a);
    Node y = op == Op.NOT ? x : bool(b);
    if (op == Op.NOT) {
      return x.isConstant() ? constant(1 - x.immediate(), 0) : make(op, a, 0, 0, 0, Rounding.FLOOR, 0, 1, 0);
    }
    if (x.isConstant() && !y.isConstant()) {
      return logic(op, b, a);
    }
    if (y.isConstant() && !x.isConstant()) {
      boolean one = y.immediate() == 1;
      return switch (op) {
        case AND -> one ? a : b;
        case OR -> one ? b : a;
        default -> one ? logic(Op.NOT, a, a) : a;
      };
    }
    return make(op, a, b, 0, 0, Rounding.FLOOR, 0, 1, 0);
  }

  int mul(int a, int b, int shift, Rounding rounding) {
    Node x = node(a);
    Node y = node(b);
    long lo = Long.MAX_VALUE;
    long hi = Long.MIN_VALUE;
    for (long p : new long[] {x.lo(), x.hi()}) {
      for (long q : new long[] {y.lo(), y.hi()}) {
        long product;
        try {
          product = exact(Math.multiplyExact(p, q));
        } catch (ArithmeticException e) {
          throw tooWide();
        }
        lo = Math.min(lo, product);
        hi = Math.max(hi, product);
      }
    }
    checkShift(shift);
    if (shift > 0) {
      exact(hi + (1L << (shift - 1)));
    }
    // A shift first takes away fraction bits; what is left of it divides.
    int point = x.point() < 0 && y.point() < 0 && shift == 0 ? -1
        : Math.max(0, Math.max(x.point(), 0) + Math.max(y.point(), 0) - shift);
    for (int side = 0; side < 2; side++) {
      Node factor = side == 0 ? y : x;
      Node other = side == 0 ? x : y;
      if (factor.isConstant() && factor.immediate() == 1L << shift && keeps(other, point)) {
        return side == 0 ? a : b;
      }
    }
    return make(Op.MUL, a, b, 0, shift, rounding, rounding.shift(lo, shift), rounding.shift(hi, shift), point);
  }

  int shl(int a, int shift, int point) {
    Node x = node(a);
    checkShift(shift);
    if (shift == 0 && keeps(x, point)) {
      return a;
    }
    if (x.lo() < -(LIMIT >> shift) || x.hi() > (LIMIT >> shift) - 1) {
      throw tooWide();
    }
    return make(Op.SHL, a, 0, 0, shift, Rounding.FLOOR, x.lo() << shift, x.hi() << shift, point);
  }

  int shr(int a, int shift, Rounding rounding, int point) {
    Node x = node(a);
    checkShift(shift);
    if (shift == 0 && keeps(x, point)) {
      return a;
    }
    if (shift > 0) {
      exact(x.hi() + (1L << (shift - 1)));
    }
    return make(Op.SHR, a, 0, 0, shift, rounding, rounding.shift(x.lo(), shift), rounding.shift(x.hi(), shift), point);
  }

  /** Moves the binary point without changing the value (apart from rounding). */
  int align(int a, int point, Rounding rounding) {
    int from = Math.max(node(a).point(), 0);
    return point >= from ? shl(a, point - from, point) : shr(a, from - point, rounding, point);
  }

  int select(int condition, int b, int c) {
    Node chosen = bool(condition);
    Node x = node(b);
    Node y = node(c);
    int point = samePoint(x, y);
    if (chosen.isConstant()) {
      int only = chosen.immediate() == 1 ? b : c;
      if (keeps(node(only), point)) {
        return only;
      }
    }
    if (b == c) {
      return b;
    }
    return make(Op.SELECT, condition, b, c, 0, Rounding.FLOOR, Math.min(x.lo(), y.lo()), Math.max(x.hi(), y.hi()), point);
  }

  int saturate(int a, Type type) {
    Node x = node(a);
    checkPoint(x, type);
    if (x.lo() >= type.min() && x.hi() <= type.max()) {
      return retype(a, type.point());
    }
    return make(Op.SATURATE, a, 0, 0, 0, Rounding.FLOOR, clamp(x.lo(), type), clamp(x.hi(), type), type.point());
  }

  int wrap(int a, Type type) {
    Node x = node(a);
    checkPoint(x, type);
    if (x.lo() >= type.min() && x.hi() <= type.max()) {
      return retype(a, type.point());
    }
    return make(Op.WRAP, a, 0, 0, type.bits(), Rounding.FLOOR, type.min(), type.max(), type.point());
  }

  private static long clamp(long value, Type type) {
    return Math.max(type.min(), Math.min(type.max(), value));
  }

  int neg(int a) {
    Node x = node(a);
    return make(Op.NEG, a, 0, 0, 0, Rounding.FLOOR, exact(-x.hi()), exact(-x.lo()), x.point());
  }

  int abs(int a) {
    Node x = node(a);
    if (x.lo() >= 0) {
      return a;
    }
    return make(Op.ABS, a, 0, 0, 0, Rounding.FLOOR, x.hi() < 0 ? -x.hi() : 0, exact(Math.max(-x.lo(), x.hi())), x.point());
  }

  int table(int a, int number) {
    Table table = tables.get(number);
    Node x = node(a);
    if (x.lo() < 0 || x.hi() >= table.values().size()) {
      throw new IllegalArgumentException("the index into " + table.name() + " can be " + x.lo() + ".." + x.hi()
          + ", the table has entries 0.." + (table.values().size() - 1) + "; saturate or wrap it first");
    }
    long lo = table.values().stream().mapToLong(Long::longValue).min().orElse(0);
    long hi = table.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return make(Op.TABLE, a, 0, 0, number, Rounding.FLOOR, lo, hi, table.type().point());
  }

  /** Rebuilds one node of another graph on top of this one. */
  int rebuild(Node node, int a, int b, int c) {
    return switch (node.op()) {
      case CONSTANT -> constant(node.immediate(), node.point());
      case ADD, SUB, EQ, NE, LT, LE, MIN, MAX -> binary(node.op(), a, b);
      case AND, OR, XOR, NOT -> logic(node.op(), a, b);
      case MUL -> mul(a, b, (int) node.immediate(), node.rounding());
      case SHL -> shl(a, (int) node.immediate(), node.point());
      case SHR -> shr(a, (int) node.immediate(), node.rounding(), node.point());
      case SELECT -> select(a, b, c);
      case SATURATE -> rangedAgain(node, a);
      case WRAP -> wrap(a, new Type(node.lo() < 0, (int) node.immediate(), Math.max(node.point(), 0)));
      case NEG -> neg(a);
      case ABS -> abs(a);
      case TABLE -> table(a, (int) node.immediate());
      case STATE, PARAMETER, INPUT -> throw new IllegalArgumentException("leaves are rebuilt by name");
    };
  }

  /** A saturation's own limits are its old range: limits that never acted are lost, which changes no value. */
  private int rangedAgain(Node node, int a) {
    Node x = node(a);
    if (x.lo() >= node.lo() && x.hi() <= node.hi()) {
      return retype(a, node.point());
    }
    return make(Op.SATURATE, a, 0, 0, 0, Rounding.FLOOR, Math.max(node.lo(), Math.min(node.hi(), x.lo())),
        Math.max(node.lo(), Math.min(node.hi(), x.hi())), node.point());
  }

  private int retype(int a, int point) {
    Node x = node(a);
    return x.point() == point || !x.isConstant() ? a : constant(x.immediate(), point);
  }

  private int make(Op op, int a, int b, int c, long immediate, Rounding rounding, long lo, long hi, int point) {
    Node node = new Node(op, a, b, c, immediate, rounding, lo, hi, point);
    boolean constants = node(a).isConstant() && (op.operands() < 2 || node(b).isConstant())
        && (op.operands() < 3 || node(c).isConstant());
    if (constants) {
      return constant(Interpreter.apply(node, node(a).immediate(), node(b).immediate(), node(c).immediate(), tables), point);
    }
    return lo == hi ? constant(lo, point) : add(node);
  }

  private int add(Node node) {
    Integer same = known.get(node);
    if (same != null) {
      return same;
    }
    if (nodes.size() >= MAX_NODES) {
      throw new IllegalArgumentException("the graph has more than " + MAX_NODES + " operations");
    }
    nodes.add(node);
    known.put(node, nodes.size() - 1);
    return nodes.size() - 1;
  }

  private static boolean keeps(Node node, int point) {
    return node.point() == point;
  }

  private static int samePoint(Node x, Node y) {
    if (x.point() >= 0 && y.point() >= 0 && x.point() != y.point()) {
      throw new IllegalArgumentException("the operands have different binary points (" + x.point() + " and " + y.point()
          + "); use align(x, point)");
    }
    return Math.max(x.point(), y.point());
  }

  private static void checkPoint(Node x, Type type) {
    if (x.point() >= 0 && x.point() != type.point()) {
      throw new IllegalArgumentException("the value's binary point is " + x.point() + ", the type's is " + type.point()
          + "; use align(x, point)");
    }
  }

  private Node bool(int id) {
    Node node = node(id);
    if (node.lo() < 0 || node.hi() > 1) {
      throw new IllegalArgumentException("needs a condition (0 or 1), not a value of " + node.lo() + ".." + node.hi());
    }
    return node;
  }

  private static void checkShift(int shift) {
    if (shift < 0 || shift > 62) {
      throw new IllegalArgumentException("cannot shift by " + shift + ", must be 0..62");
    }
  }

  private static long exact(long value) {
    if (value < -LIMIT || value >= LIMIT) {
      throw tooWide();
    }
    return value;
  }

  private static IllegalArgumentException tooWide() {
    return new IllegalArgumentException("the result needs more than 63 bits; saturate an operand first");
  }
}
