package spikelock.emulator.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import spikelock.emulator.error.InputException;

/** Where the quick reader answers, it answers what the reader of the whole language does; where that finds something wrong, it does not answer. */
class PlainYamlTest {
  private static final String[] PIECES = {"a", "b: ", "c:\n", "- ", "-\n", "  ", "    ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ", ",", ": ", ":", "'q'", "\"d\"",
      "'", "\"", "# note\n", " # note\n", "#", "1", "-2.5", "0..7", "x -> y", "{a: 1}", "[1, 2]", "[k: v]", "&a ", "*a", "!t ", "|\n", "? ", "~", "\t", "---\n", "é",
      "a: 1\n", "- b\n", "c: [d,\n  e]\n", "'f': g\n"};

  private static String whole(String text) {
    LoadSettings settings = LoadSettings.builder().setMaxAliasesForCollections(0).setAllowDuplicateKeys(false).build();
    var documents = new Compose(settings).composeAllFromString(text).iterator();
    if (!documents.hasNext()) {
      return "nothing";
    }
    String value = YamlNodes.value(documents.next(), "f").toString();
    return documents.hasNext() ? "more than one document" : value;
  }

  private static void compare(String text, String what) {
    String quick = PlainYaml.read(text).map(Object::toString).orElse("");
    if (quick.isEmpty()) {
      return;
    }
    try {
      assertThat(quick).as("%s:%n%s", what, text).isEqualTo(whole(text));
    } catch (YamlEngineException | InputException e) {
      throw new AssertionError(what + " is not YAML, but was read:\n" + text + "\nas " + quick, e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: 1\nb:\n  - c\n  - {d: 'e', f: [1, 2,\n      3]}\n", "a:\n- b\n- c: 1\n  d: 2\n", "- - a\n  - b\n-\n  c: d\n", "a: # note\n  b # more\n",
      "{a: b, 'c d': [e: f, g], h: {}}\n", "a -> b: [x: -1, y: 0.5e-3]\n", "a:\nb: ~\n", "k: 'v' # end\nl: \"w\"\n", "- a..b: {core: 0.0}\n- c\n", "x: [\n  1,\n  2]\n"})
  void whatProgramsWriteIsRead(String text) {
    assertThat(PlainYaml.read(text)).as(text).isPresent();
    compare(text, "example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: b: c\n", "a: 1\na: 2\n", "a: [1\n", "a: &x 1\nb: *x\n", "a: b\n  c\n", "a:\n  b: 1\n c: 2\n", "- a\nb: c\n", "a: [b c,\n", "a\tb: c\n", "{a, b}\n",
      "a: |\n  text\n", "'a\n  b': c\n", "a: [,]\n", "[a]: b\n", "--- a\n", "a: ]\n", "a:b\nc: d\n", "x: [\n  1,\n  2 # two\n  ,\n]\n"})
  void theReaderOfTheWholeLanguageDecidesAboutTheRest(String text) {
    assertThat(PlainYaml.read(text)).as(text).isEmpty();
  }

  @Test
  void bothReadersAgreeOnRandomText() {
    long seed = Long.getLong("test.seed", ThreadLocalRandom.current().nextLong());
    Random random = new Random(seed);
    int read = 0;
    for (int trial = 0; trial < 30_000; trial++) {
      StringBuilder text = new StringBuilder();
      for (int piece = 1 + random.nextInt(12); piece > 0; piece--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      compare(text.toString(), "rerun with -Dtest.seed=" + seed);
      read += PlainYaml.read(text.toString()).isPresent() ? 1 : 0;
    }
    assertThat(read).as("rerun with -Dtest.seed=" + seed).isGreaterThan(1000);
  }

  @Test
  void deepAndLongTextIsRefusedCheaply() {
    assertThatThrownBy(() -> YamlFile.foreign("[".repeat(200_000), "f")).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> YamlFile.foreign("a: &x 1\n" + "# ".repeat(YamlFile.MAX_BYTES), "f")).isInstanceOf(InputException.class)
        .hasMessageContaining("read in files of up to");
  }
}
