package spikelock.tests.mutants;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Verilog file as text, its comments blanked out, with the stretches that are constant or not expressions. */
final class VerilogText {
  private static final Pattern COMMENT = Pattern.compile("//[^\\n]*|/\\*[\\s\\S]*?\\*/|\\(\\*[\\s\\S]*?\\*\\)|`\\w+[^\\n]*");
  private static final Pattern CONSTANT = Pattern.compile("\\b(?:localparam|parameter|genvar|integer)\\b[^;]*;");
  private static final Pattern MODULE = Pattern.compile("\\bmodule\\s+(\\w+)");
  private static final Pattern LOOP = Pattern.compile("\\bfor\\s*\\(");
  private static final Pattern CONDITION = Pattern.compile("\\bif\\s*\\(");
  private static final Pattern FUNCTION = Pattern.compile("\\bfunction\\b[\\s\\S]*?\\bendfunction\\b"); // of constants alone
  private static final Pattern INPUT = Pattern.compile("\\binput\\s+(?:wire\\s+)?(?:signed\\s+)?(\\[[^\\]]*\\]\\s*)?(\\w+)");
  private static final Pattern OUTPUT = Pattern.compile("\\boutput\\s+(?:reg\\s+|wire\\s+)?(?:signed\\s+)?(?:\\[[^\\]]*\\]\\s*)?(\\w+)");

  /** The ports of a module: one-bit inputs, and outputs. */
  record Ports(List<String> bits, List<String> outputs) {}

  /** An instance's connections. */
  record Instance(String module, int open, int close) {}

  final String code;
  final Map<String, Ports> modules = new HashMap<>();
  private final boolean[] excluded;

  VerilogText(String text) {
    this.code = blanked(text, COMMENT);
    this.excluded = new boolean[code.length()];
    CONSTANT.matcher(code).results().forEach(m -> exclude(m.start(), m.end()));
    FUNCTION.matcher(code).results().forEach(m -> exclude(m.start(), m.end()));
    for (Matcher m = LOOP.matcher(code); m.find(); ) {
      exclude(m.start(), closing(m.end() - 1) + 1);
    }
    for (Matcher m = CONDITION.matcher(code); m.find(); ) {
      int end = closing(m.end() - 1) + 1;
      if (code.substring(end).matches("(?s)\\s*begin\\s*:.*")) { // of a generate
        exclude(m.start(), end);
      }
    }
    for (Matcher m = MODULE.matcher(code); m.find(); ) {
      int open = code.indexOf('(', m.end());
      if (code.substring(m.end(), open).contains("#")) {
        open = code.indexOf('(', closing(open) + 1);
      }
      int end = closing(open) + 1;
      String header = code.substring(m.start(), end);
      modules.put(m.group(1), new Ports(
          INPUT.matcher(header).results().filter(p -> p.group(1) == null).map(p -> p.group(2)).toList(),
          OUTPUT.matcher(header).results().map(p -> p.group(1)).toList()));
      exclude(m.start(), end);
    }
  }

  private static String blanked(String text, Pattern pattern) {
    return pattern.matcher(text).replaceAll(m -> m.group().replaceAll("[^\\n]", " "));
  }

  void exclude(int from, int to) {
    java.util.Arrays.fill(excluded, from, to, true);
  }

  boolean isExcluded(int at) {
    return excluded[at];
  }

  /** Instances of the known modules; their parameters are excluded. */
  List<Instance> instances(java.util.Set<String> known) {
    List<Instance> instances = new ArrayList<>();
    for (Matcher m = Pattern.compile("\\b(\\w+)\\s+(#\\s*\\(|\\w+\\s*\\()").matcher(code); m.find(); ) {
      if (!known.contains(m.group(1)) || isExcluded(m.start())) {
        continue;
      }
      int open = m.end() - 1;
      if (m.group(2).startsWith("#")) {
        int close = closing(open);
        exclude(open, close + 1);
        open = code.indexOf('(', close + 1);
      }
      instances.add(new Instance(m.group(1), open, closing(open)));
    }
    return instances;
  }

  /** The bracket that closes the one at a place. */
  int closing(int open) {
    int depth = 0;
    for (int i = open; i < code.length(); i++) {
      switch (code.charAt(i)) {
        case '(', '[', '{' -> depth++;
        case ')', ']', '}' -> depth--;
        default -> { }
      }
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("a bracket that is not closed: " + line(open));
  }

  /** Where an operand that begins at a place ends: a name with its selects, a number, or something in brackets; unary operators before it. */
  int operandEnd(int from) {
    int i = from;
    while ("~!|&^-+ \n".indexOf(code.charAt(i)) >= 0) {
      i++;
    }
    char first = code.charAt(i);
    if (first == '(' || first == '{') {
      return closing(i) + 1;
    }
    while (Character.isLetterOrDigit(code.charAt(i)) || "_'$".indexOf(code.charAt(i)) >= 0) {
      i++;
    }
    while (code.charAt(i) == '[') {
      i = closing(i) + 1;
    }
    return i;
  }

  /** Where the statement that a place is in begins. */
  int statement(int at) {
    int i = at;
    int depth = 0;
    for (; i > 0; i--) {
      char c = code.charAt(i - 1);
      if (c == ')' || c == ']' || c == '}') {
        depth++;
      } else if (c == '(' || c == '[' || c == '{') {
        depth--;
      } else if (depth <= 0 && c == ';') {
        break;
      }
    }
    return i;
  }

  /** A stretch without what is in brackets. */
  String outer(int from, int to) {
    StringBuilder outer = new StringBuilder();
    int depth = 0;
    for (int i = from; i < to; i++) {
      char c = code.charAt(i);
      depth -= c == ')' || c == ']' || c == '}' ? 1 : 0;
      if (depth <= 0) {
        outer.append(c);
      }
      depth += c == '(' || c == '[' || c == '{' ? 1 : 0;
    }
    return outer.toString();
  }

  /** The bracket that the one at a place closes. */
  int opening(int close) {
    int depth = 0;
    for (int i = close; i >= 0; i--) {
      switch (code.charAt(i)) {
        case ')', ']', '}' -> depth++;
        case '(', '[', '{' -> depth--;
        default -> { }
      }
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("a bracket that is not opened: " + line(close));
  }

  /** How many round brackets are open at a place, from the beginning of its statement. */
  int depth(int at) {
    int depth = 0;
    for (int i = statement(at); i < at; i++) {
      depth += code.charAt(i) == '(' ? 1 : code.charAt(i) == ')' ? -1 : 0;
    }
    return depth;
  }

  int line(int at) {
    return 1 + (int) code.substring(0, at).chars().filter(c -> c == '\n').count();
  }

  String lineText(int at) {
    int from = code.lastIndexOf('\n', at) + 1;
    int to = code.indexOf('\n', at);
    return code.substring(from, to < 0 ? code.length() : to).strip().replaceAll("\\s+", " ");
  }
}
