package spikelock.toolchain.console;

import java.util.Optional;

/**
 * What a verb found.
 *
 * @param fields a record whose components are the JSON fields, in their order and each with what it {@link Means}; empty when the verb did
 *     not get as far
 * @param text the same for people, without a final line break
 * @param failure present when the verb did its work and the outcome is a failure; its code is the exit code
 */
public record Answer(Optional<Record> fields, String text, Optional<Failure> failure) {
  public static Answer done(Record fields, String text) {
    return new Answer(Optional.of(fields), text, Optional.empty());
  }

  /** A check ran and failed (exit code 1): the fields say how, {@code message} in one sentence. */
  public static Answer checkFailed(Record fields, String text, String message) {
    return new Answer(Optional.of(fields), text, Optional.of(new Failure(ExitCode.CHECK_FAILED, message, "", "", "")));
  }

  /** Nothing but why. */
  static Answer failed(Failure reason) {
    return new Answer(Optional.empty(), "", Optional.of(reason));
  }

  /** The same answer with a failure of any code. */
  public Answer failing(Failure reason) {
    return new Answer(fields, text, Optional.of(reason));
  }
}
