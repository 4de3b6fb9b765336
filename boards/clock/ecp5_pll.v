// The clock of the chip: a PLL of the ECP5, fed with the board's clock. Settings are computed by Spikelock.
`resetall
`default_nettype none
module board_clock (
    input  wire in,
    output wire clk,
    output wire steady
);
  (* FREQUENCY_PIN_CLKI="@INPUT_MHZ@" *)
  (* FREQUENCY_PIN_CLKOP="@OUTPUT_MHZ@" *)
  (* ICP_CURRENT="12" *) (* LPF_RESISTOR="8" *) (* MFG_ENABLE_FILTEROPAMP="1" *) (* MFG_GMCREF_SEL="2" *)
  EHXPLLL #(
      .PLLRST_ENA("DISABLED"),
      .INTFB_WAKE("DISABLED"),
      .STDBY_ENABLE("DISABLED"),
      .DPHASE_SOURCE("DISABLED"),
      .OUTDIVIDER_MUXA("DIVA"),
      .OUTDIVIDER_MUXB("DIVB"),
      .OUTDIVIDER_MUXC("DIVC"),
      .OUTDIVIDER_MUXD("DIVD"),
      .CLKI_DIV(@CLKI_DIV@),
      .CLKOP_ENABLE("ENABLED"),
      .CLKOP_DIV(@CLKOP_DIV@),
      .CLKOP_CPHASE(@CLKOP_CPHASE@),
      .CLKOP_FPHASE(0),
      .FEEDBK_PATH("CLKOP"),
      .CLKFB_DIV(@CLKFB_DIV@)
  ) pll (
      .RST(1'b0),
      .STDBY(1'b0),
      .CLKI(in),
      .CLKOP(clk),
      .CLKFB(clk),
      .CLKINTFB(),
      .PHASESEL0(1'b0),
      .PHASESEL1(1'b0),
      .PHASEDIR(1'b1),
      .PHASESTEP(1'b1),
      .PHASELOADREG(1'b1),
      .PLLWAKESYNC(1'b0),
      .ENCLKOP(1'b0),
      .LOCK(steady)
  );
endmodule
`resetall
