// Reset from configuration on until `go` was 1 for 2^LOG2 cycles, and again from every cycle in which `go` is 0.
// Relies on the initial values of flip-flops, which every part of boards/ has after configuration.
`resetall
`default_nettype none
module power_on_reset #(
    parameter LOG2 = 6
) (
    input  wire clk,
    input  wire go,
    output reg  rst
);
  reg [LOG2-1:0] count = {LOG2{1'b0}};
  initial rst = 1'b1;

  always @(posedge clk)
    if (!go) begin
      count <= {LOG2{1'b0}};
      rst   <= 1'b1;
    end else if (count != {LOG2{1'b1}}) begin
      count <= count + 1'b1;
    end else begin
      rst <= 1'b0;
    end
endmodule
`resetall
