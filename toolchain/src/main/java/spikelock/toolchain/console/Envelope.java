package spikelock.toolchain.console;

import java.util.LinkedHashMap;
import java.util.Map;

/** The one JSON object of {@code --json}: {@code schema}, {@code version}, {@code verb}, the fields, on failure {@code error}. */
final class Envelope {
  /** Changes only if a field ever changed its meaning; fields are only added. */
  static final String SCHEMA = "spikelock/result/1";

  private Envelope() {}

  static String json(String version, String verb, Answer answer) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", SCHEMA);
    object.put("version", version);
    object.put("verb", verb);
    answer.fields().ifPresent(fields -> object.putAll(AnswerFields.values(fields)));
    answer.failure().ifPresent(failure -> object.put("error", failure));
    return AnswerFields.write(object);
  }
}
