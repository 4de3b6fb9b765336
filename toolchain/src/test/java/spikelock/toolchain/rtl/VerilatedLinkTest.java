package spikelock.toolchain.rtl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.link.ChipLink;
import spikelock.toolchain.link.ChipLinkContract;
import spikelock.toolchain.process.Tool;
import spikelock.toolchain.verilator.Binding;

/** The chip's Verilog through its ports, in each of the ways in which Java reaches it. */
class VerilatedLinkTest {
  /** Panama. */
  @Nested
  class Ffm extends Verilated {
    @Override
    RtlOptions options(int mostCycles) {
      return RtlOptions.CHECKED.throughPorts().withBinding(Binding.FFM).withMostCycles(mostCycles);
    }
  }

  /** JNI. */
  @Nested
  class Jni extends Verilated {
    @Override
    RtlOptions options(int mostCycles) {
      return RtlOptions.CHECKED.throughPorts().withBinding(Binding.JNI).withMostCycles(mostCycles);
    }
  }

  /** In a child process, one job a call. */
  @Nested
  class Isolated extends Verilated {
    @Override
    RtlOptions options(int mostCycles) {
      return RtlOptions.CHECKED.throughPorts().isolated(Duration.ofMinutes(10)).withMostCycles(mostCycles);
    }
  }

  /** Outputs and counters seen in place. */
  @Nested
  class Peeking extends Verilated {
    @Override
    RtlOptions options(int mostCycles) {
      return RtlOptions.CHECKED.withMostCycles(mostCycles);
    }
  }

  private abstract static class Verilated extends ChipLinkContract {
    @BeforeAll
    static void tools() {
      assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
    }

    abstract RtlOptions options(int mostCycles);

    @Override
    protected ChipLink open(ChipImage image, int mostCycles) {
      VerilatedChip chip = new VerilatedChip(image, PlacedCores.of(image), options(mostCycles).withSeed((int) SEED));
      chip.exposed().ifPresent(chip.link()::peekIn);
      return chip.link();
    }
  }
}
