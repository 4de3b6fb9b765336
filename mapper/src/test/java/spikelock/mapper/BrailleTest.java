package spikelock.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.data.LabelFile;
import spikelock.mapper.data.StimulusFile;
import spikelock.mapper.fixed.ReferenceRun;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.nir.NirFile;

/** A network that snnTorch trained on letters in Braille, in 8-bit weights: what it still knows, and that the chip answers as the integers do. */
class BrailleTest {
  private static final int FLOAT_CORRECT = 86;
  private static final int TIMESTEPS = 64;

  private static Network network() {
    return NirFile.read(Recorded.file("letters.nir"), RunOptions.like(Framework.SNNTORCH));
  }

  @Test
  void integersKeepTheAccuracy() {
    ChipSpec chip = spikelock.emulator.chip.Chips.read("mesh-2x2");
    MappedNetwork mapped = Mapper.map(network(), chip, MapOptions.DEFAULT);
    Stimulus input = StimulusFile.read(Recorded.file("letters_x.npz"), 12);
    int[] labels = LabelFile.read(Recorded.file("letters_y.npy"), input.samples());
    ReferenceRun run = ReferenceRun.of(mapped.fixed(), input, List.of());
    byte[] spikes = (byte[]) run.outputs().values().iterator().next().data();

    int correct = 0;
    for (int sample = 0; sample < input.samples(); sample++) {
      int[] counts = new int[7];
      for (int i = 0; i < TIMESTEPS * 7; i++) {
        counts[i % 7] += spikes[sample * TIMESTEPS * 7 + i];
      }
      int best = 0;
      for (int n = 1; n < 7; n++) {
        best = counts[n] > counts[best] ? n : best;
      }
      correct += best == labels[sample] ? 1 : 0;
    }

    System.out.printf("Braille on mesh-2x2: %d of %d correct (float: %d)%n", correct,
        input.samples(), FLOAT_CORRECT);
    System.out.println(mapped.report());
    assertThat(correct).isGreaterThanOrEqualTo((int) Math.ceil(FLOAT_CORRECT - 0.03 * input.samples()));
    assertThat(mapped.report().quantisation()).allMatch(q -> q.overflowProven());
  }

  @Test
  void theChipAnswersAsTheIntegersDoOnAnyNumberOfCores() {
    ChipSpec chip = spikelock.emulator.chip.Chips.read("mesh-2x2");
    Stimulus input = StimulusFile.read(Recorded.file("letters_x.npz"), 12);
    MappedNetwork one = Mapper.map(network(), chip, MapOptions.DEFAULT);
    MappedNetwork two = Mapper.map(network(), chip, MapOptions.DEFAULT.withLimits(Map.of("neurons", 24)));
    assertThat(two.report().cores()).isGreaterThanOrEqualTo(2);
    byte[] wanted = (byte[]) ReferenceRun.of(one.fixed(), input, List.of()).outputs().values().iterator().next().data();

    for (ChipImage image : List.of(one.image(), two.image())) {
      Emulator emulator = Emulator.functional(image);
      StepRecord record = new StepRecord(image.spec());
      Population answer = image.outputs().getFirst();
      int[] active = new int[12];
      int[] values = new int[12];
      int differing = 0;
      for (int sample = 0; sample < 60; sample++) {
        emulator.resetState();
        for (int t = 0; t < TIMESTEPS + answer.lag(); t++) {
          emulator.step(active, values, t < TIMESTEPS ? input.active(sample, t, active, values) : 0, record);
          for (int n = 0; n < 7 && t >= answer.lag(); n++) {
            boolean spike = wanted[(sample * TIMESTEPS + t - answer.lag()) * 7 + n] == 1;
            differing += record.spiked(answer.firstOutput() + n) == spike ? 0 : 1;
          }
        }
      }
      assertThat(differing).isZero();
    }
  }
}
