package spikelock.toolchain.console;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import spikelock.emulator.lockstep.Difference;
import spikelock.toolchain.command.answer.CosimAnswer;
import spikelock.toolchain.command.answer.DemoAnswer;
import spikelock.toolchain.command.answer.SoakAnswer;
import static org.assertj.core.api.Assertions.assertThat;

/** The JSON object of the verbs that need Verilator, byte for byte: others read it. */
class EnvelopeTest {
  private static final String FIRST = "\"first_difference\":{\"sample\":3,\"timestep\":7,\"cycle\":2210,\"kind\":\"state\",\"tile\":1,\"where\":\"lif1[4]\","
      + "\"field\":\"v\",\"expected\":12,\"actual\":-1,\"others\":5,\"events\":[\"spike of in[2]\"]}";
  private static final Difference DIFFERENCE = new Difference(1, 7, 2210, "state", 1, "lif1[4]", "v", 12, -1, 5, List.of("spike of in[2]"));

  @Test
  void cosim() {
    CosimAnswer equal = new CosimAnswer(true, 2, 52, 16392, 8, 341280, 0, "rtl", "ffm", false, "5390", "8263", 1, Optional.empty(), "",
        "ports", 612, List.of("x.npy"), new int[] {3, 4}, "spikelock soak",
        Optional.of(new CosimAnswer.Energy("odin", "counts only", 2e-9, 1e-9, false)), Optional.empty());
    assertThat(Envelope.json("0.1.0", "cosim", Answer.done(equal, ""))).isEqualTo("{\"schema\":\"spikelock/result/1\",\"version\":\"0.1.0\",\"verb\":\"cosim\","
        + "\"equal\":true,\"samples\":2,\"timesteps\":52,\"cycles\":16392,\"output_spikes\":8,\"state_words_compared\":341280,\"port_events_compared\":0,"
        + "\"against\":\"rtl\",\"binding\":\"ffm\",\"isolated\":false,\"image_hash\":\"5390\",\"rtl_hash\":\"8263\",\"seed\":1,\"first_difference\":null,"
        + "\"waveform\":\"\",\"loaded\":\"ports\",\"memory_words_read_back\":612,\"input\":[\"x.npy\"],\"sample_numbers\":[3,4],\"next\":\"spikelock soak\","
        + "\"energy\":{\"profile\":\"odin\",\"fidelity\":\"counts only\",\"per_inference_j\":2.0E-9,\"budget_j\":1.0E-9,\"within\":false},\"below\":null}");
    assertThat(equal.text(true)).contains("Energy: 2.00 nJ a sample by odin (counts only): above the budget of 1.00 nJ");
    assertThat(equal.text(true)).contains("Loaded through the chip's ports, 612 words read back. This holds for samples 3..4 of x.npy.");
    CosimAnswer different = new CosimAnswer(false, 2, 52, 16392, 8, 341280, 0, "rtl", "ffm", true, "5390", "8263", 1,
        Optional.of(CosimAnswer.numbered(DIFFERENCE, 2)), "d.fst", "direct", 0, List.of("x.npy"), new int[] {2}, "spikelock soak", Optional.empty(),
        Optional.of(new CosimAnswer.Below("hx8k-breakout", "hx", "build/b.bin", "ab12", List.of("SB_PLL40_CORE by a wire"))));
    assertThat(Envelope.json("0.1.0", "cosim", Answer.checkFailed(different, "", "they differ"))).contains("\"seed\":1," + FIRST + ",\"waveform\":\"d.fst\",", ",\"next\":\"spikelock soak\",\"energy\":null,"
        + "\"below\":{\"board\":\"hx8k-breakout\",\"build\":\"hx\",\"file\":\"build/b.bin\",\"sha256\":\"ab12\",\"replaced\":[\"SB_PLL40_CORE by a wire\"]},"
        + "\"error\":{\"code\":1,\"message\":\"they differ\",\"file\":\"\",\"where\":\"\",\"hint\":\"\"}}");
    assertThat(different.text(true).lines()).hasSize(6).startsWith("DIFFERENT after 52 equal timesteps").endsWith("What led there:", "  spike of in[2]",
        "Checked: hx/build/b.bin, SHA-256 ab12; replaced: SB_PLL40_CORE by a wire", "wrote d.fst");
  }

  @Test
  void soak() {
    SoakAnswer answer = new SoakAnswer(true, 1, 8, 40068, 64, 18324, List.of("core-1"), List.of("a sparse row"), 5, Optional.empty(), "", 1, "");
    assertThat(Envelope.json("0.1.0", "soak", Answer.done(answer, ""))).isEqualTo("{\"schema\":\"spikelock/result/1\",\"version\":\"0.1.0\",\"verb\":\"soak\","
        + "\"equal\":true,\"networks\":1,\"timesteps\":8,\"cycles\":40068,\"output_spikes\":64,\"state_words_compared\":18324,\"chips\":[\"core-1\"],"
        + "\"kinds_missing\":[\"a sparse row\"],\"seed\":5,\"first_difference\":null,\"case\":\"\",\"networks_through_ports\":1,\"again\":\"\"}");
  }

  @Test
  void demo() {
    DemoAnswer answer = new DemoAnswer("glyphs", "mesh-2x2", 4, 778, 200, 0.975, 266346, 1686.3877272727273, 371.0053, 537.42, "50 MHz, assumed", 2.5210608E7, 353074.0,
        true, 3, 66, 106444, 531852,
        List.of(new DemoAnswer.Cost("odin", "counts only", 2e-9, 1e-9, 4e-9, 0.5)), "made/demo", "made/demo/demo.html");
    assertThat(Envelope.json("0.1.0", "demo", Answer.done(answer, ""))).isEqualTo("{\"schema\":\"spikelock/result/1\",\"version\":\"0.1.0\",\"verb\":\"demo\","
        + "\"network\":\"glyphs\",\"chip\":\"mesh-2x2\",\"cores\":4,\"neurons\":778,\"samples\":200,\"accuracy\":0.975,\"spikes\":266346,"
        + "\"cycles_per_timestep\":1686.3877272727273,\"latency_us\":371.0053,\"latency_p95_us\":537.42,\"clock\":\"50 MHz, assumed\",\"emulator_cycles_per_s\":2.5210608E7,"
        + "\"rtl_cycles_per_s\":353074.0,\"equal\":true,\"samples_compared\":3,\"timesteps_compared\":66,\"cycles_compared\":106444,"
        + "\"state_words_compared\":531852,\"costs\":[{\"profile\":\"odin\",\"fidelity\":\"counts only\",\"per_inference_j\":2.0E-9,\"low\":1.0E-9,\"high\":4.0E-9,"
        + "\"sample_s\":0.5}],\"folder\":\"made/demo\",\"page\":\"made/demo/demo.html\"}");
  }
}
