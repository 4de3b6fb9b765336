// Five-port router: XY order, one register FIFO per input, round-robin per output, one hop per cycle.
// Ports L N E S W = 0..4. What leaves by L goes to the core, which always accepts; what leaves by W of tile
// (0,0) goes to the host, which always accepts too, so the network cannot deadlock.
// What is addressed beyond the last column or row stays in it, so that a tile without a link has no logic for it.
//   in    moves when in_valid && in_ready; in_ready is a register
//   out   out_valid never waits for out_ready, and once up it and out_flit hold until out_ready
`resetall
`default_nettype none
module router #(
    parameter X = 0,
    parameter Y = 0,
    parameter LAST_COLUMN = 0,  // there is no tile east of this one
    parameter LAST_ROW = 0,  // nor south
    parameter X_BITS = 1,
    parameter Y_BITS = 1,
    parameter LOW_BITS = 19,
    parameter FIFO_DEPTH = 2
) (
    input  wire                                    clk,
    input  wire                                    rst,
    input  wire                                    pulse,  // arbiters return to their reset position
    input  wire [                             4:0] in_valid,
    output wire [                             4:0] in_ready,
    input  wire [5*(2+Y_BITS+X_BITS+LOW_BITS)-1:0] in_flit,
    output wire [                             4:0] out_valid,
    input  wire [                             4:0] out_ready,
    output wire [5*(2+Y_BITS+X_BITS+LOW_BITS)-1:0] out_flit,
    output wire                                    idle
);
  localparam FLIT_BITS = 2 + Y_BITS + X_BITS + LOW_BITS;
  localparam [X_BITS-1:0] HERE_X = X;
  localparam [Y_BITS-1:0] HERE_Y = Y;
  localparam LOCAL = 0, NORTH = 1, EAST = 2, SOUTH = 3, WEST = 4;

  wire [            4:0] head_valid;
  wire [5*FLIT_BITS-1:0] head;
  wire [            4:0] head_taken;
  wire [           24:0] wants;  // [input*5 + output]
  wire [           24:0] grant;  // [output*5 + input]

  assign idle = ~|head_valid;

  genvar i, o;
  generate
    for (i = 0; i < 5; i = i + 1) begin : in
      wire [FLIT_BITS-1:0] flit;
      wire [   X_BITS-1:0] x = flit[LOW_BITS+:X_BITS];
      wire [   Y_BITS-1:0] y = flit[LOW_BITS+X_BITS+:Y_BITS];
      wire                 to_host = flit[FLIT_BITS-2];
      wire                 east = (LAST_COLUMN == 0) & (x > HERE_X);
      wire                 west = x < HERE_X;
      wire                 north = y < HERE_Y;
      wire                 south = (LAST_ROW == 0) & (y > HERE_Y);
      wire                 column = ~east & ~west;
      wire                 home = column & ~north & ~south;

      flit_fifo #(
          .WIDTH(FLIT_BITS),
          .DEPTH(FIFO_DEPTH)
      ) fifo (
          .clk(clk),
          .rst(rst),
          .in_valid(in_valid[i]),
          .in_ready(in_ready[i]),
          .in_flit(in_flit[i*FLIT_BITS+:FLIT_BITS]),
          .out_valid(head_valid[i]),
          .out_flit(flit),
          .out_ready(head_taken[i])
      );
      assign head[i*FLIT_BITS+:FLIT_BITS] = flit;
      assign wants[i*5+LOCAL] = head_valid[i] & home & ~to_host;
      assign wants[i*5+NORTH] = head_valid[i] & column & north;
      assign wants[i*5+EAST] = head_valid[i] & east;
      assign wants[i*5+SOUTH] = head_valid[i] & column & south;
      assign wants[i*5+WEST] = head_valid[i] & (west | (home & to_host));
      assign head_taken[i] = grant[i] | grant[5+i] | grant[10+i] | grant[15+i] | grant[20+i];
    end

    for (o = 0; o < 5; o = o + 1) begin : out
      wire [4:0] request = {wants[20+o], wants[15+o], wants[10+o], wants[5+o], wants[o]};
      wire [4:0] chosen;
      round_robin arbiter (
          .clk(clk),
          .rst(rst | pulse),
          .request(request),
          .accepted(out_ready[o]),
          .grant(chosen)
      );
      assign grant[o*5+:5] = chosen & {5{out_ready[o]}};
      assign out_valid[o] = |request;
      assign out_flit[o*FLIT_BITS+:FLIT_BITS] =
          ({FLIT_BITS{chosen[0]}} & head[0*FLIT_BITS+:FLIT_BITS]) |
          ({FLIT_BITS{chosen[1]}} & head[1*FLIT_BITS+:FLIT_BITS]) |
          ({FLIT_BITS{chosen[2]}} & head[2*FLIT_BITS+:FLIT_BITS]) |
          ({FLIT_BITS{chosen[3]}} & head[3*FLIT_BITS+:FLIT_BITS]) |
          ({FLIT_BITS{chosen[4]}} & head[4*FLIT_BITS+:FLIT_BITS]);
    end
  endgenerate
endmodule
`resetall
