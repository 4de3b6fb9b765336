package spikelock.toolchain.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.emulator.error.InputException;
import spikelock.toolchain.validate.CaseCheck.Checked;
import spikelock.toolchain.validate.CaseCheck.Verdict;
import spikelock.toolchain.validate.PublishedCase.Basis;
import spikelock.toolchain.validate.PublishedCase.Work;

class CaseFileTest {
  private static final String HEAD = "format: spikelock/cases\nversion: 1\n";
  private static final String ODIN = """
      cases:
        - id: X
          title: t
          source: s
          basis: predicted
          profile: odin
          run: {seconds: 1, clock: 75 MHz, counts: {synaptic_event: 37.5e6}}
          expect: [{quantity: power, value: 477 uW, tolerance: 1 %}]
      """;
  @TempDir Path folder;

  private static List<Checked> check(List<PublishedCase> cases) {
    Simulations none = new Simulations(List.of());
    List<Checked> checked = new ArrayList<>();
    for (PublishedCase one : cases) {
      try {
        checked.addAll(CaseCheck.check(one, none));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return checked;
  }

  private static Checked only(String text) {
    List<Checked> checked = check(CaseFile.parse(HEAD + text, "mine.yaml").cases());
    assertThat(checked).hasSize(1);
    return checked.getFirst();
  }

  private static Checked odin(String was, String is) {
    assertThat(ODIN).contains(was);
    return only(ODIN.replace(was, is));
  }

  @Test
  void everyPublishedCaseIsWithinItsTolerance() {
    List<PublishedCase> cases = CaseFile.published().cases();
    List<Checked> checked = check(cases);

    assertThat(checked).filteredOn(one -> one.verdict() == Verdict.OUT).isEmpty();
    assertThat(checked).filteredOn(one -> one.verdict() == Verdict.NOT_RUN).allMatch(one -> one.of().work() instanceof Work.Simulate);
    assertThat(checked).filteredOn(one -> one.verdict() == Verdict.OK).hasSizeGreaterThanOrEqualTo(39);
    assertThat(cases.stream().map(PublishedCase::id)).contains("V1a", "V1b", "V3a", "V3b", "V5", "V6", "V7", "V8", "V8b", "V9", "V10");
    assertThat(checked).filteredOn(one -> one.expected().basis() == Basis.PREDICTED).hasSizeGreaterThan(20);
  }

  @Test
  void aToleranceIsHeldToTheDigit() {
    assertThat(odin("477 uW", "477 uW").verdict()).isEqualTo(Verdict.OK);
    assertThat(odin("477 uW, tolerance: 1 %", "482 uW, tolerance: 1 %").verdict()).as("-1.05 %").isEqualTo(Verdict.OUT);
    assertThat(odin("477 uW, tolerance: 1 %", "472 uW, tolerance: 1 %").verdict()).as("+1.04 %").isEqualTo(Verdict.OUT);
    assertThat(odin("tolerance: 1 %", "tolerance: 0.08 uW").verdict()).isEqualTo(Verdict.OK);
    assertThat(odin("tolerance: 1 %", "tolerance: 0.07 uW").verdict()).isEqualTo(Verdict.OUT);
    assertThat(odin("tolerance: 1 %", "tolerance: exact").verdict()).isEqualTo(Verdict.OUT);
    assertThat(odin("tolerance: 1 %", "tolerance: at most").verdict()).isEqualTo(Verdict.OK);
    assertThat(odin("477 uW, tolerance: 1 %", "476.9 uW, tolerance: at most").verdict()).isEqualTo(Verdict.OUT);
    assertThat(odin("tolerance: 1 %", "flagged: outside its operating point").verdict()).as("nothing is flagged").isEqualTo(Verdict.OUT);
    assertThat(odin("477 uW, tolerance: 1 %", "525 uW, tolerance: band").verdict()).as("1.1 times as much is 524.62").isEqualTo(Verdict.OUT);
    assertThat(odin("477 uW, tolerance: 1 %", "524 uW, tolerance: band").verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void aFlagIsSeenOnlyOutsideTheOperatingPoint() {
    String trap = """
        profiles:
          point:
            extends: truenorth
            energy: {synaptic_event: {value: 26, unit: pJ, confidence: measured, source: paper, includes_static_at: 1e9}}
        cases:
          - {id: X, title: t, source: s, basis: predicted, profile: point, run: {seconds: 1, counts: {synaptic_event: RATE}},
             expect: [{quantity: power, value: 68 mW, flagged: outside its operating point}]}
        """;
    assertThat(only(trap.replace("RATE", "1.2e9")).verdict()).isEqualTo(Verdict.OK);
    assertThat(only(trap.replace("RATE", "1.2e9")).ours()).as("no static power beside it").isCloseTo(26e-12 * 1.2e9, within(1e-12));
    assertThat(only(trap.replace("RATE", "1.05e9")).verdict()).isEqualTo(Verdict.OUT);
  }

  @Test
  void aFitGoesThroughItsPointsAndPredictsBetweenThem() {
    String fit = """
        cases:
          - id: X
            title: t
            source: s
            basis: predicted
            profile:
              fit:
                source: made up
                constants: [power.static, energy.spike, energy.synaptic_event]
                to:
                  - {seconds: 1, counts: {spike: 0, synaptic_event: 1000}, power: 3 W}
                  - {seconds: 2, counts: {spike: 100, synaptic_event: 0}, power: 2 W}
                  - {seconds: 1, counts: {spike: 100, synaptic_event: 1000}, power: 5 W}
                  - {seconds: 4, counts: {spike: 0, synaptic_event: 0}, power: 1 W}
            run: {seconds: 1, counts: {spike: 50, synaptic_event: 500}}
            expect: [{quantity: power, value: 3 W, tolerance: 0.0000001 %}]
        """;
    Checked checked = only(fit);

    assertThat(checked.verdict()).isEqualTo(Verdict.OK);
    ProfileFit found = ((Work.Price) checked.of().work()).subject().fit().orElseThrow();
    assertThat(found.text()).isEqualTo("X is fitted to 4 points: power.static = 1.0000 W, energy.spike = 20.000 mJ, energy.synaptic_event = 2.0000 mJ");
  }

  @Test
  void profilesOfFilesBesideItAreFound() throws Exception {
    Files.writeString(folder.resolve("p.yaml"), """
        format: spikelock/profile
        version: 1
        name: p
        energy: {spike: {value: 2, unit: J, confidence: measured, source: us}}
        """);
    Path file = Files.writeString(folder.resolve("cases.yaml"), HEAD + """
        cases:
          - {id: X, title: t, source: s, profile: p.yaml, run: {counts: {spike: [3, 4]}},
             expect: [{quantity: energy, value: 24 J, tolerance: exact, basis: predicted}, {quantity: energy, per: spike, value: 2 J, tolerance: exact, basis: fitted}]}
        """);

    assertThat(check(CaseFile.read(file).cases())).extracting(Checked::verdict).containsExactly(Verdict.OK, Verdict.OK);
  }

  @Test
  void eventsOfANetworkArePriced() {
    Checked checked = only("""
        networks:
          two:
            source: made up
            populations: [a, b]
            neurons: [10, 20]
            connection_probability: [[0, 0.5], [0, 0]]
            rate_hz: [1, 2]
            external_synapses: [5, 0]
            external_rate_hz: 8
        cases:
          - {id: X, title: t, source: s, basis: predicted, profile: {energy: {synaptic_event: {value: 1, unit: J, confidence: measured, source: us}}},
             run: {network: two, model_seconds: 10, external: true}, expect: [{quantity: energy, value: 0 J, tolerance: band}]}
        """);

    double synapses = Math.log(0.5) / Math.log(1 - 1.0 / 200);
    assertThat(checked.ours()).isEqualTo(Math.round(10 * (2 * synapses + 10 * 5 * 8)));
  }

  /** A line of a case, what it is replaced by, the field that is named, and what the message or its hint has. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      profile: odin           | profile: odim                          | cases[0].profile             | did you mean "odin"
      profile: odin           | profile: {extends: odim}               | cases[0].profile.extends     | did you mean "odin"
      profile: odin           | profile: {energy: {spik: {}}}          | cases[0].profile.energy.spik | did you mean "spike"
      seconds: 1              | seconds: -1                            | cases[0].run.seconds         | must be above 0
      seconds: 1, clock       | clock                                  | cases[0].expect[0].quantity  | does not say how long
      seconds: 1              | second: 1                              | cases[0].run.second          | did you mean "seconds"
      75 MHz                  | 75 mW                                  | cases[0].run.clock           | no unit of frequency
      synaptic_event: 37.5e6  | synaptic_events: 37.5e6                | cases[0].run.counts.synaptic_events | did you mean "synaptic_event"
      synaptic_event: 37.5e6  | synaptic_event: -3                     | cases[0].run.counts.synaptic_event | must be 0..
      synaptic_event: 37.5e6  | synaptic_event: []                     | cases[0].run.counts.synaptic_event | list of factors
      synaptic_event: 37.5e6  | synaptic_event: [1e200, 1e200]         | cases[0].run.counts.synaptic_event | must be 0..
      quantity: power         | quantity: pwer                         | cases[0].expect[0].quantity  | did you mean "power"
      quantity: power         | quantity: synapses                     | cases[0].expect[0].quantity  | is "synapses"
      477 uW                  | 477 uJ                                 | cases[0].expect[0].value     | no unit of power
      477 uW                  | many uW                                | cases[0].expect[0].value     | must be a number
      477 uW                  | -477 uW                                | cases[0].expect[0].value     | not negative
      477 uW                  | 477                                    | cases[0].expect[0].value     | no unit of power
      tolerance: 1 %          | tolerance: -1 %                        | cases[0].expect[0].tolerance | such as 1 %
      tolerance: 1 %          | tolerance: some                        | cases[0].expect[0].tolerance | no unit of power
      , tolerance: 1 %        | ''                                     | cases[0].expect[0].tolerance | missing
      basis: predicted        | basis: guessed                         | cases[0].basis               | known: fitted, predicted
      source: s               | source: " "                            | cases[0].source              | nobody could check
      id: X                   | id: "a b"                              | cases[0].id                  | letters, digits
      run: {seconds: 1        | between: [{seconds: 1}] #              | cases[0].between             | must have two
      profile: odin           | network: none                          | cases[0].network             | no network "none"
      profile: odin           | profile: {fit: {source: s, constants: [time.spike], to: []}} | cases[0].profile.fit.constants | no energy and no power
      profile: odin           | profile: {fit: {source: s, constants: [energy.spike], to: []}} | cases[0].profile.fit.to | 0 points for 1 constants
      profile: odin           | profile: {fit: {source: s, constants: [energy.spike], to: [{seconds: 1, power: 1 W}]}} | cases[0].profile.fit.to | no part in any point
      profile: odin           | profile: {fit: {source: s, constants: [energy.spike], to: [{power: 1 W, counts: {spike: 1}}]}} | cases[0].profile.fit.to[0].seconds | missing
      profile: odin           | profile: {fit: {source: s, constants: [energy.spike, power.static], to: [{seconds: 1, power: 1 W, counts: {spike: 1}}, {seconds: 1, power: 2 W, counts: {spike: 1}}]}} | cases[0].profile.fit.to | do not tell the constants apart
      profile: odin           | profile: {fit: {source: s, constants: [energy.spike, power.static], to: [{seconds: 1, power: 2 W, counts: {spike: 1}}, {seconds: 1, power: 1 W, counts: {spike: 2}}]}} | cases[0].profile.fit.to | would be negative
      cases:                  | caes:                                  | cases                        | is it "caes"
      """)
  void whatIsWrongIsNamed(String was, String is, String where, String what) {
    assertThat(ODIN).contains(was);
    assertThatThrownBy(() -> CaseFile.parse(HEAD + ODIN.replace(was, is == null ? "" : is), "mine.yaml")).isInstanceOf(InputException.class).satisfies(e -> {
      InputException wrong = (InputException) e;
      assertThat(wrong.file()).isEqualTo("mine.yaml");
      assertThat(wrong.where()).startsWith(where + ", line ");
      assertThat(wrong.getMessage() + "; " + wrong.hint()).contains(what);
    });
  }

  @Test
  void anIdIsGivenOnce() {
    assertThatThrownBy(() -> CaseFile.parse(HEAD + ODIN + ODIN.substring(ODIN.indexOf("  - id")), "mine.yaml")).isInstanceOf(InputException.class)
        .hasMessageContaining("given twice");
  }

  @Test
  void probabilitiesAreOfEveryPair() {
    String network = "networks: {n: {source: s, populations: [a], neurons: [3], connection_probability: [[P]], rate_hz: [1], external_synapses: [1],"
        + " external_rate_hz: 1}}\n";
    assertThatThrownBy(() -> CaseFile.parse(HEAD + network.replace("[[P]]", "[[0.1, 0.2]]") + ODIN, "f")).hasMessageContaining("1 rows of 1 numbers");
    assertThatThrownBy(() -> CaseFile.parse(HEAD + network.replace("[[P]]", "[[1]]") + ODIN, "f")).hasMessageContaining("below 1");
    assertThatThrownBy(() -> CaseFile.parse(HEAD + network.replace("[[P]]", "[[0.1]]").replace("[3]", "[3, 4]") + ODIN, "f")).hasMessageContaining("one a population");
    assertThat(CaseFile.parse(HEAD + network.replace("[[P]]", "[[0.1]]") + ODIN, "f").cases()).hasSize(1);
  }
}
