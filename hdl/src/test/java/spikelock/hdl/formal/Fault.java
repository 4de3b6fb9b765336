package spikelock.hdl.formal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fault that is planted in the RTL, and the assertions that must see it.
 *
 * @param name what is wrong
 * @param proof where it is looked for
 * @param file of {@code hdl/rtl}
 * @param from the text, found once in it, that is replaced
 * @param to what replaces it
 * @param assertions labels of assertions, each of which the fault breaks
 */
record Fault(String name, Proof proof, String file, String from, String to, List<String> assertions) {
  Fault {
    if (assertions.isEmpty()) {
      throw new IllegalArgumentException(name + ": no assertion is named");
    }
  }

  /** The RTL with this fault. */
  Map<String, String> in(Map<String, String> rtl) {
    String text = rtl.get(file);
    if (text.indexOf(from) < 0 || text.indexOf(from) != text.lastIndexOf(from)) {
      throw new AssertionError(name + ": " + file + " does not hold once: " + from);
    }
    Map<String, String> faulty = new LinkedHashMap<>(rtl);
    faulty.put(file, text.replace(from, to));
    return faulty;
  }

  @Override
  public String toString() {
    return name + " (" + proof + ")";
  }
}
