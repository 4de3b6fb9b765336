package spikelock.mapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.error.InputException;
import spikelock.mapper.fit.Capacity;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Shortage;
import spikelock.mapper.fit.Unable;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;

/** What does not fit is said: which capacity, by how much, for which layer. */
class CapacityTest {

  private static InputException refused(Network network, ChipSpec chip, Map<String, Integer> limits) {
    InputException refused = catchThrowableOfType(InputException.class,
        () -> Mapper.map(network, chip, MapOptions.DEFAULT.withLimits(limits)));
    assertThat(refused).isNotNull();
    return refused;
  }

  private static float[] noise(int count) {
    Random random = new Random(7);
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = 1 + random.nextInt(100);
    }
    return weights;
  }

  private static Network wide(int inputs, int neurons) {
    return new Nets().input("in", inputs).layer("hidden", neurons, 10).dense("in", "hidden", 0, noise(inputs * neurons))
        .build();
  }

  @Test
  void neurons() {
    InputException refused = refused(wide(2, 100), Chips.mesh(2, 2), Map.of("neurons", 24));

    assertThat(refused).hasMessageContaining("needs 5 cores").hasMessageContaining("has 4 left (1 short)")
        .hasMessageContaining("4 of hidden").hasMessageContaining("100 neurons, 4 cores of 24 hold 96 (4 short)");
    assertThat(refused.where()).isEqualTo("hidden");
  }

  /** What, where and how much: as a value, so that whoever tries several ways need not read messages. */
  @Test
  void aShortageIsAValue() {
    Network network = wide(40, 100);

    assertThat(shortage(network, Chips.mesh(2, 2), Map.of("neurons", 24))).extracting(Shortage::capacity, Shortage::where, Shortage::needed,
        Shortage::available).containsExactly(Capacity.CORES, "hidden", 5L, 4L);
    assertThat(shortage(network, Chips.mesh(2, 2), Map.of("axons", 32))).extracting(Shortage::capacity, Shortage::where, Shortage::needed,
        Shortage::available).containsExactly(Capacity.AXONS, "hidden", 40L, 32L);
    Network answering = new Nets().input("in", 40).layer("hidden", 100, 10).dense("in", "hidden", 0, noise(4000)).build("hidden");
    assertThat(shortage(answering, Chips.mesh(2, 2), Map.of("outputs", 99))).extracting(Shortage::capacity, Shortage::where, Shortage::needed,
        Shortage::available).containsExactly(Capacity.OUTPUTS, "hidden", 100L, 99L);
    assertThat(Mapper.fit(network, Chips.mesh(2, 2), Map.of(), MapOptions.DEFAULT.withLimits(Map.of("neurons", 25)))).isInstanceOf(Fit.class);
  }

  private static Shortage<MappedNetwork> shortage(Network network, ChipSpec chip, Map<String, Integer> limits) {
    return switch (Mapper.fit(network, chip, Map.of(), MapOptions.DEFAULT.withLimits(limits))) {
      case Fit<MappedNetwork> fits -> throw new AssertionError(fits);
      case Unable<MappedNetwork> none -> throw new AssertionError(none);
      case Shortage<MappedNetwork> none -> {
        assertThat(refused(network, chip, limits).describe()).isEqualTo(none.problem().describe());
        yield none;
      }
    };
  }

  @Test
  void axons() {
    InputException refused = refused(wide(40, 4), Chips.mesh(1, 1), Map.of("axons", 32));

    assertThat(refused).hasMessageContaining("hidden[0]").hasMessageContaining("40 axons needed, a core has 32 (8 short)");
    assertThat(refused.where()).isEqualTo("hidden");
  }

  @Test
  void synapseWords() {
    InputException refused = refused(wide(64, 64), Chips.mesh(1, 1), Map.of("synapse_words", 1024));

    assertThat(refused).hasMessageContaining("synapse words needed, a core has 1024").hasMessageContaining("of hidden");
    assertThat(refused.where()).isEqualTo("hidden");
  }

  @Test
  void synapseWordsSpreadOverCores() {
    MappedNetwork mapped = Mapper.map(wide(64, 64), Chips.mesh(2, 2), MapOptions.DEFAULT.withLimits(Map.of("synapse_words", 700)));

    assertThat(mapped.report().cores()).isBetween(3, 4);
    mapped.report().perCore().forEach(c -> assertThat(c.synapseWords().used()).isLessThanOrEqualTo(700));
  }

  @Test
  void fanoutEntriesOfOneNeuron() {
    Network network = new Nets().input("in", 1).layer("hub", 1, 10).layer("leaves", 64, 10).dense("in", "hub", 0, 1)
        .dense("hub", "leaves", 0, noise(64)).build("hub");
    InputException refused = refused(network, Chips.mesh(4, 4), Map.of("fanout_entries", 3, "neurons", 16));

    assertThat(refused).hasMessageContaining("hub[0]").hasMessageContaining("6 fan-out entries needed, a core has 3 (3 short)");
  }

  @Test
  void fanoutEntriesSpreadNeurons() {
    Network network = new Nets().input("in", 1).layer("hub", 10, 10).layer("leaves", 64, 10).dense("in", "hub", 0, 1)
        .dense("hub", "leaves", 0, noise(640)).build("hub");
    MappedNetwork mapped = Mapper.map(network, Chips.mesh(4, 4),
        MapOptions.DEFAULT.withLimits(Map.of("fanout_entries", 16, "neurons", 32)));

    mapped.report().perCore().forEach(c -> assertThat(c.fanoutEntries().used()).isLessThanOrEqualTo(16));
    assertThat(refused(network, Chips.mesh(2, 2), Map.of("fanout_entries", 8, "neurons", 32)))
        .hasMessageContaining("fan-out entries needed, a core has 8");
  }

  @Test
  void setWords() {
    Nets nets = new Nets().input("in", 1);
    for (int layer = 0; layer < 8; layer++) {
      nets.layer("layer" + layer, 2, 10 + layer).dense("in", "layer" + layer, 0, 1);
    }
    InputException refused = refused(nets.build(), Chips.mesh(1, 1).with(ChipField.SET_WORDS, 32), Map.of());

    assertThat(refused).hasMessageContaining("set words needed, a core has 32");
    assertThat(refused.where()).contains("layer7");
  }

  @Test
  void outputs() {
    Network network = new Nets().input("in", 1).layer("answer", 20, 10).dense("in", "answer", 0, 1).build("answer");
    InputException refused = refused(network, Chips.mesh(1, 1), Map.of("outputs", 16));

    assertThat(refused).hasMessageContaining("answers with 20 neurons, the chip has 16 outputs (4 short)");
    assertThat(refused.where()).isEqualTo("answer");
  }

  @Test
  void unknownLimitHasANearMiss() {
    assertThat(refused(wide(1, 1), Chips.mesh(1, 1), Map.of("neuron", 16)).hint()).contains("neurons");
  }

  @Test
  void datapathThatNoCoreHas() {
    ChipSpec fixed = Chips.mesh(2, 1).withDatapaths(
        Collections.nCopies(2, new DatapathChoice("LIF", Map.of(), List.of(), List.of(), false)));
    Network cuba = new Nets().input("in", 1).nir("slow", 2, NeuronModel.Kind.CUBA_LIF, 0.01, 1, 0).dense("in", "slow", 0, 1)
        .build("slow");

    assertThat(refused(cuba, fixed, Map.of())).hasMessageContaining("needs the datapath CubaLIF")
        .hasMessageContaining("have LIF");
  }

  @Test
  void fixedDatapathsAreKept() {
    DatapathChoice lif = new DatapathChoice("LIF", Map.of(), List.of("decay_v"), List.of("bias"), true);
    DatapathChoice cuba = new DatapathChoice("CubaLIF", Map.of(), List.of(), List.of(), false);
    ChipSpec fixed = Chips.mesh(2, 2).withDatapaths(List.of(cuba, cuba, cuba, lif));
    Network network = new Nets().input("in", 2).nir("fast", 3, NeuronModel.Kind.LIF, 0.01, 1, 0)
        .nir("slow", 3, NeuronModel.Kind.CUBA_LIF, 0.01, 1, 0).nir("out", 3, NeuronModel.Kind.LI, 0.01, 1, 0)
        .dense("in", "fast", 0, 1).dense("fast", "slow", 0, 1).dense("slow", "out", 0, 1).build("fast");

    MappedNetwork mapped = Mapper.map(network, fixed, MapOptions.DEFAULT);

    assertThat(mapped.image().populations().get(1).tile()).containsOnly(3);
    assertThat(mapped.image().populations().get(2).tile()).doesNotContain(3);
    assertThat(mapped.image().populations().get(3).tile()).containsOnly(3);
    assertThat(mapped.image().spec().datapaths().get(3).coreParameters()).containsExactly("decay_v");
    assertThat(mapped.image().spec().datapaths()).extracting(DatapathChoice::model)
        .containsExactly("CubaLIF", "CubaLIF", "CubaLIF", "LIF");
  }

  @Test
  void kindsShareADatapathWhenCoresAreFew() {
    Network network = new Nets().input("in", 2).nir("fast", 3, NeuronModel.Kind.LIF, 0.01, 1, 0)
        .nir("out", 3, NeuronModel.Kind.CUBA_LIF, 0.01, 1, 0).dense("in", "fast", 0, 1).dense("fast", "out", 0, 1)
        .build("out");

    assertThat(Mapper.map(network, Chips.mesh(2, 1), MapOptions.DEFAULT).report().cores()).isEqualTo(2);
    MappedNetwork one = Mapper.map(network, Chips.mesh(1, 1), MapOptions.DEFAULT);
    assertThat(one.image().spec().datapaths().getFirst().model()).isEqualTo("CubaLIF");
    assertThat(one.image().populations()).extracting(p -> p.kind()).containsExactly("input", "LIF", "CubaLIF");
  }

  @Test
  void equalRowsAreStoredOnce() {
    // A one-dimensional convolution: every source reaches its neighbours with the same three weights.
    int size = 200;
    int[] start = new int[size + 1];
    int[] target = new int[3 * (size - 2)];
    float[] weight = new float[target.length];
    for (int s = 0, at = 0; s < size; s++) {
      for (int k = 0; k < 3 && s > 0 && s < size - 1; k++, at++) {
        target[at] = s - 1 + k;
        weight[at] = 5 + k;
      }
      start[s + 1] = Math.min(target.length, 3 * s);
    }
    Network network = new Nets().input("in", size).layer("map", size, 10)
        .project("in", "map", 0, new Connectivity.Sparse(size, size, start, target, weight, new short[0])).build();

    MapReport report = Mapper.map(network, Chips.mesh(1, 1), MapOptions.DEFAULT).report();

    assertThat(report.synapsesUnrolled()).isEqualTo(3L * (size - 2));
    assertThat(report.synapsesStored()).isLessThanOrEqualTo(12); // one copy for each phase of a dense row's words
    assertThat(Arrays.asList(report.perCore().getFirst().axons().used())).containsExactly(size - 2);
  }
}
