package spikelock.hdl.formal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ProofsTest {
  @TempDir Path folder;

  static final List<Proof> PROOFS = List.of(
      Proof.reached("flit_fifo", Map.of("DEPTH", 2)),
      Proof.reached("flit_fifo", Map.of("DEPTH", 4)),
      Proof.reached("round_robin", Map.of()),
      Proof.induced("router_wait", Map.of("STALLS", 1)));

  @ParameterizedTest
  @FieldSource("PROOFS")
  void holds(Proof proof) throws IOException, InterruptedException {
    assertThat(new Prover(folder).decide(proof, Prover.rtl())).isEqualTo(new Verdict.Proved());
  }
}
