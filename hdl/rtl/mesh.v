// The whole chip: WIDTH x HEIGHT tiles, the links between them, the trees and the host port.
// x grows east, y south, tile = y * WIDTH + x.
`resetall
`default_nettype none
module mesh #(
    parameter WIDTH = 1,
    parameter HEIGHT = 1,
    parameter TILES_LOG2 = 0,
    parameter X_BITS = 1,
    parameter Y_BITS = 1,
    parameter LOW_BITS = 19,
    parameter FIFO_DEPTH = 2,
    parameter LANES_LOG2 = 0,
    parameter PAYLOAD_BITS = 0,
    parameter COUNTERS = 1,
    parameter COUNTER_BITS = 24,
    parameter BUFFER_LOG2 = 8,
    parameter OUTPUTS = 16,
    parameter OUTPUTS_LOG2 = 4,
    parameter OUT_ADDRESS_BITS = 8
) (
    input  wire                                clk,
    input  wire                                rst,
    input  wire                                in_valid,
    output wire                                in_ready,
    input  wire [2+Y_BITS+X_BITS+LOW_BITS-1:0] in_packet,
    input  wire                                inject,
    input  wire                                pulse,
    output wire                                busy,
    output wire [                        31:0] cycles,
    input  wire [        OUT_ADDRESS_BITS-1:0] out_address,
    output wire [                        15:0] out_data,
    input  wire [             BUFFER_LOG2-1:0] reply_address,
    output wire [                        15:0] reply_data,
    output wire [               BUFFER_LOG2:0] replies
);
  localparam TILES = WIDTH * HEIGHT;
  localparam FLIT_BITS = 2 + Y_BITS + X_BITS + LOW_BITS;
  localparam NORTH = 0, EAST = 1, SOUTH = 2, WEST = 3;

  wire                         pulse_root;
  wire                         advance_root;
  wire                         idle_root;
  wire [            TILES-1:0] pulse_leaf;
  wire [            TILES-1:0] advance_leaf;
  wire [            TILES-1:0] idle_leaf;
  wire                         link_valid;
  wire                         link_ready;
  wire [        FLIT_BITS-1:0] link_packet;
  wire [          4*TILES-1:0] out_valid;  // what a tile sends, [4*tile + direction]
  wire [          4*TILES-1:0] in_ready_of;  // whether a tile accepts, [4*tile + direction]
  wire [4*TILES*FLIT_BITS-1:0] out_flit;

  pulse_tree #(
      .LEAVES(TILES),
      .LEAVES_LOG2(TILES_LOG2)
  ) pulses (
      .clk(clk),
      .rst(rst),
      .root(pulse_root),
      .leaf(pulse_leaf)
  );

  pulse_tree #(
      .LEAVES(TILES),
      .LEAVES_LOG2(TILES_LOG2)
  ) advances (
      .clk(clk),
      .rst(rst),
      .root(advance_root),
      .leaf(advance_leaf)
  );

  idle_tree #(
      .LEAVES(TILES),
      .LEAVES_LOG2(TILES_LOG2)
  ) idles (
      .clk(clk),
      .rst(rst),
      .leaf(idle_leaf),
      .root(idle_root)
  );

  host_port #(
      .FLIT_BITS(FLIT_BITS),
      .TREE_DEPTH(TILES_LOG2 + 1),
      .BUFFER_LOG2(BUFFER_LOG2),
      .OUTPUTS(OUTPUTS),
      .OUTPUTS_LOG2(OUTPUTS_LOG2),
      .PAYLOAD_BITS(PAYLOAD_BITS),
      .OUT_ADDRESS_BITS(OUT_ADDRESS_BITS)
  ) host (
      .clk(clk),
      .rst(rst),
      .in_valid(in_valid),
      .in_ready(in_ready),
      .in_packet(in_packet),
      .inject(inject),
      .pulse(pulse),
      .busy(busy),
      .cycles(cycles),
      .out_address(out_address),
      .out_data(out_data),
      .reply_address(reply_address),
      .reply_data(reply_data),
      .replies(replies),
      .pulse_root(pulse_root),
      .advance_root(advance_root),
      .idle_root(idle_root),
      .link_valid(link_valid),
      .link_ready(link_ready),
      .link_packet(link_packet),
      .from_valid(out_valid[WEST]),
      .from_packet(out_flit[WEST*FLIT_BITS+:FLIT_BITS])
  );
  assign link_ready = in_ready_of[WEST];

  // A link at the mesh's edge sends nothing and, apart from the host's, is never sent to.
  genvar x, y, d;
  generate
    for (y = 0; y < HEIGHT; y = y + 1) begin : row
      for (x = 0; x < WIDTH; x = x + 1) begin : column
        localparam TILE = y * WIDTH + x;
        wire [3:0] valid;
        wire [3:0] ready;
        wire [4*FLIT_BITS-1:0] flit;

        for (d = 0; d < 4; d = d + 1) begin : link
          localparam OTHER_X = d == EAST ? x + 1 : d == WEST ? x - 1 : x;
          localparam OTHER_Y = d == SOUTH ? y + 1 : d == NORTH ? y - 1 : y;
          localparam OTHER = 4 * (OTHER_Y * WIDTH + OTHER_X) + (d + 2) % 4;
          if (OTHER_X >= 0 && OTHER_X < WIDTH && OTHER_Y >= 0 && OTHER_Y < HEIGHT) begin : inner
            assign valid[d] = out_valid[OTHER];
            assign ready[d] = in_ready_of[OTHER];
            assign flit[d*FLIT_BITS+:FLIT_BITS] = out_flit[OTHER*FLIT_BITS+:FLIT_BITS];
          end else if (TILE == 0 && d == WEST) begin : host_link
            assign valid[d] = link_valid;
            assign ready[d] = 1'b1;
            assign flit[d*FLIT_BITS+:FLIT_BITS] = link_packet;
          end else begin : edge_of_mesh
            assign valid[d] = 1'b0;
            assign ready[d] = 1'b1;
            assign flit[d*FLIT_BITS+:FLIT_BITS] = {FLIT_BITS{1'b0}};
            wire unused_link = out_valid[4*TILE+d] & in_ready_of[4*TILE+d] &
                (&out_flit[(4*TILE+d)*FLIT_BITS+:FLIT_BITS]);
          end
        end

        tile #(
            .TILE(TILE),
            .X(x),
            .Y(y),
            .LAST_COLUMN(x == WIDTH - 1),
            .LAST_ROW(y == HEIGHT - 1),
            .X_BITS(X_BITS),
            .Y_BITS(Y_BITS),
            .LOW_BITS(LOW_BITS),
            .FIFO_DEPTH(FIFO_DEPTH),
            .LANES_LOG2(LANES_LOG2),
            .COUNTERS(COUNTERS),
            .COUNTER_BITS(COUNTER_BITS)
        ) tile (
            .clk(clk),
            .rst(rst),
            .pulse(pulse_leaf[TILE]),
            .advance(advance_leaf[TILE]),
            .idle(idle_leaf[TILE]),
            .in_valid(valid),
            .in_ready(in_ready_of[4*TILE+:4]),
            .in_flit(flit),
            .out_valid(out_valid[4*TILE+:4]),
            .out_ready(ready),
            .out_flit(out_flit[4*TILE*FLIT_BITS+:4*FLIT_BITS])
        );
      end
    end
  endgenerate
endmodule
`resetall
