// A tile: a core, its router and its counters. The core's sizes are those of its kind (tile_core.v, written for the chip).
`resetall
`default_nettype none
module tile #(
    parameter TILE = 0,
    parameter X = 0,
    parameter Y = 0,
    parameter LAST_COLUMN = 0,
    parameter LAST_ROW = 0,
    parameter X_BITS = 1,
    parameter Y_BITS = 1,
    parameter LOW_BITS = 19,
    parameter FIFO_DEPTH = 2,
    parameter LANES_LOG2 = 0,
    parameter COUNTERS = 1,
    parameter COUNTER_BITS = 24
) (
    input  wire                                    clk,
    input  wire                                    rst,
    input  wire                                    pulse,
    input  wire                                    advance,
    output wire                                    idle,
    // links, N E S W = 0..3
    input  wire [                             3:0] in_valid,
    output wire [                             3:0] in_ready,
    input  wire [4*(2+Y_BITS+X_BITS+LOW_BITS)-1:0] in_flit,
    output wire [                             3:0] out_valid,
    input  wire [                             3:0] out_ready,
    output wire [4*(2+Y_BITS+X_BITS+LOW_BITS)-1:0] out_flit
);
  localparam FLIT_BITS = 2 + Y_BITS + X_BITS + LOW_BITS;

  wire                 core_idle;
  wire                 router_idle;
  wire                 arrive_valid;
  wire [FLIT_BITS-1:0] arrive_flit;
  wire                 leave_valid;
  wire                 leave_ready;
  wire [FLIT_BITS-1:0] leave_flit;
  wire [          6:0] activity;
  wire [          4:0] counter_entry;
  wire [         31:0] counter_word;

  assign idle = core_idle & router_idle;

  router #(
      .X(X),
      .Y(Y),
      .LAST_COLUMN(LAST_COLUMN),
      .LAST_ROW(LAST_ROW),
      .X_BITS(X_BITS),
      .Y_BITS(Y_BITS),
      .LOW_BITS(LOW_BITS),
      .FIFO_DEPTH(FIFO_DEPTH)
  ) router (
      .clk(clk),
      .rst(rst),
      .pulse(pulse),
      .in_valid({in_valid, leave_valid}),
      .in_ready({in_ready, leave_ready}),
      .in_flit({in_flit, leave_flit}),
      .out_valid({out_valid, arrive_valid}),
      .out_ready({out_ready, 1'b1}),
      .out_flit({out_flit, arrive_flit}),
      .idle(router_idle)
  );

  tile_core #(
      .TILE(TILE)
  ) core (
      .clk(clk),
      .rst(rst),
      .pulse(pulse),
      .advance(advance),
      .idle(core_idle),
      .arrive_valid(arrive_valid),
      .arrive_flit(arrive_flit),
      .leave_valid(leave_valid),
      .leave_flit(leave_flit),
      .leave_ready(leave_ready),
      .activity(activity),
      .counter_entry(counter_entry),
      .counter_word(counter_word)
  );

  core_counters #(
      .COUNTERS(COUNTERS),
      .COUNTER_BITS(COUNTER_BITS),
      .LANES_LOG2(LANES_LOG2)
  ) counters (
      .clk(clk),
      .rst(rst),
      .pulse(pulse),
      .advance(advance),
      .activity(activity),
      .packet_in(arrive_valid & ~arrive_flit[FLIT_BITS-1]),
      .leave_ready(leave_ready),
      .hops(out_valid & out_ready),
      .read_entry(counter_entry),
      .read_word(counter_word)
  );
endmodule
`resetall
