// Two flip-flops between a pin and the clock; START is what they show after configuration.
`resetall
`default_nettype none
module synchroniser #(
    parameter START = 1'b0
) (
    input  wire clk,
    input  wire in,
    output wire out
);
  reg [1:0] stages = {2{START[0]}};
  assign out = stages[1];
  always @(posedge clk) stages <= {stages[0], in};
endmodule
`resetall
