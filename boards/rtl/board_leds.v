// What the LEDs show, 1 is lit: `alive` blinks with 2^LOG2 clock cycles a period, `busy` is lit for a while after the chip worked,
// `overrun` and `link_error` stay lit from the first such event to the next reset.
`resetall
`default_nettype none
module board_leds #(
    parameter LOG2 = 24
) (
    input  wire clk,
    input  wire rst,
    input  wire chip_busy,
    input  wire lost_packet,
    input  wire bad_byte,
    output wire alive,
    output reg  busy,
    output reg  overrun,
    output reg  link_error
);
  reg [LOG2-1:0] count;
  reg            was_high;  // a bit that changes some twenty times a second

  assign alive = count[LOG2-1];

  always @(posedge clk)
    if (rst) begin
      count      <= {LOG2{1'b0}};
      was_high   <= 1'b0;
      busy       <= 1'b0;
      overrun    <= 1'b0;
      link_error <= 1'b0;
    end else begin
      count    <= count + 1'b1;
      was_high <= count[LOG2-5];
      if (chip_busy) busy <= 1'b1;
      else if (was_high & ~count[LOG2-5]) busy <= 1'b0;
      if (lost_packet) overrun <= 1'b1;
      if (bad_byte) link_error <= 1'b1;
    end
endmodule
`resetall
