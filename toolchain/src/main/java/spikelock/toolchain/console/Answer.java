package spikelock.toolchain.console;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a verb found.
 *
 * @param fields the JSON fields in their order; values are what Jackson writes: records, maps, lists, numbers, text
 * @param text the same for people, without a final line break
 * @param failure present when the verb did its work and the outcome is a failure; its code is the exit code
 */
public record Answer(Map<String, Object> fields, String text, Optional<Failure> failure) {
  public Answer {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  public static Answer done(Map<String, Object> fields, String text) {
    return new Answer(fields, text, Optional.empty());
  }

  /** A check ran and failed (exit code 1): the fields say how, {@code message} in one sentence. */
  public static Answer checkFailed(Map<String, Object> fields, String text, String message) {
    return new Answer(fields, text, Optional.of(new Failure(ExitCode.CHECK_FAILED, message, "", "", "")));
  }

  /** The same answer with a failure of any code. */
  public Answer failing(Failure reason) {
    return new Answer(fields, text, Optional.of(reason));
  }
}
