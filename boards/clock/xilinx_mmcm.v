// The clock of the chip: an MMCM of the 7-series part, fed with the board's clock. Settings are computed by Spikelock.
`resetall
`default_nettype none
module board_clock (
    input  wire in,
    output wire clk,
    output wire steady
);
  wire made;
  wire feedback;

  MMCME2_BASE #(
      .CLKIN1_PERIOD(@CLKIN1_PERIOD@),
      .DIVCLK_DIVIDE(@DIVCLK_DIVIDE@),
      .CLKFBOUT_MULT_F(@CLKFBOUT_MULT_F@),
      .CLKOUT0_DIVIDE_F(@CLKOUT0_DIVIDE_F@)
  ) mmcm (
      .CLKIN1(in),
      .CLKFBIN(feedback),
      .CLKFBOUT(feedback),
      .CLKOUT0(made),
      .LOCKED(steady),
      .PWRDWN(1'b0),
      .RST(1'b0)
  );

  BUFG buffer (
      .I(made),
      .O(clk)
  );
endmodule
`resetall
