// The clock of the chip: the board's own.
`resetall
`default_nettype none
module board_clock (
    input  wire in,
    output wire clk,
    output wire steady
);
  assign clk    = in;
  assign steady = 1'b1;
endmodule
`resetall
