package spikelock.emulator.datapath;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NearMiss;

/**
 * Parses one expression of a {@code .neuron} file into a graph. From loosest to tightest: {@code |}, {@code ^}, {@code &},
 * comparisons, {@code + -}, unary {@code - !}, calls. Every error is an {@link IllegalArgumentException} with the column.
 */
final class ExpressionParser {
  private static final int MAX_DEPTH = 200; // a parenthesis counts twice
  private static final List<String> FUNCTIONS = List.of("abs", "align", "max", "min", "mul", "saturate", "select", "shl",
      "shr", "table", "wrap");

  private final String text;
  private final GraphBuilder graph;
  private final Map<String, Integer> names;
  private final Map<String, Long> constants;
  private final List<Table> tables;
  private final Function<String, Type> types;
  private int at;
  private int depth;

  ExpressionParser(String text, GraphBuilder graph, Map<String, Integer> names, Map<String, Long> constants,
      List<Table> tables, Function<String, Type> types) {
    this.text = text;
    this.graph = graph;
    this.names = names;
    this.constants = constants;
    this.tables = tables;
    this.types = types;
  }

  int parse() {
    int result = or();
    skipSpace();
    if (at < text.length()) {
      throw wrong("unexpected \"" + text.charAt(at) + "\"" + instead(at));
    }
    return result;
  }

  private int or() {
    deeper();
    int left = xor();
    while (accept("|")) {
      left = graph.logic(Op.OR, left, xor());
    }
    depth--;
    return left;
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw wrong("the expression is nested more than " + MAX_DEPTH / 2 + " deep");
    }
  }

  private int xor() {
    int left = and();
    while (accept("^")) {
      left = graph.logic(Op.XOR, left, and());
    }
    return left;
  }

  private int and() {
    int left = comparison();
    while (accept("&")) {
      left = graph.logic(Op.AND, left, comparison());
    }
    return left;
  }

  private int comparison() {
    int left = sum();
    if (accept("<=")) {
      return graph.binary(Op.LE, left, sum());
    } else if (accept(">=")) {
      return graph.binary(Op.LE, sum(), left);
    } else if (accept("==")) {
      return graph.binary(Op.EQ, left, sum());
    } else if (accept("!=")) {
      return graph.binary(Op.NE, left, sum());
    } else if (accept("<")) {
      return graph.binary(Op.LT, left, sum());
    } else if (accept(">")) {
      return graph.binary(Op.LT, sum(), left);
    }
    return left;
  }

  private int sum() {
    int left = unary();
    while (true) {
      if (accept("+")) {
        left = graph.binary(Op.ADD, left, unary());
      } else if (accept("-")) {
        left = graph.binary(Op.SUB, left, unary());
      } else {
        return left;
      }
    }
  }

  private int unary() {
    deeper();
    int result;
    if (accept("-")) {
      result = graph.neg(unary());
    } else if (at < text.length() && text.charAt(at) == '!' && !text.startsWith("!=", at)) {
      at++;
      int operand = unary();
      result = graph.logic(Op.NOT, operand, operand);
    } else {
      result = primary();
    }
    depth--;
    return result;
  }

  private int primary() {
    skipSpace();
    if (accept("(")) {
      int inner = or();
      expect(")");
      return inner;
    }
    if (at < text.length() && Character.isDigit(text.charAt(at))) {
      return graph.constant(number(), -1);
    }
    String name = word("a value");
    if (accept("(")) {
      return call(name);
    }
    Integer node = names.get(name);
    if (node != null) {
      return node;
    }
    Long constant = constants.get(name);
    if (constant != null) {
      return graph.constant(constant, -1);
    }
    TreeSet<String> known = new TreeSet<>(names.keySet());
    known.addAll(constants.keySet());
    throw wrong(name.equals("random") ? "random is reserved for a later version"
        : "there is no \"" + name + "\" here" + instead(name, known));
  }

  private int call(String function) {
    int result = switch (function) {
      case "mul" -> {
        int a = or();
        expect(",");
        int b = or();
        int shift = accept(",") ? constant() : 0;
        yield graph.mul(a, b, shift, shift == 0 ? Rounding.FLOOR : rounding(true));
      }
      case "shl" -> {
        int a = or();
        expect(",");
        yield graph.shl(a, constant(), graph.node(a).point());
      }
      case "shr" -> {
        int a = or();
        expect(",");
        int shift = constant();
        yield graph.shr(a, shift, rounding(true), graph.node(a).point());
      }
      case "align" -> {
        int a = or();
        expect(",");
        int point = constant();
        boolean drops = point < Math.max(graph.node(a).point(), 0);
        yield graph.align(a, point, rounding(drops));
      }
      case "select" -> {
        int condition = or();
        expect(",");
        int b = or();
        expect(",");
        yield graph.select(condition, b, or());
      }
      case "min", "max" -> {
        int a = or();
        expect(",");
        yield graph.binary(function.equals("min") ? Op.MIN : Op.MAX, a, or());
      }
      case "abs" -> graph.abs(or());
      case "saturate", "wrap" -> {
        int a = or();
        expect(",");
        Type type = types.apply(untilClose().strip());
        yield function.equals("saturate") ? graph.saturate(a, type) : graph.wrap(a, type);
      }
      case "table" -> {
        int a = or();
        expect(",");
        yield graph.table(a, table());
      }
      default -> throw wrong("there is no function \"" + function + "\"" + instead(function, FUNCTIONS));
    };
    expect(")");
    return result;
  }

  private int table() {
    String name = word("a table");
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i).name().equals(name)) {
        return i;
      }
    }
    throw wrong("there is no table \"" + name + "\"" + hint(name, tables.stream().map(Table::name).toList()));
  }

  /** {@code , floor|zero|nearest|even}: must be said wherever bits are dropped. */
  private Rounding rounding(boolean needed) {
    if (!accept(",")) {
      if (needed) {
        throw wrong("say how to round: floor, zero, nearest or even");
      }
      return Rounding.FLOOR;
    }
    String name = word("a rounding");
    for (Rounding rounding : Rounding.values()) {
      if (rounding.name().toLowerCase(Locale.ROOT).equals(name)) {
        return rounding;
      }
    }
    throw wrong("there is no rounding \"" + name + "\"" + hint(name, List.of("even", "floor", "nearest", "zero")));
  }

  private int constant() {
    skipSpace();
    long value;
    if (at < text.length() && Character.isDigit(text.charAt(at))) {
      value = number();
    } else {
      String name = word("a number");
      Long known = constants.get(name);
      if (known == null) {
        throw wrong("\"" + name + "\" is not a constant" + hint(name, constants.keySet()));
      }
      value = known;
    }
    if (value < 0 || value > 62) {
      throw wrong("must be 0..62, not " + value);
    }
    return (int) value;
  }

  private long number() {
    int from = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (at - from > 18) {
      throw wrong("the number is too large");
    }
    return Long.parseLong(text, from, at, 10);
  }

  private String untilClose() {
    int from = at;
    while (at < text.length() && text.charAt(at) != ')') {
      at++;
    }
    return text.substring(from, at);
  }

  private String word(String wanted) {
    skipSpace();
    int from = at;
    while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    if (from == at) {
      // the second half of >> or && stands here
      int sign = at > 0 && OtherNotation.at(text, at - 1).isPresent() ? at - 1 : at;
      throw wrong(at < text.length() ? "expected " + wanted + ", found \"" + text.charAt(at) + "\"" + instead(sign) : "expected " + wanted);
    }
    return text.substring(from, at);
  }

  private boolean accept(String token) {
    skipSpace();
    if (!text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    return true;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw wrong("expected \"" + token + "\"" + instead(at));
    }
  }

  /** What to write for the signs at a place. */
  private String instead(int place) {
    return OtherNotation.at(text, place).map(way -> "; " + way).orElse("");
  }

  /** What to write for a name that is none here. */
  private static String instead(String name, Collection<String> known) {
    return OtherNotation.of(name).map(way -> "; " + way).orElseGet(() -> hint(name, known));
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static String hint(String word, Collection<String> known) {
    String hint = NearMiss.hint(word, known);
    return hint.isEmpty() ? "" : "; " + hint;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what + " (column " + (at + 1) + " of \"" + Printable.start(text, 80) + "\")");
  }
}
