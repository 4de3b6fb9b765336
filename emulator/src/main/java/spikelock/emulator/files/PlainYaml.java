package spikelock.emulator.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the YAML that programs write: blocks, flows, plain and quoted text on one line, comments. It takes a tenth of the time of the whole
 * language's reader. Whatever else it meets (anchors, tags, text over several lines, anything wrong), it gives up on; that reader then has its say.
 * Where it answers, it answers the same.
 */
final class PlainYaml {
  private static final int MOST_DEPTH = 64;
  private static final int LONGEST_KEY = 1000;
  private static final int SCANNED_KEYS = 16; // above this many, a set tells whether a key is given twice

  /** The text is not of this kind. Thrown often and never shown: without a stack trace. */
  private static final class GaveUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GaveUp() {
      super(null, null, false, false);
    }
  }

  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;

  private PlainYaml(String text) {
    this.text = text;
  }

  /** The document, or empty where this reader does not know. */
  static Optional<YamlValue> read(String text) {
    try {
      PlainYaml yaml = new PlainYaml(text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n"));
      yaml.requirePlain();
      yaml.skip();
      if (yaml.atEnd()) {
        return Optional.empty();
      }
      YamlValue value = yaml.block(0);
      yaml.skip();
      return yaml.atEnd() ? Optional.of(value) : Optional.empty();
    } catch (GaveUp e) {
      return Optional.empty();
    }
  }

  /** No tabs, no control characters, nothing outside of the first plane; no document markers. */
  private void requirePlain() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\n' || c >= 0x7f && (c < 0xa0 || c == '\u2028' || c == '\u2029' || c >= 0xd800)) {
        throw new GaveUp();
      }
    }
    if (text.startsWith("---") || text.contains("\n---") || text.startsWith("...") || text.contains("\n...") || text.startsWith("%")
        || text.contains("\n%")) {
      throw new GaveUp();
    }
  }

  private boolean atEnd() {
    return at == text.length();
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\n';
  }

  private int column() {
    return at - lineStart;
  }

  /** Whether the character {@code i} ends a word: a space, a line's end or the text's. */
  private boolean isBlank(int i) {
    return i >= text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\n';
  }

  private void spaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  /** To the next character that means something, over comments and line ends. */
  private void skip() {
    while (true) {
      spaces();
      if (at < text.length() && text.charAt(at) == '#') {
        if (at > lineStart && text.charAt(at - 1) != ' ') {
          throw new GaveUp();
        }
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      }
      if (at >= text.length() || text.charAt(at) != '\n') {
        return;
      }
      at++;
      line++;
      lineStart = at;
    }
  }

  /** Whether nothing but a comment follows on this line. */
  private boolean lineIsOver() {
    spaces();
    return peek() == '\n' || peek() == '#' && text.charAt(at - 1) == ' ';
  }

  /** What begins here, in a block. */
  private YamlValue block(int depth) {
    if (depth > MOST_DEPTH) {
      throw new GaveUp();
    }
    int column = column();
    if (peek() == '-' && isBlank(at + 1)) {
      return sequence(column, depth);
    }
    int start = at;
    int startLine = line;
    YamlValue value = inline(depth, false);
    if (line == startLine && peek() == ':' && isBlank(at + 1)) {
      if (!(value instanceof YamlValue.Text key)) {
        throw new GaveUp();
      }
      return mapping(column, start, key, depth);
    }
    if (!lineIsOver()) {
      throw new GaveUp();
    }
    return value;
  }

  private YamlValue sequence(int column, int depth) {
    int start = line;
    List<YamlValue> items = new ArrayList<>(2);
    while (!atEnd() && column() == column && peek() == '-' && isBlank(at + 1)) {
      at++;
      int startLine = line;
      if (lineIsOver()) {
        skip();
        items.add(!atEnd() && column() > column ? block(depth + 1) : new YamlValue.Text("", startLine));
      } else {
        items.add(block(depth + 1));
      }
      skip();
      if (!atEnd() && column() > column) {
        throw new GaveUp();
      }
    }
    return new YamlValue.Sequence(items, start);
  }

  private YamlValue mapping(int column, int keyStart, YamlValue.Text firstKey, int depth) {
    int start = firstKey.line();
    List<YamlValue.Field> fields = new ArrayList<>(2);
    Set<String> keys = new HashSet<>(0);
    YamlValue.Text key = firstKey;
    int from = keyStart;
    while (true) {
      if (at - from > LONGEST_KEY) {
        throw new GaveUp();
      }
      at++; // the colon
      add(fields, keys, key, fieldValue(column, key.line(), depth));
      skip();
      if (atEnd() || column() < column) {
        return new YamlValue.Mapping(fields, start);
      }
      if (column() > column || peek() == '-' && isBlank(at + 1)) {
        throw new GaveUp();
      }
      from = at;
      int keyLine = line;
      if (!(inline(depth, false) instanceof YamlValue.Text next) || line != keyLine || peek() != ':' || !isBlank(at + 1)) {
        throw new GaveUp();
      }
      key = next;
    }
  }

  private static void add(List<YamlValue.Field> fields, Set<String> keys, YamlValue.Text key, YamlValue value) {
    boolean twice = false;
    if (fields.size() < SCANNED_KEYS) {
      for (YamlValue.Field field : fields) {
        twice |= field.key().equals(key.text());
      }
    } else {
      if (keys.isEmpty()) {
        fields.forEach(field -> keys.add(field.key()));
      }
      twice = !keys.add(key.text());
    }
    if (twice || key.text().equals("<<")) {
      throw new GaveUp();
    }
    fields.add(new YamlValue.Field(key.text(), value, key.line()));
  }

  /** What follows a key's colon. */
  private YamlValue fieldValue(int column, int keyLine, int depth) {
    if (lineIsOver()) {
      skip();
      boolean inner = !atEnd() && (column() > column || column() == column && peek() == '-' && isBlank(at + 1));
      return inner ? block(depth + 1) : new YamlValue.Text("", keyLine);
    }
    if (peek() == '-' && isBlank(at + 1)) {
      throw new GaveUp();
    }
    YamlValue value = inline(depth + 1, false);
    if (!lineIsOver()) {
      throw new GaveUp();
    }
    return value;
  }

  /** A flow, quoted or plain text, up to the colon that may follow it. */
  private YamlValue inline(int depth, boolean inFlow) {
    return switch (peek()) {
      case '[', '{' -> flow(depth);
      case '"', '\'' -> quoted();
      default -> plain(inFlow);
    };
  }

  private YamlValue flow(int depth) {
    if (depth > MOST_DEPTH) {
      throw new GaveUp();
    }
    return peek() == '[' ? flowSequence(depth) : flowMapping(depth);
  }

  private YamlValue flowSequence(int depth) {
    int start = line;
    List<YamlValue> items = new ArrayList<>();
    at++;
    skip();
    while (peekFlow() != ']') {
      int itemLine = line;
      YamlValue item = inline(depth + 1, true);
      if (isColon(item, itemLine)) {
        at++;
        skip();
        List<YamlValue.Field> fields = new ArrayList<>(1);
        add(fields, new HashSet<>(0), (YamlValue.Text) item, inline(depth + 1, true));
        item = new YamlValue.Mapping(fields, itemLine);
      }
      items.add(item);
      comma(']');
    }
    at++;
    return new YamlValue.Sequence(items, start);
  }

  private YamlValue flowMapping(int depth) {
    int start = line;
    List<YamlValue.Field> fields = new ArrayList<>(2);
    Set<String> keys = new HashSet<>(0);
    at++;
    skip();
    while (peekFlow() != '}') {
      int itemLine = line;
      YamlValue item = inline(depth + 1, true);
      if (!isColon(item, itemLine)) {
        throw new GaveUp();
      }
      at++;
      skip();
      add(fields, keys, (YamlValue.Text) item, inline(depth + 1, true));
      comma('}');
    }
    at++;
    return new YamlValue.Mapping(fields, start);
  }

  private char peekFlow() {
    if (atEnd()) {
      throw new GaveUp();
    }
    return text.charAt(at);
  }

  /** Whether a colon follows a text on the same line, so that the text is a key. */
  private boolean isColon(YamlValue item, int itemLine) {
    spaces();
    if (peek() != ':') {
      return false;
    }
    if (!(item instanceof YamlValue.Text key) || line != itemLine || key.text().length() > LONGEST_KEY || !isBlank(at + 1)) {
      throw new GaveUp();
    }
    return true;
  }

  private void comma(char end) {
    skip();
    char c = peekFlow();
    if (c == ',') {
      at++;
      skip();
      if (peekFlow() == ',') {
        throw new GaveUp();
      }
    } else if (c != end) {
      throw new GaveUp();
    }
  }

  private YamlValue.Text quoted() {
    char quote = text.charAt(at);
    int start = at + 1;
    int end = start;
    while (end < text.length() && text.charAt(end) != quote) {
      if (text.charAt(end) == '\n' || quote == '"' && text.charAt(end) == '\\') {
        throw new GaveUp();
      }
      end++;
    }
    if (end >= text.length() || end + 1 < text.length() && text.charAt(end + 1) == quote) {
      throw new GaveUp();
    }
    at = end + 1;
    if (at < text.length() && "\n ,]}:".indexOf(text.charAt(at)) < 0) {
      throw new GaveUp();
    }
    return new YamlValue.Text(text.substring(start, end), line);
  }

  private YamlValue.Text plain(boolean inFlow) {
    char first = peek();
    if (",[]{}#&*!|>'\"%@`\n".indexOf(first) >= 0 || "-?:".indexOf(first) >= 0 && (isBlank(at + 1) || inFlow && isFlow(at + 1))) {
      throw new GaveUp();
    }
    int start = at;
    int end = at;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '\n' || c == ':' && (isBlank(end + 1) || inFlow && isFlow(end + 1)) || c == '#' && text.charAt(end - 1) == ' '
          || inFlow && isFlow(end)) {
        break;
      }
      end++;
    }
    at = end;
    int last = end;
    while (text.charAt(last - 1) == ' ') {
      last--;
    }
    YamlValue.Text value = new YamlValue.Text(text.substring(start, last), line);
    if (inFlow) {
      requireOneLine();
    }
    return value;
  }

  private boolean isFlow(int i) {
    return i < text.length() && ",[]{}".indexOf(text.charAt(i)) >= 0;
  }

  /** Plain text of a flow may go on in the next line; then this reader does not know. In a block it shows in the next line's column. */
  private void requireOneLine() {
    if (peek() != '\n' && peek() != '#') {
      return;
    }
    int next = at;
    int nextLine = line;
    int nextStart = lineStart;
    boolean comment = peek() == '#';
    skip();
    boolean over = !atEnd() && ",]}".indexOf(text.charAt(at)) >= 0;
    at = next;
    line = nextLine;
    lineStart = nextStart;
    if (!over || comment) {
      throw new GaveUp();
    }
  }
}
