package spikelock.emulator.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import spikelock.emulator.error.InputException;

class ImageCheckTest {
  /** One wrong number in an image that is right otherwise, and where the message must say it is. */
  private record Fault(String where, Consumer<ChipImage> plant) {}

  @Test
  void whatFitsPasses() {
    ImageCheck.check(SampleImage.of(7));
  }

  /** The sample's fan-out entries: axon in bits 0..5, delay 6..8, x 9..10, y 11, host 12, last 13. */
  @TestFactory
  List<DynamicTest> everyNumberIsHeldToTheChip() {
    List<Fault> faults = List.of(
        core("tile 0, axon 3, format", c -> c.axonFormat()[3] = 2),
        core("tile 0, axon 3, base", c -> c.axonBase()[3] = -1),
        core("tile 0, axon 3, base", c -> c.axonBase()[3] = 512),
        core("tile 0, axon 3", c -> row(c, 3, 0, 10, 191, 0)),
        core("tile 0, axon 3", c -> row(c, 3, 1, 10, 196, 0)),
        core("tile 0, axon 3", c -> row(c, 3, 1, 3, 0, 0)),
        core("tile 0, axon 3", c -> row(c, 3, 1, 4, 0, 1)),
        core("tile 0, axon 3, length", c -> c.axonLength()[3] = 64),
        core("tile 0, axon 3, length", c -> c.axonLength()[3] = -1),
        core("tile 0, axon 3, target", c -> c.axonTarget()[3] = 32),
        core("tile 0, axon 3, exponent", c -> c.axonExponent()[3] = 4),
        core("tile 0, synapse word 9", c -> c.synapses()[9] = 65536),
        core("tile 0, synapse word 9", c -> c.synapses()[9] = -1),
        core("tile 0, set 0, count", c -> c.setCount()[0] = -1),
        core("tile 0, set 0, count", c -> c.setCount()[0] = 33),
        core("tile 0, set 0, start", c -> c.setStart()[0] = 65536),
        core("tile 0, set 0, decay_u", c -> c.setParameters()[0][0] = 4097),
        core("tile 0, set 0, v", c -> c.setInitial()[0][0] = 1 << 23),
        core("tile 0, neuron 2, fan-out start", c -> c.fanoutStart()[2] = c.fanout().length),
        core("tile 0, neuron 2, fan-out start", c -> c.fanoutStart()[2] = -2),
        core("tile 0, fan-out entry 1", c -> c.fanout()[1] = -1),
        core("tile 0, fan-out entry 1", c -> c.fanout()[1] = 3L << 12 | 40),
        core("tile 0, fan-out entry 0", c -> c.fanout()[0] = 3L << 9 | 64),
        core("tile 0, fan-out entry 0", c -> c.fanout()[0] = 5),
        core("tile 0, fan-out entry", c -> c.fanout()[c.fanout().length - 1] &= (1L << 13) - 1),
        new Fault("tile 1, core parameter 0, decay_u", i -> i.cores().get(1).coreParameters()[0] = -1),
        new Fault("tile 1, neuron 0, threshold", i -> i.cores().get(1).neuronParameters()[1][0] = 1 << 24),
        new Fault("tile 1, neuron 0, refractory", i -> i.cores().get(1).neuronInitial()[2][0] = 256),
        new Fault("inputs.start, channel 1", i -> i.inputs().start()[2] = 0),
        new Fault("inputs.start", i -> i.inputs().start()[6] = 8),
        new Fault("inputs.tile, packet 4", i -> i.inputs().tile()[4] = 6),
        new Fault("inputs.delay, packet 4", i -> i.inputs().delay()[4] = 8),
        new Fault("inputs.axon, packet 4", i -> i.inputs().axon()[4] = 64),
        new Fault("population layer.1, neuron 0", i -> i.populations().get(2).tile()[0] = 6),
        new Fault("population layer.1, neuron 0", i -> i.populations().get(2).slot()[0] = 32),
        new Fault("population layer.1, neuron 1", i -> i.populations().get(2).slot()[1] = i.populations().get(2).slot()[0]));

    List<DynamicTest> tests = new ArrayList<>();
    for (Fault fault : faults) {
      tests.add(DynamicTest.dynamicTest(tests.size() + " " + fault.where(), () -> refuses(fault)));
    }
    assertThat(tests).hasSize(36);
    return tests;
  }

  private static void refuses(Fault fault) {
    ChipImage image = SampleImage.of(7);
    fault.plant().accept(image);

    assertThatThrownBy(() -> ImageCheck.check(image)).isInstanceOfSatisfying(InputException.class, e -> {
      assertThat(e.where()).startsWith(fault.where());
      assertThat(e.getMessage()).isNotBlank();
    });
  }

  @Test
  void populationsShareNothing() {
    ChipImage image = SampleImage.of(7);
    Population first = image.populations().get(1);
    refused(image, new Population("other", first.shape(), "LIF", 0, -1, -1, first.tile(), first.slot(), Map.of()), "where another neuron is");
    refused(image, new Population("layer.0", List.of(1), "input", 0, -1, -1, new int[0], new int[0], Map.of()), "not its own");
    refused(image, new Population("more", List.of(2), "input", 0, -1, 5, new int[0], new int[0], Map.of()), "there are 6");
    refused(image, new Population("more", List.of(2), "input", 0, -1, 4, new int[0], new int[0], Map.of()), "belongs to another");
    refused(image, new Population("more", List.of(2), "input", 0, 1, -1, new int[0], new int[0], Map.of()), "no outputs");
    refused(image, new Population("more", List.of(0), "input", 0, -1, -1, new int[0], new int[0], Map.of()), "no shape");
    refused(image, new Population("more", List.of(1), "LIF", 0, -1, -1, new int[0], new int[0], Map.of()), "must be 1");
    refused(image, new Population("more", List.of(1), "input", 65536, -1, -1, new int[0], new int[0], Map.of()), "65535");
    refused(image, new Population("more", List.of(1), "input", 0, -1, -1, new int[0], new int[0], Map.of("v", new double[] {Double.NaN})), "finite");
    refused(image, new Population("more", List.of(1), "input", 0, -1, -1, new int[0], new int[0], Map.of("v", new double[2])), "2 values for 1");
  }

  private static void refused(ChipImage image, Population more, String message) {
    List<Population> populations = new ArrayList<>(image.populations());
    populations.add(more);
    ChipImage wrong = new ChipImage(image.spec(), image.datapathTexts(), image.cores(), image.inputs(), populations, Map.of(), Map.of());
    assertThatThrownBy(() -> ImageCheck.check(wrong)).isInstanceOf(InputException.class).hasMessageContaining(message);
  }

  @Test
  void aChipThatIsNotDecidedIsNoImage() {
    ChipImage image = SampleImage.of(7);
    ChipImage undecided = new ChipImage(image.spec().withDatapaths(
        java.util.Collections.nCopies(6, spikelock.emulator.chip.DatapathChoice.AUTO)), Map.of(), image.cores(), image.inputs(),
        image.populations(), Map.of(), Map.of());
    assertThatThrownBy(() -> ImageCheck.check(undecided)).isInstanceOf(InputException.class).hasMessageContaining("not chosen");
  }

  private static Fault core(String where, Consumer<CoreImage> plant) {
    return new Fault(where, image -> plant.accept(image.cores().get(0)));
  }

  private static void row(CoreImage core, int axon, int format, int length, int base, int target) {
    core.axonFormat()[axon] = format;
    core.axonLength()[axon] = length;
    core.axonBase()[axon] = base;
    core.axonTarget()[axon] = target;
  }
}
