// router: what it promises to its neighbours if they promise it the same. Flits go by XY order: what comes by N or S is in its
// column and stays in it, and no flit turns back; what is on offer holds still until it is accepted, and waits for no `ready`.
// The low bits of a flit say by which port it came, so that an output shows it. The nine routers of a mesh of 3 x 3 stand for
// every position: corner, edge and inside, without links at the edges as in mesh.v.
`default_nettype none
module router_links_proof #(
    parameter X = 0,
    parameter Y = 0,
    parameter FIFO_DEPTH = 2
) (
    input wire        clk,
    input wire [ 4:0] in_valid,
    input wire [44:0] in_flit,  // {cfg, host, y, x, port}, L N E S W from below
    input wire [ 4:0] out_ready
);
  localparam LOCAL = 0, NORTH = 1, EAST = 2, SOUTH = 3, WEST = 4;
  localparam FLIT_BITS = 9;
  localparam [1:0] HERE_X = X, HERE_Y = Y;

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  wire rst = ~begun;

  wire [ 4:0] in_ready;
  wire [ 4:0] out_valid;
  wire [44:0] out_flit;
  wire        idle;
  router #(
      .X(X),
      .Y(Y),
      .LAST_COLUMN(X == 2),
      .LAST_ROW(Y == 2),
      .X_BITS(2),
      .Y_BITS(2),
      .LOW_BITS(3),
      .FIFO_DEPTH(FIFO_DEPTH)
  ) router (
      .clk(clk),
      .rst(rst),
      .pulse(1'b0),
      .in_valid(in_valid),
      .in_ready(in_ready),
      .in_flit(in_flit),
      .out_valid(out_valid),
      .out_ready(out_ready),
      .out_flit(out_flit),
      .idle(idle)
  );

  // May this flit be on the link behind this port? `sent`: on the way out, else on the way in.
  function may_be;
    input [2:0] port;
    input sent;
    input [8:0] flit;
    reg [1:0] x, y;
    reg host;
    begin
      x = flit[4:3];
      y = flit[6:5];
      host = flit[7];
      case (port)
        LOCAL:   may_be = sent ? x == HERE_X && y == HERE_Y && !host : 1'b1;
        NORTH:   may_be = x == HERE_X && (sent ? y < HERE_Y : y >= HERE_Y);
        EAST:    may_be = sent ? x > HERE_X : x <= HERE_X;
        SOUTH:   may_be = x == HERE_X && (sent ? y > HERE_Y : y <= HERE_Y);
        default: may_be = sent ? x < HERE_X || (host && HERE_X == 0 && HERE_Y == 0) : x >= HERE_X;
      endcase
    end
  endfunction

  // To a tile of the mesh; a packet for the host to tile (0,0).
  function addressed;
    input [8:0] flit;
    addressed = flit[4:3] != 2'd3 && flit[6:5] != 2'd3 && (!flit[7] || flit[6:3] == 4'd0);
  endfunction

  // The ports by which a flit that came by this one may leave.
  function [4:0] ways;
    input [2:0] port;
    case (port)
      LOCAL:   ways = 5'b11111;
      NORTH:   ways = HERE_X == 0 && HERE_Y == 0 ? 5'b11001 : 5'b01001;  // W of tile (0,0) is the host
      EAST:    ways = 5'b11011;
      SOUTH:   ways = HERE_X == 0 && HERE_Y == 0 ? 5'b10011 : 5'b00011;
      default: ways = HERE_X == 0 && HERE_Y == 0 ? 5'b11111 : 5'b01111;  // the host may ask the host
    endcase
  endfunction

  wire [4:0] received;  // flits as they may come
  wire [4:0] straight;  // offers that XY order allows
  wire [4:0] turned;  // offers by a forbidden turn
  wire [4:0] moved;  // offers that did not hold still
  genvar p;
  generate
    for (p = 0; p < 5; p = p + 1) begin : port
      localparam [2:0] PORT = p;
      wire [8:0] coming = in_flit[p*FLIT_BITS+:FLIT_BITS];
      wire [8:0] going = out_flit[p*FLIT_BITS+:FLIT_BITS];
      wire [4:0] allowed = ways(going[2:0]);
      reg        waits = 1'b0;
      reg  [8:0] waiting;
      always @(posedge clk) begin
        waits   <= ~rst & out_valid[p] & ~out_ready[p];
        waiting <= going;
      end
      assign received[p] = ~in_valid[p] | (may_be(PORT, 1'b0, coming) & (coming[2:0] == PORT) & addressed(coming));
      assign straight[p] = ~out_valid[p] | may_be(PORT, 1'b1, going);
      assign turned[p] = out_valid[p] & ~allowed[p];
      assign moved[p] = waits & (~out_valid[p] | going != waiting);
    end
  endgenerate

  always @* neighbours_do_the_same: assume (received == 5'b11111);

  always @* if (!rst) begin
    goes_by_xy_order: assert (straight == 5'b11111);
    takes_no_forbidden_turn: assert (turned == 5'd0);
    holds_still: assert (moved == 5'd0);
    offers_something_unless_idle: assert (idle == (out_valid == 5'd0));
  end

  // Lemma: every flit in a FIFO is as it may come.
  // bind: occupied = router.in[4..0].fifo.occupied
  // bind: flits = router.in[4..0].fifo.flits
  wire [          5*FIFO_DEPTH-1:0] occupied;
  wire [5*FIFO_DEPTH*FLIT_BITS-1:0] flits;
  wire [          5*FIFO_DEPTH-1:0] sound;
  genvar e;
  generate
    for (e = 0; e < 5 * FIFO_DEPTH; e = e + 1) begin : entry
      localparam [2:0] PORT = e / FIFO_DEPTH;
      wire [8:0] flit = flits[e*FLIT_BITS+:FLIT_BITS];
      wire       packed_below = e % FIFO_DEPTH == 0 ? 1'b1 : occupied[e>0?e-1 : 0];
      assign sound[e] = ~occupied[e] |
          (packed_below & may_be(PORT, 1'b0, flit) & (flit[2:0] == PORT) & addressed(flit));
    end
  endgenerate
  always @* if (!rst) holds_what_may_come: assert (&sound);
endmodule
