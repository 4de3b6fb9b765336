package spikelock.emulator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;

class ProfileFileTest {
  private static final Offset<Double> EXACT = within(1e-24);
  private static final String CONSTANT = "{value: 3, unit: pJ, confidence: measured, source: us}";
  @TempDir Path folder;

  static List<String> names() {
    return Profiles.names();
  }

  private static CostProfile parse(String... lines) {
    return ProfileFile.parse("format: spikelock/profile\nversion: 1\nname: mine\n" + String.join("\n", lines), "mine.yaml", Profiles::bundled);
  }

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), "format: spikelock/profile\nversion: 1\nname: mine\n" + String.join("\n", lines));
  }

  @ParameterizedTest
  @MethodSource("names")
  void bundledProfileHasAllThatMakesItCheckable(String name) {
    CostProfile profile = Profiles.bundled(name);

    assertThat(profile.name()).isEqualTo(name);
    assertThat(profile.title()).isNotBlank();
    assertThat(profile.operatingPoint()).isNotBlank();
    assertThat(profile.notes()).as("what it leaves out").isNotEmpty();
    assertThat(profile.constants()).isNotEmpty().allSatisfy((path, constant) -> {
      assertThat(constant.source()).as(path).hasSizeGreaterThan(10);
      assertThat(constant.validity()).as(path).isNotBlank();
      assertThat(constant.low()).as(path).isLessThanOrEqualTo(constant.value());
      assertThat(constant.high()).as(path).isGreaterThanOrEqualTo(constant.value());
    });
    assertThat(Chips.names()).containsAll(profile.chips());
  }

  @Test
  void publishedChipsHaveTheirProfiles() {
    assertThat(Profiles.of(Chips.read("loihi")).stream().map(CostProfile::name)).containsExactly("loihi-davies2018", "loihi-sanafe2025", "generic-45nm");
    assertThat(Profiles.of(Chips.read("truenorth")).stream().map(CostProfile::name)).containsExactly("truenorth", "generic-45nm");
    assertThat(Profiles.of(Chips.read("odin")).stream().map(CostProfile::name)).containsExactly("odin", "generic-45nm");
    assertThat(Profiles.of(Chips.read("spinnaker")).stream().map(CostProfile::name)).containsExactly("spinnaker", "generic-45nm");
    assertThat(Profiles.of(Chips.read("up5k-1")).stream().map(CostProfile::name)).containsExactly("generic-45nm", "ice40up5k");
  }

  /** Numbers of the two Loihi tables, typed again: a slip of the pen in a file shows. */
  @ParameterizedTest
  @CsvSource({
      "loihi-davies2018, energy.synaptic_event, 23.6e-12", "loihi-davies2018, energy.neuron_access, 52e-12", "loihi-davies2018, energy.packet_out, 1.7e-12",
      "loihi-davies2018, energy.hop_east, 3.0e-12", "loihi-davies2018, energy.hop_south, 4.0e-12", "loihi-davies2018, time.synaptic_event, 3.5e-9",
      "loihi-davies2018, time.barrier.1, 113e-9", "loihi-davies2018, time.barrier.32, 465e-9", "loihi-davies2018, power.static, 29.6e-3",
      "loihi-sanafe2025, energy.neuron_access, 51.2e-12", "loihi-sanafe2025, energy.neuron_update, 21.6e-12", "loihi-sanafe2025, energy.spike, 69.3e-12",
      "loihi-sanafe2025, energy.dense_event, 35.5e-12", "loihi-sanafe2025, energy.sparse_event, 33.6e-12", "loihi-sanafe2025, energy.shared_event, 24.0e-12",
      "loihi-sanafe2025, energy.packet_out, 111e-12", "loihi-sanafe2025, energy.hop_north, 4.2e-12", "loihi-sanafe2025, time.packet_in, 16e-9",
      "loihi-sanafe2025, time.spike, 30e-9", "loihi-sanafe2025, time.barrier.29, 1.8e-6", "odin, power.static, 27.3e-6", "odin, energy.cycle, 1.78e-12",
      "odin, energy.synaptic_event, 8.43e-12", "truenorth, time.timestep, 1e-3"})
  void bundledConstantHasItsPublishedValue(String name, String path, double value) {
    assertThat(Profiles.bundled(name).value(path)).isCloseTo(value, within(value * 1e-12));
  }

  @Test
  void extendingChangesOnlyWhatItNames() {
    CostProfile base = Profiles.bundled("loihi-davies2018");

    CostProfile mine = parse("extends: loihi-davies2018", "title: mine", "energy:", "  synaptic_event: " + CONSTANT);

    assertThat(mine.name()).isEqualTo("mine");
    assertThat(mine.chips()).isEqualTo(base.chips());
    assertThat(mine.timing()).isEqualTo(base.timing());
    assertThat(mine.notes()).isEqualTo(base.notes());
    assertThat(mine.value("energy.synaptic_event")).isCloseTo(3e-12, EXACT);
    base.constants().forEach((path, constant) -> {
      if (!path.equals("energy.synaptic_event")) {
        assertThat(mine.constants()).containsEntry(path, constant);
      }
    });
    assertThat(mine.constants()).hasSameSizeAs(base.constants());
  }

  @Test
  void allRowsReplaceTheirKindsAndKindsReplaceAllRows() {
    assertThat(parse("extends: loihi-sanafe2025", "energy:", "  synaptic_event: " + CONSTANT).constants())
        .containsKey("energy.synaptic_event").doesNotContainKeys("energy.dense_event", "energy.sparse_event", "energy.shared_event");
    assertThat(parse("extends: loihi-davies2018", "energy:", "  dense_event: " + CONSTANT).constants())
        .containsKey("energy.dense_event").doesNotContainKey("energy.synaptic_event");
  }

  @Test
  void anotherProcessScalesEnergiesAndSaysSo() {
    CostProfile base = Profiles.bundled("generic-45nm");

    CostProfile mine = parse("extends: generic-45nm", "process:",
        "  node: {value: 22.5, unit: nm, confidence: assumed, source: me}", "  voltage: {value: 0.6, unit: V, confidence: assumed, source: me}",
        "primitive: {logic_bit: {value: 1, unit: fJ, confidence: assumed, source: me}}");

    double factor = 0.5 * (0.6 / 0.9) * (0.6 / 0.9);
    Constant add = mine.constant(Term.ADD_BIT).orElseThrow();
    assertThat(add.value()).isCloseTo(3.125e-15 * factor, within(1e-24));
    assertThat(add.confidence()).isEqualTo(Confidence.ASSUMED);
    assertThat(add.source()).contains("45 nm 0.9 V", "22.5 nm 0.6 V", "Horowitz");
    assertThat(add.low()).isLessThan(base.constant(Term.ADD_BIT).orElseThrow().low() * factor);
    assertThat(mine.value(Term.MEMORY_BIT + 8192)).isCloseTo(156.25e-15 * factor, within(1e-24));
    assertThat(mine.value(Term.LOGIC_BIT)).as("named by the file itself").isCloseTo(1e-15, within(1e-24));
    assertThat(mine.notes()).hasSize(base.notes().size() + 1).anyMatch(note -> note.contains("energy x 0.2222"));
  }

  @Test
  void staticPowerGoesWithTheVoltageSquaredAndTimesStay() {
    CostProfile mine = parse("extends: odin", "process: {voltage: {value: 1.1, unit: V, confidence: assumed, source: me}}");

    assertThat(mine.value("power.static")).isCloseTo(109.2e-6, within(1e-12));
    assertThat(mine.value("energy.synaptic_event")).isCloseTo(4 * 8.43e-12, within(1e-18));
    assertThat(mine.value("time.synaptic_event")).isEqualTo(Profiles.bundled("odin").value("time.synaptic_event"));
  }

  @Test
  void timesInCyclesFollowTheClock() {
    assertThat(Profiles.bundled("odin").value("time.synaptic_event")).isCloseTo(2 / 75e6, within(1e-18));
    assertThat(parse("extends: odin", "clock: {value: 1.3, unit: MHz, confidence: published, source: me}").value("time.synaptic_event"))
        .isCloseTo(2 / 1.3e6, within(1e-18));
  }

  @Test
  void filesExtendFilesBesideThem() throws Exception {
    file("base.yaml", "extends: odin", "energy:", "  spike: " + CONSTANT);
    Path top = file("top.yaml", "extends: base.yaml", "energy:", "  cycle: {value: 2, unit: pJ, confidence: measured, source: us}");

    CostProfile profile = Profiles.read(top.toString());

    assertThat(profile.value("energy.spike")).isCloseTo(3e-12, EXACT);
    assertThat(profile.value("energy.cycle")).isCloseTo(2e-12, EXACT);
    assertThat(profile.value("energy.synaptic_event")).isCloseTo(8.43e-12, EXACT);
  }

  @Test
  void loopsOfExtendsAreNamed() throws Exception {
    Path a = file("a.yaml", "extends: b.yaml");
    file("b.yaml", "extends: a.yaml");
    Path self = file("self.yaml", "extends: self.yaml");

    assertThatThrownBy(() -> Profiles.read(a.toString())).isInstanceOf(InputException.class).hasMessageContaining("a.yaml -> b.yaml -> a.yaml");
    assertThatThrownBy(() -> Profiles.read(self.toString())).isInstanceOf(InputException.class).hasMessageContaining("self.yaml -> self.yaml");
  }

  @Test
  void filesAreOfAReasonableSize() throws Exception {
    Path huge = file("huge.yaml", "title: x", "# " + "x".repeat(ProfileFile.MAX_BYTES));

    assertThatThrownBy(() -> Profiles.read(huge.toString())).isInstanceOf(InputException.class).hasMessageContaining("bytes");
  }

  @Test
  void whatIsNoProfileIsSaidWithTheNearest() {
    assertThatThrownBy(() -> Profiles.read("loihi-davis2018")).isInstanceOf(InputException.class)
        .satisfies(e -> assertThat(((InputException) e).hint()).contains("loihi-davies2018"));
    assertThatThrownBy(() -> Profiles.read("no/such.yaml")).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Profiles.read("a\0b")).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> parse("extends: odim")).isInstanceOf(InputException.class)
        .satisfies(e -> assertThat(((InputException) e).hint()).contains("odin"));
  }

  /** What is wrong, the field it is in, and what the message or its hint has. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      energy: {spike: {value: 3, confidence: measured, source: us}}                          | energy.spike.unit     | the unit is missing; one of fJ, pJ
      energy: {spike: {value: 3, unit: ns, confidence: measured, source: us}}                | energy.spike.unit     | no unit of energy
      energy: {spike: {value: 3, unit: pj, confidence: measured, source: us}}                | energy.spike.unit     | no unit of energy
      power: {static: {value: 3, unit: pJ, confidence: measured, source: us}}                | power.static.unit     | no unit of power
      energy: {spike: {value: -3, unit: pJ, confidence: measured, source: us}}               | energy.spike.value    | must not be negative
      energy: {spike: {value: 1e300, unit: pJ, confidence: measured, source: us}}            | energy.spike.value    | must be at most
      energy: {spike: {value: NaN, unit: pJ, confidence: measured, source: us}}              | energy.spike.value    | must be finite
      energy: {spike: {value: three, unit: pJ, confidence: measured, source: us}}            | energy.spike.value    | not a number
      energy: {spike: {unit: pJ, confidence: measured, source: us}}                          | energy.spike.value    | missing
      energy: {spike: {value: 3, unit: pJ, source: us}}                                      | energy.spike.confidence | missing
      energy: {spike: {value: 3, unit: pJ, confidence: mesured, source: us}}                 | energy.spike.confidence | did you mean "measured"
      energy: {spike: {value: 3, unit: pJ, confidence: measured}}                            | energy.spike.source   | missing
      energy: {spike: {value: 3, unit: pJ, confidence: measured, source: " "}}               | energy.spike.source   | nobody could check
      energy: {spike: {value: 3, unit: pJ, confidence: measured, source: us, low: 4}}        | energy.spike.low      | does not hold the value
      energy: {spike: {value: 3, unit: pJ, confidence: measured, source: us, high: 2}}       | energy.spike.high     | does not hold the value
      energy: {spike: {value: 3, unit: pJ, confidence: measured, source: us, low: -1}}       | energy.spike.low      | does not hold the value
      energy: {spike: {value: 3, unit: pJ, confidence: measured, sauce: us}}                 | energy.spike.source   | missing
      energy: {spike: {value: 3, unit: pJ, confidence: measured, source: us, validty: x}}    | energy.spike.validty  | did you mean "validity"
      energy: {spike: {value: 3, unit: pJ, confidence: measured, source: us, includes_static_at: 0}} | energy.spike.includes_static_at | events a second
      energy: {cycle: {value: 3, unit: pJ, confidence: measured, source: us, includes_static_at: 9}} | energy.cycle.includes_static_at | energies of events
      energy: {spike: 3}                                                                     | energy.spike          | is no constant; write {value
      energy: {spikes: {value: 3, unit: pJ, confidence: measured, source: us}}               | energy.spikes         | did you mean "spike"
      energy: {synaptic_events: {value: 3, unit: pJ, confidence: measured, source: us}}      | energy.synaptic_events | did you mean "synaptic_event"
      energy: 3                                                                              | energy                | must be a mapping
      power: {static: []}                                                                    | power.static          | is no constant
      time: {spike: {value: 3, unit: cycles, confidence: measured, source: us}}              | time.spike.unit       | names no clock
      time: {barrier: {x: {value: 3, unit: ns, confidence: measured, source: us}}}           | time.barrier.x        | a whole number
      time: {barrier: {0: {value: 3, unit: ns, confidence: measured, source: us}}}           | time.barrier.0        | a whole number
      clock: {value: 0, unit: MHz, confidence: measured, source: us}                         | clock                 | is 0
      clock: 3 MHz                                                                           | clock                 | is no constant
      timing: timestep                                                                       | timing                | time.timestep is missing
      timing: messages                                                                       | timing                | no event has a time
      timing: cycle                                                                          | timing                | did you mean "cycles"
      technologies: [ice40]                                                                  | technologies          | names "ice40"
      chips: loihi                                                                           | chips                 | must be a list
      energi: {}                                                                             | energi                | did you mean "energy"
      primitive: {add_bit: {value: 3, unit: fJ, confidence: measured, source: us}}           | primitive             | no memory_bit
      extends: nothing                                                                       | extends               | there is no bundled profile "nothing"
      extends: [odin]                                                                        | extends               | must be a single value
      """)
  void wrongFieldIsNamed(String line, String where, String what) {
    assertThatThrownBy(() -> parse(line)).isInstanceOf(InputException.class).satisfies(e -> {
      InputException wrong = (InputException) e;
      assertThat(wrong.file()).isEqualTo("mine.yaml");
      assertThat(wrong.where()).startsWith(where + ", line ");
      assertThat(wrong.getMessage() + "; " + wrong.hint()).contains(what);
    });
  }

  @Test
  void bothKindsOfRowsWouldBePaidTwice() {
    assertThatThrownBy(() -> parse("energy:", "  synaptic_event: " + CONSTANT, "  dense_event: " + CONSTANT)).isInstanceOf(InputException.class)
        .hasMessageContaining("paid twice");
  }

  @Test
  void newerVersionsAndOtherKindsAreRefused() {
    assertThatThrownBy(() -> ProfileFile.parse("format: spikelock/profile\nversion: 2\nname: x\n", "x", Profiles::bundled)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> ProfileFile.parse("format: spikelock/chip\nversion: 1\nname: x\n", "x", Profiles::bundled)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> ProfileFile.parse("format: spikelock/profile\nversion: 1\nname: a b\n", "x", Profiles::bundled)).isInstanceOf(InputException.class);
  }

  /** Damaged files are refused or read, never a bug; what is read can be shown. */
  @Test
  void damagedFilesAreRefusedOrRead() {
    long seed = Long.getLong("test.seed", 20_261_201);
    Random random = new Random(seed);
    int refused = 0;
    for (int n = 0; n < 900; n++) {
      StringBuilder text = new StringBuilder(Profiles.text(Profiles.names().get(n % Profiles.names().size())));
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
          default -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
        }
      }
      try {
        ProfileFile.parse(text.toString(), "damaged.yaml", Profiles::bundled).constants().values().forEach(Constant::band);
      } catch (InputException e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("rerun with -Dtest.seed=" + seed + ": " + n + "\n" + text, e);
      }
    }
    assertThat(refused).isGreaterThan(300);
  }
}
