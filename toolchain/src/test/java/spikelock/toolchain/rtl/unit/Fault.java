package spikelock.toolchain.rtl.unit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One fault in a module's text that its bench must see.
 *
 * @param name what is wrong
 * @param file the file it is in
 * @param right text in it, there once; any white space stands for any other
 * @param wrong what stands there instead
 */
record Fault(String name, String file, String right, String wrong) {

  /** The files with the fault in them. */
  Map<String, String> plant(Map<String, String> files) {
    String text = files.get(file);
    if (text == null) {
      throw new IllegalArgumentException("\"" + name + "\": there is no " + file + " among " + files.keySet());
    }
    Pattern place = Pattern.compile(Pattern.compile("\\s+").splitAsStream(right).map(Pattern::quote).collect(Collectors.joining("\\s+")));
    if (place.matcher(text).results().count() != 1) {
      throw new IllegalArgumentException("\"" + name + "\": \"" + right + "\" is not there once in " + file + ":\n" + text);
    }
    Map<String, String> planted = new LinkedHashMap<>(files);
    planted.put(file, place.matcher(text).replaceFirst(Matcher.quoteReplacement(wrong)));
    return planted;
  }

  @Override
  public String toString() {
    return name;
  }
}
