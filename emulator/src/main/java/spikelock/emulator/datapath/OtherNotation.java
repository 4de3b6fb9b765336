package spikelock.emulator.datapath;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What other languages write and this one does not: what to write instead. */
final class OtherNotation {
  private static final Map<String, String> SIGNS = new LinkedHashMap<>(); // longer ones first
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    SIGNS.put("**", "a square is mul(v, v, BITS, nearest), where BITS low bits of the product are dropped");
    SIGNS.put("*", "multiply with mul(a, b, BITS, nearest), which drops BITS low bits of the product; doubling is shl(a, 1)");
    SIGNS.put("//", "a power of two divides with shr(a, BITS, floor); anything else is mul by its reciprocal: a / 10 is mul(a, 3277, 15, nearest)");
    SIGNS.put("/", "a power of two divides with shr(a, BITS, nearest); anything else is mul by its reciprocal: a / 10 is mul(a, 3277, 15, nearest)");
    SIGNS.put("?", "choose with select(CONDITION, WHEN_TRUE, WHEN_FALSE)");
    SIGNS.put(">>", "shift with shr(a, BITS, floor)");
    SIGNS.put("<<", "shift with shl(a, BITS)");
    SIGNS.put("&&", "both is a single &");
    SIGNS.put("||", "either is a single |");
    SIGNS.put("%", "the low bits of a value are wrap(a, TYPE), such as wrap(a, u4.0)");
    SIGNS.put("=", "equal is ==");
    SIGNS.put(".", "numbers in expressions are whole: mul(a, 3, 1, floor) is a * 1.5, "
        + "and a parameter of a type with fraction bits, such as s16.4, holds 1.5 as 24");
    for (String word : new String[] {"if", "where", "ite", "case"}) {
      WORDS.put(word, "choose with select(CONDITION, WHEN_TRUE, WHEN_FALSE)");
    }
    for (String word : new String[] {"exp", "log", "sqrt", "tanh", "sigmoid", "sin", "cos", "div", "recip"}) {
      WORDS.put(word, "a curve is table(index, NAME) with its values under tables:");
    }
    WORDS.put("pow", SIGNS.get("**"));
    WORDS.put("clip", "a range is min(max(a, LOW), HIGH), or saturate(a, TYPE)");
    WORDS.put("clamp", WORDS.get("clip"));
    WORDS.put("round", "fraction bits are dropped with align(a, BITS, nearest)");
    WORDS.put("floor", "fraction bits are dropped with align(a, 0, floor)");
    WORDS.put("int", WORDS.get("floor"));
    WORDS.put("and", "both is &");
    WORDS.put("or", "either is |");
    WORDS.put("not", "not is !");
    WORDS.put("true", "true is 1");
    WORDS.put("false", "false is 0");
  }

  private OtherNotation() {}

  /** For the signs at a place of a text. */
  static Optional<String> at(String text, int at) {
    return SIGNS.entrySet().stream().filter(sign -> text.startsWith(sign.getKey(), at)).map(Map.Entry::getValue).findFirst();
  }

  /** For a name that is none here. */
  static Optional<String> of(String word) {
    return Optional.ofNullable(WORDS.get(word.toLowerCase(Locale.ROOT)));
  }
}
