// UART transmitter, 8N1, each bit DIVIDER clock cycles long. A byte is taken when send && ready; the line is 1 between bytes.
`resetall
`default_nettype none
module uart_tx #(
    parameter DIVIDER = 12,
    parameter DIVIDER_BITS = 4
) (
    input  wire       clk,
    input  wire       rst,
    input  wire       send,
    output wire       ready,
    input  wire [7:0] data,
    output wire       tx
);
  localparam BIT = DIVIDER - 1;

  reg [DIVIDER_BITS-1:0] count;
  reg [3:0] left;  // bits of the byte under way that are not over
  reg [8:0] line;  // the lowest is on the line

  assign ready = left == 4'd0;
  assign tx    = line[0];

  always @(posedge clk)
    if (rst) begin
      left <= 4'd0;
      line <= 9'h1ff;
    end else if (ready) begin
      count <= BIT[DIVIDER_BITS-1:0];
      if (send) begin
        left <= 4'd10;
        line <= {data, 1'b0};
      end
    end else if (count != {DIVIDER_BITS{1'b0}}) begin
      count <= count - 1'b1;
    end else begin
      count <= BIT[DIVIDER_BITS-1:0];
      left  <= left - 4'd1;
      line  <= {1'b1, line[8:1]};
    end
endmodule
`resetall
