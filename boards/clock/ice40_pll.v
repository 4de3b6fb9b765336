// The clock of the chip: a PLL of the iCE40, fed with the board's clock. Settings are computed by Spikelock.
`resetall
`default_nettype none
module board_clock (
    input  wire in,
    output wire clk,
    output wire steady
);
  @CELL@ #(
      .FEEDBACK_PATH("SIMPLE"),
      .DIVR(@DIVR@),
      .DIVF(@DIVF@),
      .DIVQ(@DIVQ@),
      .FILTER_RANGE(@FILTER_RANGE@)
  ) pll (
      .@INPUT@(in),
      .PLLOUTGLOBAL(clk),
      .LOCK(steady),
      .RESETB(1'b1),
      .BYPASS(1'b0)
  );
endmodule
`resetall
