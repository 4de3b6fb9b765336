package spikelock.toolchain.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.platform.Target;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.rtl.SampleImages;

/** Targets by their names. */
class TargetsTest {

  @Test
  void aTargetIsOpenedByItsName() {
    ChipImage image = SampleImages.chain();
    try (Target target = Targets.open("emulator", image, RtlOptions.FAST)) {
      assertThat(target.name()).isEqualTo("emulator");
      assertThat(target.image()).isSameAs(image);
    }
    assertThat(Targets.orReference("--target", "rtl").orElseThrow().runsSideBySide()).isFalse();
    assertThat(Targets.orReference("--target", "emulator").orElseThrow().doing()).isEqualTo("emulating");
  }

  @Test
  void theReferenceIsNoTarget() {
    assertThat(Targets.orReference("--target", "reference")).isEmpty();
    assertThatThrownBy(() -> Targets.open("reference", SampleImages.chain(), RtlOptions.FAST)).isInstanceOf(InputException.class);
  }

  @Test
  void anUnknownNameSaysWhatThereIs() {
    assertThatThrownBy(() -> Targets.orReference("--target", "emulater")).isInstanceOfSatisfying(InputException.class, e -> {
      assertThat(e.getMessage()).contains("\"emulater\" is not one of bitstream, emulator, netlist, reference, rtl");
      assertThat(e.hint()).isEqualTo("did you mean \"emulator\"?");
    });
    assertThatThrownBy(() -> Targets.against("--against", "emulator")).isInstanceOf(InputException.class)
        .hasMessageContaining("\"emulator\" is not one of bitstream, netlist, rtl");
  }

  @Test
  void theVerilogOfThousandsOfTilesIsRefusedBeforeItIsCompiled() {
    ChipSpec truenorth = Chips.read("truenorth");
    ChipImage image = new ChipImage(truenorth, Map.of(), Collections.nCopies(truenorth.tiles(), CoreImage.empty(0, 0, 0, 0, 0)),
        new InputTable(new int[1], new int[0], new int[0], new int[0]), List.of(), Map.of(), Map.of());
    assertThatThrownBy(() -> Targets.open("rtl", image, RtlOptions.FAST)).isInstanceOfSatisfying(InputException.class, e -> {
      assertThat(e.getMessage()).contains("truenorth has 4096 tiles");
      assertThat(e.hint()).contains("--chip mesh-8x8");
    });
  }
}
