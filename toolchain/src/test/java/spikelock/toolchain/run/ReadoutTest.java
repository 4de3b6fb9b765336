package spikelock.toolchain.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.data.DataReader;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.data.Reading;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.source.SourceFile;

class ReadoutTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextLong());

  @TempDir Path folder;

  /** Two samples of 3 and 2 timesteps, 3 neurons. */
  private static Outcome outcome(Object values) {
    return new Outcome(new int[] {3, 2}, 3, Map.of("o", new NdArray(new int[] {2, 3, 3}, values)), Map.of(), Optional.empty());
  }

  private static final byte[] SPIKES = {
      0, 0, 1,  0, 1, 0,  0, 1, 1,
      0, 0, 0,  1, 1, 0,  0, 0, 0};
  private static final double[] POTENTIALS = {
      0, 0.5, 0.1,  0.2, 0.4, 0.3,  0.25, 0.125, 0.75,
      -3, -1, -2,   -1, -2, -1.5,  0, 0, 0};

  @ParameterizedTest
  @CsvSource({"'', 1, 0", "count, 1, 0", "first, 2, 0", "last, 1, 0", "max, 1, 0", "mean, 1, 0"})
  void ofSpikes(String how, int first, int second) {
    assertThat(Readout.parse(how).predictions(outcome(SPIKES))).containsExactly(first, second);
  }

  @ParameterizedTest
  @CsvSource({"'', 2, 0", "max, 2, 0", "last, 2, 0", "mean, 2, 1"})
  void ofPotentialsWithinEachSamplesOwnTime(String how, int first, int second) {
    assertThat(Readout.parse(how).predictions(outcome(POTENTIALS))).containsExactly(first, second);
  }

  @Test
  void whatCannotBeRead() {
    assertThatThrownBy(() -> Readout.parse("cuont")).isInstanceOf(InputException.class).satisfies(e ->
        assertThat(((InputException) e).hint()).contains("did you mean \"count\"?"));
    assertThatThrownBy(() -> Readout.parse("count").predictions(outcome(POTENTIALS))).isInstanceOf(InputException.class).hasMessageContaining("no spikes to count");
    assertThatThrownBy(() -> Readout.parse("max:a.v").predictions(outcome(SPIKES))).isInstanceOf(InputException.class).hasMessageContaining("no probe");
    assertThat(Readout.parse("").describe(outcome(POTENTIALS))).isEqualTo("max");
  }

  private Network readOut() throws Exception {
    Path file = Files.writeString(folder.resolve("li.yaml"), """
        format: spikelock/network
        version: 1
        outputs: [o]
        populations:
          - {name: in, input: true, size: 3}
          - {name: o, size: 4, neuron: CubaLI, tau_mem_s: 1e-2, tau_syn_s: 5e-3, r: 1, w_in: 2}
        projections:
          - {from: in, to: o, weights: [[0.5, 0.75, -0.5], [-0.25, 0.5, 0.25], [1, -1, 0.5], [0.125, 0, 1]]}
        run: {dt_s: 1e-3}
        """);
    return NetworkReader.read(file, RunOptions.NONE).network();
  }

  @Test
  void anOutputThatNeverSpikesGivesItsPotentialEverywhere() throws Exception {
    System.out.println("anOutputThatNeverSpikesGivesItsPotentialEverywhere: -Dspikelock.seed=" + SEED);
    Random random = new Random(SEED);
    byte[] spikes = new byte[2 * 50 * 3];
    for (int i = 0; i < spikes.length; i++) {
      spikes[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
    }
    Stimulus stimulus = new DenseStimulus(2, 50, 3, spikes);
    Network network = readOut();
    MappedNetwork mapped = Mapper.map(network, Chips.read("core-1"), MapOptions.DEFAULT);

    NdArray exact = ReferenceRuns.floats(network, stimulus, List.of(), done -> { }).outputs().get("o");
    NdArray whole = ReferenceRuns.integers(mapped.fixed(), stimulus, List.of()).outputs().get("o");
    Outcome chip = ChipRuns.run(mapped.image(), () -> Emulator.of(mapped.image()), stimulus, List.of(), false, 1, done -> { });

    assertThat(chip.outputs().get("o")).isEqualTo(whole);
    assertThat(chip.outputSpikes()).isZero();
    double[] wanted = exact.doubles();
    double[] got = whole.doubles();
    double most = 0;
    for (int i = 0; i < wanted.length; i++) {
      most = Math.max(most, Math.abs(wanted[i]));
      assertThat(got[i]).as("seed %d, value %d", SEED, i).isCloseTo(wanted[i], org.assertj.core.data.Offset.offset(0.02));
    }
    assertThat(most).isGreaterThan(0.1);
    assertThat(chip.predictions()).isEqualTo(Readout.parse("max").predictions(new Outcome(new int[] {50, 50}, 50, Map.of("o", exact), Map.of(), Optional.empty())));
  }

  @Test
  void resultsComeBackAsNirData() {
    Path file = folder.resolve("r.h5");
    ResultFile.write(file, Path.of("r.h5"), outcome(SPIKES), 1e-3);

    Stimulus back = DataReader.read(List.of(SourceFile.of(file)), new InputShape(List.of(new InputShape.Part("o", new int[] {3})), OptionalDouble.of(1e-3)),
        Reading.DEFAULT, "", Optional.empty()).stimulus();

    int[] channels = new int[3];
    assertThat(back.timesteps(1)).isEqualTo(3);
    assertThat(back.active(0, 2, channels, new int[3])).isEqualTo(2);
    assertThat(channels).startsWith(1, 2);
  }
}
