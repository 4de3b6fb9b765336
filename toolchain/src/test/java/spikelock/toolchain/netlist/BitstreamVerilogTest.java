package spikelock.toolchain.netlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import spikelock.emulator.error.ToolException;

/** The Verilog of icebox_vlog, made what every simulator reads. */
class BitstreamVerilogTest {
  @Test
  void portsAreDeclaredOnceInTheHeaderAndHaveTheirKindInTheBody() {
    String body = "\n\nwire n1, clk;\nreg led = 0;\nalways @(posedge clk) if (1'b1) led <= n1 ? 1'b0 : 1'b1;\n\nendmodule\n";

    String repaired = BitstreamVerilog.repaired("// from a bitstream\nmodule board_top (input clk, output led, inout pin);" + body);

    assertThat(repaired).isEqualTo("// from a bitstream\nmodule board_top (clk, led, pin);\ninput clk;\noutput led;\ninout pin;" + body);
  }

  @Test
  void whatIsNoSuchModuleIsSaid() {
    assertThatThrownBy(() -> BitstreamVerilog.repaired("Traceback (most recent call last)")).isInstanceOf(ToolException.class).hasMessageContaining("no module");
    assertThatThrownBy(() -> BitstreamVerilog.repaired("module m (input clk, output \\led[0] );\nendmodule\n")).isInstanceOf(ToolException.class)
        .hasMessageContaining("output \\led[0]");
  }
}
