package spikelock.hdl.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the RTL asserts under {@code FORMAL} is proved by induction, for all inputs and all time. */
class FormalTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void aRouterHoldsWhatItOffersUntilItIsAccepted(int fifoDepth) throws IOException, InterruptedException {
    assertThat(proof(HandWritten.files(), fifoDepth)).isEqualTo(new Tools.Result(0, ""));
  }

  @Test
  void aRouterThatChoosesAgainIsFoundOut() throws IOException, InterruptedException {
    Map<String, String> files = new LinkedHashMap<>(HandWritten.files());
    files.computeIfPresent("round_robin.v", (name, text) -> text.replace("else if (|request)", "else if (accepted && |request)"));
    assertThat(files).isNotEqualTo(HandWritten.files());

    Tools.Result proof = proof(files, 2);

    assertThat(proof.code()).isNotZero();
    assertThat(proof.output()).contains("proof did fail");
  }

  private Tools.Result proof(Map<String, String> files, int fifoDepth) throws IOException, InterruptedException {
    Tools.need("yosys");
    Tools.write(folder, files);
    return Tools.run(folder, List.of("yosys", "-q", "-p", "read_verilog -formal -DFORMAL router.v round_robin.v flit_fifo.v;"
        + " chparam -set X 1 -set Y 1 -set X_BITS 2 -set Y_BITS 2 -set LOW_BITS 1 -set FIFO_DEPTH " + fifoDepth + " router;"
        + " hierarchy -check -top router; proc; flatten; async2sync; opt -full;"
        + " sat -verify -prove-asserts -set-assumes -tempinduct -seq 1 -maxsteps 6 router"));
  }
}
