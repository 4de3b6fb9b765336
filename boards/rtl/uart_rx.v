// UART receiver, 8N1: start bit 0, eight data bits from the lowest, stop bit 1, each DIVIDER clock cycles long (4 or more).
//   rx        the line, synchronised
//   valid     one cycle: `data` is a byte; it holds until the next start bit's samples
//   bad_stop  one cycle: the stop bit was 0; `data` is what stood before it, all zeros in a break
// After a bad stop bit and after reset the line must be 1 once before a start bit counts.
`resetall
`default_nettype none
module uart_rx #(
    parameter DIVIDER = 12,
    parameter DIVIDER_BITS = 4
) (
    input  wire       clk,
    input  wire       rst,
    input  wire       rx,
    output reg        valid,
    output reg  [7:0] data,
    output reg        bad_stop
);
  localparam BIT = DIVIDER - 1;
  localparam HALF = DIVIDER / 2 - 1;
  localparam [3:0] SAMPLES = 4'd10;  // start, data, stop

  reg [DIVIDER_BITS-1:0] count;
  reg [3:0] left;  // samples still to take; 0: waiting for a start bit
  reg armed;

  always @(posedge clk) begin
    valid    <= 1'b0;
    bad_stop <= 1'b0;
    if (rst) begin
      left  <= 4'd0;
      armed <= 1'b0;
    end else if (left == 4'd0) begin
      count <= HALF[DIVIDER_BITS-1:0];
      armed <= armed | rx;
      if (armed & ~rx) left <= SAMPLES;
    end else if (count != {DIVIDER_BITS{1'b0}}) begin
      count <= count - 1'b1;
    end else begin
      count <= BIT[DIVIDER_BITS-1:0];
      left  <= (left == SAMPLES && rx) ? 4'd0 : left - 4'd1;  // a start bit that is over by its middle was a glitch
      if (left != 4'd1) begin
        data <= {rx, data[7:1]};  // the start bit is shifted through
      end else begin
        valid    <= rx;
        bad_stop <= ~rx;
        armed    <= rx;
      end
    end
  end
endmodule
`resetall
