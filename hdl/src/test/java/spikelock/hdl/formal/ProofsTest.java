package spikelock.hdl.formal;

import static org.assertj.core.api.Assertions.assertThat;
import static spikelock.hdl.formal.Proof.induced;
import static spikelock.hdl.formal.Proof.reached;
import static spikelock.hdl.formal.Proof.reachedTogether;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import spikelock.hdl.project.HandWritten;

/** Every assertion of {@code hdl/formal} is proved, and is seen to fail where the RTL is wrong. */
class ProofsTest {
  @TempDir Path folder;

  static final List<Proof> PROOFS = proofs();

  private static List<Proof> proofs() {
    List<Proof> proofs = new ArrayList<>(List.of(
        reached("flit_fifo", Map.of("DEPTH", 2)),
        reached("flit_fifo", Map.of("DEPTH", 4)),
        reached("round_robin", Map.of()),
        induced(3, "router_conservation", Map.of("FIFO_DEPTH", 2)),
        induced(3, "router_conservation", Map.of("FIFO_DEPTH", 4)),
        induced(3, "router_conservation", Map.of("X", 0, "Y", 0)),
        induced(3, "router_wait", Map.of("FIFO_DEPTH", 2)),
        induced(3, "router_wait", Map.of("FIFO_DEPTH", 4)),
        induced(3, "router_wait", Map.of("FIFO_DEPTH", 2, "STALLS", 1)),
        induced(3, "router_wait", Map.of("FIFO_DEPTH", 4, "STALLS", 1)),
        reached("trees", Map.of("MOST", 64)),
        reached("barrier", Map.of("TILES", 1, "TILES_LOG2", 0)),
        reached("barrier", Map.of("TILES", 3, "TILES_LOG2", 2)),
        reached("barrier", Map.of("TILES", 9, "TILES_LOG2", 4)),
        reached("host_port", Map.of()),
        reached("outputs", Map.of("PLACE", 19)),
        reached("outputs", Map.of("PLACE", 19, "PAYLOAD_BITS", 2)),
        reached("axon_scheduler", Map.of("PLACE", 0)),
        reached("axon_scheduler", Map.of("PLACE", 53)),
        reached("axon_scheduler", Map.of("PLACE", 21, "PAYLOAD_BITS", 1)),
        reached("accumulators", Map.of("PLACE", 1)),
        reached("accumulators", Map.of("PLACE", 5, "LANES_LOG2", 0, "INPUTS_LOG2", 1)),
        reached("accumulators", Map.of("PLACE", 6, "LANES_LOG2", 1, "INPUTS_LOG2", 2, "BANKS_LOG2", 2)),
        reachedTogether("axon_out", Map.of()),
        reached("core", Map.of("LATENCY", 2, "INPUT_STAGE", 1, "INTERVAL", 1)),
        reached("core", Map.of("LATENCY", 0, "INTERVAL", 3))));
    for (int tile = 0; tile < 9; tile++) {
      proofs.add(induced(3, "router_links", Map.of("X", tile % 3, "Y", tile / 3, "FIFO_DEPTH", tile % 2 == 0 ? 2 : 4)));
    }
    return List.copyOf(proofs);
  }

  @ParameterizedTest
  @FieldSource("PROOFS")
  void holds(Proof proof) throws IOException, InterruptedException {
    assertThat(new Prover(folder).decide(proof, HandWritten.files())).isEqualTo(new Verdict.Proved());
  }

  @ParameterizedTest
  @CsvSource({"2, 8", "4, 18"})
  void aFlitMayWaitAsLongAsIsProved(int fifoDepth, int less) throws IOException, InterruptedException {
    Prover prover = new Prover(folder);
    List<String> assertions = prover.elaborate(reached("router_wait", Map.of("FIFO_DEPTH", fifoDepth, "BOUND", less)), HandWritten.files());

    assertThat(prover.refute("leaves_in_time", assertions)).isPresent();
  }

  static final List<Fault> FAULTS = Faults.ALL;

  @ParameterizedTest
  @FieldSource("FAULTS")
  void sees(Fault fault) throws IOException, InterruptedException {
    Prover prover = new Prover(folder);
    List<String> assertions = prover.elaborate(fault.proof(), fault.in(HandWritten.files()));
    for (String assertion : fault.assertions()) {
      assertThat(prover.refute(assertion, assertions)).as(assertion).isPresent();
    }
  }
}
