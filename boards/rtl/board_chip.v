// The chip on a board, from the serial line to the LEDs, on one clock: reset, line, bridge, chip, LEDs. Whatever a part or a board has of
// its own (clock, pins, polarities) is around this module.
//   go   0 keeps everything in reset: the clock is not steady yet, or a button is pressed; any time, any edge
//   rx   the line from the host; any time, any edge. A break (0 for longer than a byte) resets the chip as `go` does.
`resetall
`default_nettype none
module board_chip #(
    parameter FLIT_BITS = 23,
    parameter BUFFER_LOG2 = 8,
    parameter OUT_ADDRESS_BITS = 8,
    parameter OUTPUT_WORDS = 4,
    parameter [31:0] IDENTITY = 32'd0,
    parameter DIVIDER = 12,
    parameter DIVIDER_BITS = 4,
    parameter BLINK_LOG2 = 24
) (
    input  wire clk,
    input  wire go,
    input  wire rx,
    output wire tx,
    output wire alive,
    output wire busy,
    output wire overrun,
    output wire link_error
);
  wire                        go_now;
  wire                        rx_now;
  wire                        rst;
  wire                        rx_valid;
  wire [                 7:0] rx_data;
  wire                        rx_bad_stop;
  wire                        is_break = rx_bad_stop & (rx_data == 8'd0);
  wire                        tx_valid;
  wire                        tx_ready;
  wire [                 7:0] tx_data;
  wire                        in_valid;
  wire                        in_ready;
  wire [       FLIT_BITS-1:0] in_packet;
  wire                        inject;
  wire                        pulse;
  wire                        chip_busy;
  wire [                31:0] cycles;
  wire [OUT_ADDRESS_BITS-1:0] out_address;
  wire [                15:0] out_data;
  wire [     BUFFER_LOG2-1:0] reply_address;
  wire [                15:0] reply_data;
  wire [       BUFFER_LOG2:0] replies;
  wire                        lost_packet;
  wire                        bad_byte;

  synchroniser go_pin (
      .clk(clk),
      .in (go),
      .out(go_now)
  );

  synchroniser #(
      .START(1'b1)
  ) rx_pin (
      .clk(clk),
      .in (rx),
      .out(rx_now)
  );

  power_on_reset power_on (
      .clk(clk),
      .go (go_now & ~is_break),
      .rst(rst)
  );

  uart_rx #(
      .DIVIDER(DIVIDER),
      .DIVIDER_BITS(DIVIDER_BITS)
  ) receiver (
      .clk(clk),
      .rst(rst),
      .rx(rx_now),
      .valid(rx_valid),
      .data(rx_data),
      .bad_stop(rx_bad_stop)
  );

  uart_tx #(
      .DIVIDER(DIVIDER),
      .DIVIDER_BITS(DIVIDER_BITS)
  ) sender (
      .clk(clk),
      .rst(rst),
      .send(tx_valid),
      .ready(tx_ready),
      .data(tx_data),
      .tx(tx)
  );

  serial_bridge #(
      .FLIT_BITS(FLIT_BITS),
      .BUFFER_LOG2(BUFFER_LOG2),
      .OUT_ADDRESS_BITS(OUT_ADDRESS_BITS),
      .OUTPUT_WORDS(OUTPUT_WORDS),
      .IDENTITY(IDENTITY)
  ) bridge (
      .clk(clk),
      .rst(rst),
      .rx_valid(rx_valid),
      .rx_data(rx_data),
      .tx_valid(tx_valid),
      .tx_ready(tx_ready),
      .tx_data(tx_data),
      .in_valid(in_valid),
      .in_ready(in_ready),
      .in_packet(in_packet),
      .inject(inject),
      .pulse(pulse),
      .busy(chip_busy),
      .cycles(cycles),
      .out_address(out_address),
      .out_data(out_data),
      .reply_address(reply_address),
      .reply_data(reply_data),
      .replies(replies),
      .lost_packet(lost_packet),
      .bad_byte(bad_byte)
  );

  chip chip (
      .clk(clk),
      .rst(rst),
      .in_valid(in_valid),
      .in_ready(in_ready),
      .in_packet(in_packet),
      .inject(inject),
      .pulse(pulse),
      .busy(chip_busy),
      .cycles(cycles),
      .out_address(out_address),
      .out_data(out_data),
      .reply_address(reply_address),
      .reply_data(reply_data),
      .replies(replies)
  );

  board_leds #(
      .LOG2(BLINK_LOG2)
  ) leds (
      .clk(clk),
      .rst(rst),
      .chip_busy(chip_busy),
      .lost_packet(lost_packet),
      .bad_byte(bad_byte | (rx_bad_stop & ~is_break)),
      .alive(alive),
      .busy(busy),
      .overrun(overrun),
      .link_error(link_error)
  );
endmodule
`resetall
