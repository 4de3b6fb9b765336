// The clock of the chip: a PLL of the Gowin part, fed with the board's clock. Settings are computed by Spikelock.
`resetall
`default_nettype none
module board_clock (
    input  wire in,
    output wire clk,
    output wire steady
);
  rPLL #(
      .FCLKIN("@FCLKIN@"),
      .DEVICE("@DEVICE@"),
      .IDIV_SEL(@IDIV_SEL@),
      .FBDIV_SEL(@FBDIV_SEL@),
      .ODIV_SEL(@ODIV_SEL@),
      .DYN_IDIV_SEL("false"),
      .DYN_FBDIV_SEL("false"),
      .DYN_ODIV_SEL("false"),
      .CLKFB_SEL("internal"),
      .CLKOUT_BYPASS("false")
  ) pll (
      .CLKIN(in),
      .CLKOUT(clk),
      .LOCK(steady),
      .RESET(1'b0),
      .RESET_P(1'b0),
      .CLKFB(1'b0),
      .FBDSEL(6'd0),
      .IDSEL(6'd0),
      .ODSEL(6'd0),
      .PSDA(4'd0),
      .DUTYDA(4'd0),
      .FDLY(4'd0),
      .CLKOUTP(),
      .CLKOUTD(),
      .CLKOUTD3()
  );
endmodule
`resetall
