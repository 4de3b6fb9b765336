package spikelock.mapper.nir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spikelock.emulator.error.InputException;
import spikelock.mapper.Recorded;
import spikelock.mapper.Shared;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.source.SourceFile;

/**
 * Every file of two folders, the one that record.py wrote and the one of files from elsewhere: what is read, with which repairs, and what
 * is refused why.
 */
class NirSamplesTest {
  private static final String NO_RESET = "has no v_reset: using 0";
  private static final String NO_W_IN = "has no w_in: using 1";
  private static final String REFUSED = "refused: ";

  @TempDir Path folder;

  private static final String MISNAMED = "no node 'lif' in subgraph 'lif1', read as 'lif1.lif1'";

  /** Where files come from. */
  enum Folder {
    RECORDED,
    SHARED;

    /** By file: the kinds of its repairs in order, or the reason for which it is refused. */
    Map<String, List<String>> expected() {
      return this == SHARED ? ofOthers() : ofOurs();
    }

    List<Path> files() throws IOException {
      try (Stream<Path> files = Files.list(this == SHARED ? Shared.path("nir-samples") : Recorded.path("zoo"))) {
        return new ArrayList<>(files.filter(f -> f.toString().endsWith(".nir")).sorted().toList());
      }
    }
  }

  private static Map<String, List<String>> ofOurs() {
    Map<String, List<String>> table = new LinkedHashMap<>();
    table.put("bad_unknown_type.nir", List.of(REFUSED + "node 'pool': unknown type 'MaxPool2d'; NIR has no maximum: use SumPool2d"));
    table.put("flat.time-dim-and-dangling.nir", List.of("no node 'lif1', read as 'lif1.input'", "no node 'lif1', read as 'lif1.output'",
        "'lif1.input' is an Input in the middle", "'lif1.output' is an Output in the middle", "leading 64 is no channel (batch or time)",
        NO_W_IN, NO_RESET, NO_W_IN, NO_RESET));
    table.put("lif.no-v_reset.nir", List.of(NO_RESET));
    table.put("nested.dangling-edge.nir", List.of(MISNAMED, MISNAMED, MISNAMED, MISNAMED, NO_RESET, NO_RESET));
    table.put("nested.fixed.nir", List.of(NO_RESET, NO_RESET));
    table.put("pictures.batch-dim-no-input_shape.nir", List.of("leading 1 is no channel (batch)", "no input_shape",
        "flattens from axis 1, as if there were a batch axis", NO_RESET, NO_RESET, "'output' says its shape is (1, 5) but gets (5,)"));
    table.put("recurrent.no-v_reset.nir", List.of(NO_RESET, NO_RESET));
    table.put("recurrent.no-w_in.nir", List.of(NO_W_IN, NO_RESET, NO_W_IN, NO_RESET));
    table.put("recurrent.scalar-params.nir", List.of("single parameters", "single parameters", NO_W_IN, NO_RESET, NO_W_IN, NO_RESET));
    table.put("turned.untransposed-negative-tau.nir", List.of("'linear' stores its weight as (inputs, outputs) = (10, 7): transposed",
        "'linear_2' stores its weight as (inputs, outputs) = (7, 3): transposed", "'linear_1' has a square weight", NO_RESET,
        "'LIF' has a negative tau (2 of 7 values", NO_RESET));
    for (String sound : List.of("conv1d", "conv1d_padding_same", "conv2d_dilation_avgpool", "cubali_readout", "cubalif_f64_lzf",
        "cubalif_f64_vleak_vreset_uncompressed", "delay_lif", "float16_weights", "i_if", "li_fast", "lif_fast", "nested_recurrent_metadata",
        "scale_threshold", "superblock_latest_fixedstr")) {
      table.put(sound + ".nir", List.of());
    }
    return table;
  }

  private static Map<String, List<String>> ofOthers() {
    Map<String, List<String>> table = new LinkedHashMap<>();
    table.put("bad_unknown_type.nir", List.of(REFUSED + "node 'delay': unknown type 'MaxPool2d'; NIR has no maximum: use SumPool2d"));
    table.put("braille_flattened.scalar-params.nir", List.of("single parameters", "single parameters", NO_W_IN, NO_RESET, NO_W_IN, NO_RESET));
    table.put("braille_noDelay_bias_zero.nir", List.of(NO_RESET, NO_RESET));
    table.put("braille_noDelay_bias_zero_subgraph.dangling-edge.nir",
        List.of(MISNAMED, MISNAMED, MISNAMED, MISNAMED, NO_RESET, NO_RESET));
    table.put("braille_noDelay_bias_zero_subgraph.fixed.nir", List.of(NO_RESET, NO_RESET));
    table.put("braille_v2.time-dim-and-dangling.nir", List.of("no node 'lif1', read as 'lif1.output'", "no node 'lif1', read as 'lif1.input'",
        "'lif1.input' is an Input in the middle", "'lif1.output' is an Output in the middle", "leading 256 is no channel (batch or time)",
        NO_W_IN, NO_RESET, NO_W_IN, NO_RESET));
    table.put("braille_v2a.no-w_in.nir", List.of(NO_W_IN, NO_RESET, NO_W_IN, NO_RESET));
    table.put("braille_zero.nir", List.of(NO_RESET, NO_RESET));
    table.put("cnn_sinabs.nir", List.of(NO_RESET, NO_RESET, NO_RESET, NO_RESET, NO_RESET));
    table.put("gen_conv1d_padding_same.nir", List.of());
    table.put("gen_conv2d_dilation_avgpool.nir", List.of());
    table.put("gen_cubali_readout.nir", List.of());
    table.put("gen_cubalif_f64_lzf.nir", List.of());
    table.put("gen_cubalif_f64_vleak_vreset_uncompressed.nir", List.of());
    table.put("gen_delay_lif.nir", List.of());
    table.put("gen_hdf5_float16_weights.nir", List.of());
    table.put("gen_hdf5_superblock_latest_fixedstr.nir", List.of());
    table.put("gen_i_if.nir", List.of());
    table.put("gen_nested_recurrent_metadata.nir", List.of());
    table.put("gen_scale_threshold.nir", List.of());
    table.put("lif_norse.nir", List.of(NO_RESET));
    table.put("nir4s_conv1d_ramp.nir", List.of());
    table.put("nir4s_li.nir", List.of());
    table.put("nir4s_lif.nir", List.of());
    table.put("scnn_mnist.batch-dim-no-input_shape.nir", List.of("leading 1 is no channel (batch)", "no input_shape", "no input_shape",
        "no input_shape", "flattens from axis 1, as if there were a batch axis", NO_RESET, NO_RESET, NO_RESET, NO_RESET, NO_RESET,
        "'output' says its shape is (1, 10) but gets (10,)"));
    table.put("spyx_shd.untransposed-negative-tau.nir", List.of("'linear' stores its weight as (inputs, outputs) = (128, 64): transposed",
        "'linear_2' stores its weight as (inputs, outputs) = (64, 20): transposed", "'linear_1' has a square weight", NO_RESET,
        "'LIF' has a negative tau (8 of 64 values", NO_RESET, "'LIF_1' has a negative tau (8 of 64 values"));
    table.put("two_lif_neurons.nir", List.of(NO_RESET, NO_RESET));
    return table;
  }

  @ParameterizedTest
  @EnumSource
  void everySampleIsReadWithItsRepairsNamedOrRefusedForItsReason(Folder samples) throws IOException {
    Map<String, List<String>> expected = samples.expected();
    for (Path file : samples.files()) {
      String name = file.getFileName().toString();
      assertThat(expected).containsKey(name);
      List<String> wanted = expected.get(name);
      if (wanted.size() == 1 && wanted.getFirst().startsWith(REFUSED)) {
        assertThatThrownBy(() -> NirModel.read(SourceFile.of(file))).isInstanceOfSatisfying(InputException.class,
            e -> assertThat(e.describe()).contains(name + ": " + wanted.getFirst().substring(REFUSED.length())));
        continue;
      }
      List<String> repairs = NirModel.read(SourceFile.of(file)).repairs();
      assertThat(repairs).as(name).hasSameSizeAs(wanted);
      for (int i = 0; i < repairs.size(); i++) {
        assertThat(repairs.get(i)).as(name).contains(wanted.get(i)).doesNotContain("\n");
      }
      strict(file, repairs);
    }
    assertThat(samples.files()).hasSize(expected.size());
  }

  /** Strict reading refuses exactly what had to be mended, with the first repair as the error and all of them listed. */
  private static void strict(Path file, List<String> repairs) {
    RunOptions strict = RunOptions.NONE.withStrict(true);
    if (repairs.isEmpty()) {
      assertThat(NirFile.read(SourceFile.of(file), strict).neurons()).isGreaterThan(0);
    } else {
      assertThatThrownBy(() -> NirFile.read(SourceFile.of(file), strict)).isInstanceOfSatisfying(InputException.class,
          e -> assertThat(e.describe()).contains(repairs).contains(repairs.getFirst()));
      assertThatThrownBy(() -> NirFile.read(SourceFile.of(file), strict)).hasMessage(repairs.getFirst());
    }
  }

  /** Written again, a file needs no repairs and is the same network. */
  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsSoundAndTheSameNetwork(Folder samples) throws IOException {
    Map<String, List<String>> expected = samples.expected();
    int written = 0;
    for (Path file : samples.files()) {
      String name = file.getFileName().toString();
      if (expected.get(name).stream().anyMatch(line -> line.startsWith(REFUSED))) {
        continue;
      }
      NirModel model = NirModel.read(SourceFile.of(file));
      Network before = model.network(RunOptions.NONE);
      Path again = folder.resolve(name);
      model.write(again, RunOptions.NONE);

      NirModel second = NirModel.read(SourceFile.of(again));
      assertThat(second.repairs()).as(name).allMatch(line -> line.contains("negative tau"));
      SameNetwork.require(name, before, second.network(RunOptions.NONE));
      written++;
    }
    assertThat(written).isEqualTo(expected.size() - 1);
  }
}
