package spikelock.mapper.train.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.YamlFile;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Pool;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Weights;

/** Layers in one word, and as a list in a file. */
class LayersTextTest {
  private static final Sketch.Common COMMON = new Sketch.Common(UnitChoice.NONE, UnitChoice.NONE, 0.25, 1e-3, false);

  private static NetworkPlan plan(String text) {
    return LayersText.parse(text).plan("net", COMMON);
  }

  private static NetworkPlan file(String layers) {
    TrainingFile file = TrainingFile.of(YamlFile.parse("format: spikelock/training\nversion: 1\ninput: 1x4x6\nlayers:\n" + layers, "t.yaml", "training", 1),
        List.of("layers", "epochs"));
    return file.layers().orElseThrow().plan("net", COMMON);
  }

  @Test
  void denseLayersAndLoops() {
    NetworkPlan plan = plan("12-38r-9d-7");

    assertThat(plan.inputShape()).containsExactly(12);
    assertThat(plan.layers()).extracting(LayerPlan::name).containsExactly("hidden1", "hidden2", "output");
    assertThat(plan.layers()).extracting(LayerPlan::size).containsExactly(38, 9, 7);
    assertThat(plan.layers().get(0).paths()).containsExactly(PathPlan.dense(PathPlan.INPUT), PathPlan.dense(0));
    assertThat(plan.layers().get(1).paths()).containsExactly(PathPlan.dense(0), new PathPlan(1, Pool.NONE, new Weights.Diagonal()));
    assertThat(plan.layers().get(2).paths()).containsExactly(PathPlan.dense(1));
    assertThat(plan.layers()).extracting(LayerPlan::dropout).containsExactly(0.25, 0.25, 0.0);
    assertThat(plan.layers().getFirst().unit().membrane()).isEqualTo(Decay.fixed(0.9));
  }

  @Test
  void convolutionsAndPools() {
    NetworkPlan plan = plan("1x16x16-8c3s2p1-ap2-16c3-sp2-10");

    assertThat(plan.layers().get(0).shape()).containsExactly(8, 8, 8);
    assertThat(plan.layers().get(1).shape()).containsExactly(16, 2, 2);
    assertThat(plan.layers().get(0).paths()).containsExactly(new PathPlan(PathPlan.INPUT, Pool.NONE, new Weights.Convolution(8, 3, 2, 1)));
    assertThat(plan.layers().get(1).paths()).containsExactly(new PathPlan(0, new Pool(2, true), new Weights.Convolution(16, 3, 1, 0)));
    assertThat(plan.layers().get(2).paths()).containsExactly(new PathPlan(1, new Pool(2, false), new Weights.Dense()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "64", "64-", "-10", "64-0", "64-010", "64--10", "16x16-10", "1x2x3x4-10", "64-128rd-10", "64-128R-10", "64-8c-10", "64-8cs2-10",
      "1x8x8-8c3p1s2-10", "1x8x8-sp2-ap2-10", "1x8x8-10-sp2", "64-sp0-10", "64-99999999999-10", "64 - 10", "64-10-💥"})
  void whatIsNoLayerIsRefused(String text) {
    assertThatThrownBy(() -> LayersText.parse(text)).isInstanceOf(InputException.class)
        .satisfies(e -> assertThat(((InputException) e).where() + ((InputException) e).hint()).contains("--layers", "64-128-10"));
  }

  @Test
  void aListSaysTheSameAndMore() {
    NetworkPlan plan = file("""
          - {channels: 3, kernel: 3, padding: 1, tau_mem_s: 5.0e-3, learn_decay: layer}
          - {name: mid, units: 8, mean_pool: 2, recurrent: full, model: alif, tau_adapt_s: 0.1, beta: 0.5, dropout: 0}
          - {name: out, units: 2, from: [mid, conv1, input], model: li}
        """);

    assertThat(plan.layers().get(0).unit().membrane()).isEqualTo(new Decay(0.8, Decay.Learn.LAYER));
    assertThat(plan.layers().get(1).paths()).containsExactly(new PathPlan(0, new Pool(2, true), new Weights.Dense()), PathPlan.dense(1));
    assertThat(plan.layers().get(1).unit().beta()).isEqualTo(0.5);
    assertThat(plan.layers().get(1).dropout()).isZero();
    assertThat(plan.layers().get(2).unit().kind()).isEqualTo(UnitKind.LI);
    assertThat(plan.layers().get(2).paths()).extracting(PathPlan::source).containsExactly(1, 0, PathPlan.INPUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"  - {units: 3, channels: 2, kernel: 1}", "  - {name: a}", "  - {units: 3, kernal: 2}", "  - {units: 3, model: life}", "  - {units: 0}",
      "  - {units: 3, recurrent: some}", "  - {units: 3, sum_pool: 2, mean_pool: 2}", "  - {units: 3, from: [nobody]}", "  - {name: input, units: 3}",
      "  - {name: a, units: 3}\n  - {name: a, units: 3}", "  - {units: 3, tau_mem_s: 1.0e-4}", "  - {units: 3, tau_mem_s: .nan}", "  - {units: 3, dropout: 1}",
      "  - {units: 3, beta: -1, model: alif}", "  - {units: 3, from: [output]}", "  - {channels: 2, kernel: 9}", "  []", "  - 3"})
  void whatIsNoListIsRefused(String layers) {
    assertThatThrownBy(() -> file(layers)).isInstanceOf(InputException.class);
  }

  @Test
  void optionsAreFieldsAndOthersAreRefused() {
    TrainingFile file = TrainingFile.of(YamlFile.parse("format: spikelock/training\nversion: 1\nweight_bits: 8\ndata: [a.csv, b.csv]\nlayers: 3-2\n", "t.yaml",
        "training", 1), List.of("weight-bits", "data", "layers"));

    assertThat(file.options()).containsEntry("weight-bits", List.of("8")).containsEntry("data", List.of("a.csv", "b.csv"))
        .containsEntry("layers", List.of("3-2"));
    assertThat(file.layers()).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> TrainingFile.of(YamlFile.parse("format: spikelock/training\nversion: 1\nepoch: 8\n", "t.yaml", "training", 1), List.of("epochs")))
        .isInstanceOf(InputException.class).satisfies(e -> assertThat(((InputException) e).hint()).contains("epochs"));
  }
}
