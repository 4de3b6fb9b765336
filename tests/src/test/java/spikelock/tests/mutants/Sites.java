package spikelock.tests.mutants;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every place of a file that a {@link Kind} can be applied to, found from the text alone. */
final class Sites {
  private static final Pattern CONNECTION = Pattern.compile("\\.(\\w+)\\s*\\(");
  private static final Pattern CLOCKED_IF = Pattern.compile("\\bif\\s*\\(");
  private static final Pattern NEGATION = Pattern.compile("[~!](?![=^])|!=");
  private static final Pattern COMPARISON = Pattern.compile("(?<![<>=!])(<=|>=|<|>)(?![<>=])");
  private static final Pattern SLICE = Pattern.compile("\\b([a-z]\\w*)\\s*\\[");
  private static final Pattern RESET_BRANCH = Pattern.compile("\\bif\\s*\\(\\s*rst\\b");
  private static final Pattern ASSIGNED = Pattern.compile("<=\\s*([^;]+);");
  private static final Pattern RESET = Pattern.compile("\\brst\\b");
  private static final String STOPS = "?:&|,;=";
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";
  private static final Pattern ASSIGNMENT = Pattern.compile("[^<>=!]=(?!=)");
  private static final Pattern DECLARED = Pattern.compile("\\b(?:reg|wire)\\b[^=]*$");
  private static final Pattern END = Pattern.compile("\\bend\\b");
  private static final Set<String> KEYWORDS = Set.of("wire", "reg", "input", "output", "signed", "assign", "always", "begin", "if", "else", "case");

  private final VerilogText text;
  private final Map<String, VerilogText.Ports> modules;
  private final List<Site> sites = new ArrayList<>();

  private Sites(VerilogText text, Map<String, VerilogText.Ports> modules) {
    this.text = text;
    this.modules = modules;
  }

  /** In the order of their beginnings, the longer of two first; properly nested. */
  static List<Site> of(VerilogText text, Map<String, VerilogText.Ports> modules) {
    Sites all = new Sites(text, modules);
    all.connections();
    all.conditions();
    all.negations();
    all.comparisons();
    all.slices();
    all.resetValues();
    all.resets();
    all.sites.sort(Comparator.comparingInt(Site::start).thenComparing(Comparator.comparingInt(Site::end).reversed()));
    return nested(all.sites);
  }

  /** Leaves out what overlaps another without lying within it, which textual means cannot weave. */
  private static List<Site> nested(List<Site> sorted) {
    List<Site> kept = new ArrayList<>();
    for (Site site : sorted) {
      if (kept.stream().noneMatch(k -> site.start() < k.end() && site.end() > k.end())) {
        kept.add(site);
      }
    }
    return kept;
  }

  private void add(int start, int end, List<Kind> kinds, java.util.function.BiFunction<List<String>, String, String> becomes) {
    if (!text.isExcluded(start)) {
      sites.add(new Site(start, end, kinds, becomes));
    }
  }

  private void tied(int start, int end) {
    add(start, end, List.of(Kind.TIED_LOW, Kind.TIED_HIGH),
        (when, inner) -> "(" + when.get(0) + " ? 1'b0 : " + when.get(1) + " ? 1'b1 : ((" + inner + ") != 0))");
  }

  /** One-bit inputs of instances; what outputs are connected to is no expression. */
  private void connections() {
    for (VerilogText.Instance instance : text.instances(modules.keySet())) {
      VerilogText.Ports ports = modules.get(instance.module());
      for (Matcher m = CONNECTION.matcher(text.code).region(instance.open(), instance.close()); m.find(); ) {
        int close = text.closing(m.end() - 1);
        if (ports.outputs().contains(m.group(1))) {
          text.exclude(m.start(), close + 1);
        } else if (ports.bits().contains(m.group(1)) && !Set.of("clk", "rst").contains(m.group(1))) {
          tied(m.end(), close);
        }
      }
    }
  }

  private void conditions() {
    for (Matcher m = CLOCKED_IF.matcher(text.code); m.find(); ) {
      int close = text.closing(m.end() - 1);
      if (!text.isExcluded(m.start()) && !text.code.substring(m.end(), close).equals("rst")) {
        tied(m.end(), close);
      }
    }
  }

  private void negations() {
    for (Matcher m = NEGATION.matcher(text.code); m.find(); ) {
      if (m.group().equals("!=")) {
        operator(m.toMatchResult(), "==", Kind.NEGATION);
        continue;
      }
      add(m.start(), text.operandEnd(m.start() + 1), List.of(Kind.NEGATION),
          (when, inner) -> "(" + when.get(0) + " ? " + inner.substring(1) + " : " + inner + ")");
    }
  }

  private void comparisons() {
    for (Matcher m = COMPARISON.matcher(text.code); m.find(); ) {
      String operator = m.group(1);
      if (operator.equals("<=") && isOutermost(m.start())) {
        continue; // an assignment
      }
      operator(m.toMatchResult(), operator.length() == 2 ? operator.substring(0, 1) : operator + "=", Kind.COMPARISON);
    }
  }

  /** The whole comparison is the site; inside of it other mutants act alike in both of its forms. */
  private void operator(MatchResult operator, String other, Kind kind) {
    int from = operator.start();
    while (STOPS.indexOf(text.code.charAt(from - 1)) < 0 && OPENING.indexOf(text.code.charAt(from - 1)) < 0) {
      from = CLOSING.indexOf(text.code.charAt(from - 1)) >= 0 ? text.opening(from - 1) : from - 1;
    }
    int to = operator.end();
    while (STOPS.indexOf(text.code.charAt(to)) < 0 && CLOSING.indexOf(text.code.charAt(to)) < 0) {
      to = OPENING.indexOf(text.code.charAt(to)) >= 0 ? text.closing(to) + 1 : to + 1;
    }
    String left = text.code.substring(from, operator.start());
    if ((left + text.code.substring(operator.end(), to)).matches("[^a-z]*")) {
      return; // constant
    }
    int begin = from + left.length() - left.stripLeading().length();
    String right = text.code.substring(operator.end(), to);
    add(begin, to, List.of(kind), (when, inner) -> "(" + when.get(0) + " ? (" + left + other + right + ") : (" + inner + "))");
  }

  private void slices() {
    for (Matcher m = SLICE.matcher(text.code); m.find(); ) {
      int open = m.end() - 1;
      int close = text.closing(open);
      String inside = text.code.substring(open + 1, close);
      if (KEYWORDS.contains(m.group(1)) || !text.outer(open + 1, close).contains(":") || isTarget(m.start(), close + 1)) {
        continue;
      }
      String width = width(inside);
      add(m.start(), close + 1, List.of(Kind.SLICE), (when, inner) -> "(" + inner + " & ({(" + width + "){1'b1}} >> (" + when.get(0) + ")))");
    }
  }

  private static String width(String inside) {
    int plus = inside.indexOf("+:");
    int minus = inside.indexOf("-:");
    if (plus >= 0 || minus >= 0) {
      return inside.substring(Math.max(plus, minus) + 2);
    }
    int colon = inside.indexOf(':');
    return "(" + inside.substring(0, colon) + ") - (" + inside.substring(colon + 1) + ") + 1";
  }

  /** Whether it is what an assignment writes, or declared. */
  private boolean isTarget(int start, int end) {
    boolean assigned = text.code.substring(end).matches("(?s)\\s*(<=|=(?!=)).*") && isOutermost(start);
    return assigned || DECLARED.matcher(text.outer(text.statement(start), start)).find();
  }

  /** Whether a place is in no bracket and before the statement's assignment. */
  private boolean isOutermost(int at) {
    int statement = text.statement(at);
    return text.depth(at) == 0 && !ASSIGNMENT.matcher(text.outer(statement, at)).find();
  }

  private void resetValues() {
    for (Matcher m = RESET_BRANCH.matcher(text.code); m.find(); ) {
      int after = text.closing(text.code.indexOf('(', m.start())) + 1;
      int end = text.code.indexOf(';', after) + 1;
      if (text.code.substring(after).stripLeading().startsWith("begin")) {
        Matcher last = END.matcher(text.code);
        end = last.find(after) ? last.start() : end;
      }
      for (Matcher a = ASSIGNED.matcher(text.code).region(after, end); a.find(); ) {
        add(a.start(1), a.end(1), List.of(Kind.RESET_VALUE), (when, inner) -> "(" + when.get(0) + " ? ~(" + inner + ") : " + inner + ")");
      }
    }
  }

  private void resets() {
    for (Matcher m = RESET.matcher(text.code); m.find(); ) {
      boolean port = text.code.charAt(m.start() - 1) == '.';
      boolean whole = text.code.substring(0, m.start()).endsWith(".rst(") && text.code.charAt(m.end()) == ')';
      if (!port && !whole) {
        add(m.start(), m.end(), List.of(Kind.RESET_LOST), (when, inner) -> "(" + when.get(0) + " ? 1'b0 : rst)");
      }
    }
  }
}
