// The clock of the chip: the oscillator inside an iCE40 UltraPlus; `in` is not used.
`resetall
`default_nettype none
module board_clock (
    input  wire in,
    output wire clk,
    output wire steady
);
  wire unused_clock = in;
  assign steady = 1'b1;

  SB_HFOSC #(
      .CLKHF_DIV("0b@DIVIDE@")
  ) oscillator (
      .CLKHFPU(1'b1),
      .CLKHFEN(1'b1),
      .CLKHF(clk)
  );
endmodule
`resetall
