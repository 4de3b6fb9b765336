package spikelock.toolchain.verilator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import spikelock.toolchain.process.SealedFolder;
import spikelock.toolchain.process.Tool;

/** What is damaged in the cache is made again. */
class DamagedCacheTest {
  private static final String ADDER = """
      module adder #(parameter STEP = 1) (input clk, output reg [15:0] value);
        initial value = 0;
        always @(posedge clk) value <= value + STEP;
      endmodule
      """;
  @TempDir Path folder;

  @BeforeAll
  static void tools() {
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
  }

  enum Damage {
    EMPTY(bytes -> new byte[0]),
    CUT(bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
    FLIPPED(bytes -> {
      byte[] flipped = bytes.clone();
      flipped[bytes.length / 2] ^= 1;
      return flipped;
    }),
    LONGER(bytes -> Arrays.copyOf(bytes, bytes.length + 1));

    final UnaryOperator<byte[]> change;

    Damage(UnaryOperator<byte[]> change) {
      this.change = change;
    }
  }

  private static VerilatedLibrary build(List<String> said) {
    return VerilatorBuild.of("adder").source("adder.v", ADDER).parameter("STEP", "5").progress(said::add).build();
  }

  private static void counts(VerilatedLibrary library, Binding binding) {
    try (VerilatedModel model = library.open(binding, 1)) {
      model.tick(3);
      assertThat(model.get(model.port("value"))).isEqualTo(15);
    }
  }

  /** Replaces a file as a whole: other tests may have it in memory. */
  private void damage(Path file, Damage how) throws IOException {
    Path changed = Files.write(folder.resolve("damaged"), how.change.apply(Files.readAllBytes(file)));
    Path beside = Files.copy(changed, file.resolveSibling("damaged.tmp"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void aModelIsBuiltAgain(Damage how) throws IOException {
    VerilatedLibrary first = build(new ArrayList<>());
    damage(first.path(), how);
    List<String> said = new ArrayList<>();
    counts(build(said), Binding.FFM);
    assertThat(said).contains("compiling the model of adder");
    List<String> again = new ArrayList<>();
    build(again);
    assertThat(again).as("sound now").isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  void theShimIsBuiltAgain(Damage how) throws IOException {
    VerilatedLibrary first = build(new ArrayList<>());
    damage(first.shim(), how);
    assertThat(SealedFolder.isSound(first.shim().getParent())).isFalse();
    counts(build(new ArrayList<>()), Binding.JNI);
    assertThat(SealedFolder.isSound(first.shim().getParent())).isTrue();
  }

  @Test
  void aModelWithoutItsSealIsBuiltAgain() throws IOException {
    VerilatedLibrary first = build(new ArrayList<>());
    Files.delete(first.path().resolveSibling("sha256"));
    List<String> said = new ArrayList<>();
    counts(build(said), Binding.FFM);
    assertThat(said).isNotEmpty();
  }

  @Test
  void aSealedFolderReplacesADamagedOneAndYieldsToASoundOne() throws IOException {
    Path place = folder.resolve("place");
    for (String text : List.of("first", "second")) {
      Path work = SealedFolder.begin(place);
      Files.writeString(work.resolve("file"), text);
      SealedFolder.put(work, place);
      assertThat(place.resolve("file")).as("the first stays").hasContent("first");
    }
    Files.writeString(place.resolve("file"), "fist");
    assertThat(SealedFolder.isSound(place)).isFalse();
    Path work = SealedFolder.begin(place);
    Files.writeString(work.resolve("file"), "third");
    SealedFolder.put(work, place);
    assertThat(place.resolve("file")).hasContent("third");
    assertThat(folder.toFile().list()).containsExactly("place");
    Files.writeString(place.resolve("more"), "");
    assertThat(SealedFolder.isSound(place)).as("a file too many").isFalse();
  }
}
