package spikelock.tests.mutants;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Mutants that no check can see, each with the reason: {@code survivors.md} beside this class. */
final class Survivors {
  private static final Pattern LINE = Pattern.compile("- `(.+)`: (\\S.*)");

  private final Map<String, String> reasons = new LinkedHashMap<>();

  Survivors() {
    try (InputStream in = Survivors.class.getResourceAsStream("survivors.md")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(LINE::matcher).filter(m -> m.matches())
          .forEach(m -> reasons.put(m.group(1), m.group(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why a mutant cannot be seen. */
  Optional<String> reason(Mutant mutant) {
    return Optional.ofNullable(reasons.get(mutant.key()));
  }

  /** All that have a reason, by {@link Mutant#key}. */
  Map<String, String> all() {
    return reasons;
  }
}
