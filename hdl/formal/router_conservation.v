// router: a flit that enters leaves once, unchanged, by the output of XY order, and until then the router is not idle.
// One flit is marked, whichever: its tag is 1 and no other's is. So what is tagged at an output is the marked flit or a copy.
`default_nettype none
module router_conservation_proof #(
    parameter X = 1,
    parameter Y = 1,
    parameter X_BITS = 2,
    parameter Y_BITS = 2,
    parameter FIFO_DEPTH = 2
) (
    input wire                           clk,
    input wire [                    4:0] in_valid,
    input wire [5*(3+Y_BITS+X_BITS)-1:0] in_flit,  // {cfg, host, y, x, tag}
    input wire [                    4:0] out_ready,
    input wire                           pulse
);
  localparam FLIT_BITS = 3 + Y_BITS + X_BITS;
  localparam [X_BITS-1:0] HERE_X = X;
  localparam [Y_BITS-1:0] HERE_Y = Y;

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  wire rst = ~begun;

  wire [            4:0] in_ready;
  wire [            4:0] out_valid;
  wire [5*FLIT_BITS-1:0] out_flit;
  wire                   idle;
  router #(
      .X(X),
      .Y(Y),
      .X_BITS(X_BITS),
      .Y_BITS(Y_BITS),
      .LOW_BITS(1),
      .FIFO_DEPTH(FIFO_DEPTH)
  ) router (
      .clk(clk),
      .rst(rst),
      .pulse(pulse),
      .in_valid(in_valid),
      .in_ready(in_ready),
      .in_flit(in_flit),
      .out_valid(out_valid),
      .out_ready(out_ready),
      .out_flit(out_flit),
      .idle(idle)
  );

  wire [4:0] in_tag = {in_flit[4*FLIT_BITS], in_flit[3*FLIT_BITS], in_flit[2*FLIT_BITS], in_flit[FLIT_BITS], in_flit[0]};
  wire [4:0] out_tag = {out_flit[4*FLIT_BITS], out_flit[3*FLIT_BITS], out_flit[2*FLIT_BITS], out_flit[FLIT_BITS], out_flit[0]};
  wire [4:0] enters = in_valid & in_ready & in_tag;
  wire [4:0] leaves = out_valid & out_ready & out_tag;

  reg                  marked = 1'b0;
  reg                  inside = 1'b0;
  reg  [FLIT_BITS-1:0] flit;
  wire [   X_BITS-1:0] x = flit[1+:X_BITS];
  wire [   Y_BITS-1:0] y = flit[1+X_BITS+:Y_BITS];
  wire                 host = flit[FLIT_BITS-2];
  wire                 home = (x == HERE_X) & (y == HERE_Y);
  wire [          4:0] way = (x < HERE_X) ? 5'b10000 : (x > HERE_X) ? 5'b00100 :
      (y < HERE_Y) ? 5'b00010 : (y > HERE_Y) ? 5'b01000 : host ? 5'b10000 : 5'b00001;
  wire [FLIT_BITS-1:0] entering = ({FLIT_BITS{enters[0]}} & in_flit[0+:FLIT_BITS]) |
      ({FLIT_BITS{enters[1]}} & in_flit[FLIT_BITS+:FLIT_BITS]) | ({FLIT_BITS{enters[2]}} & in_flit[2*FLIT_BITS+:FLIT_BITS]) |
      ({FLIT_BITS{enters[3]}} & in_flit[3*FLIT_BITS+:FLIT_BITS]) | ({FLIT_BITS{enters[4]}} & in_flit[4*FLIT_BITS+:FLIT_BITS]);
  wire [FLIT_BITS-1:0] leaving = ({FLIT_BITS{leaves[0]}} & out_flit[0+:FLIT_BITS]) |
      ({FLIT_BITS{leaves[1]}} & out_flit[FLIT_BITS+:FLIT_BITS]) | ({FLIT_BITS{leaves[2]}} & out_flit[2*FLIT_BITS+:FLIT_BITS]) |
      ({FLIT_BITS{leaves[3]}} & out_flit[3*FLIT_BITS+:FLIT_BITS]) | ({FLIT_BITS{leaves[4]}} & out_flit[4*FLIT_BITS+:FLIT_BITS]);

  always @(posedge clk)
    if (!rst) begin
      if (enters != 5'd0) begin
        marked <= 1'b1;
        inside <= 1'b1;
        flit   <= entering;
      end else if (leaves != 5'd0) inside <= 1'b0;
    end

  always @* begin
    if (!rst) one_flit_is_tagged: assume ((enters & (enters - 5'd1)) == 5'd0 && (!(marked | inside) || enters == 5'd0));
    pulse_finds_it_drained: assume (!pulse || idle);
  end

  // ---- lemmas: what the FIFOs hold -----------------------------------------------------------------------------------------
  // bind: occupied = router.in[4..0].fifo.occupied
  // bind: flits = router.in[4..0].fifo.flits
  wire [          5*FIFO_DEPTH-1:0] occupied;
  wire [5*FIFO_DEPTH*FLIT_BITS-1:0] flits;
  wire [          5*FIFO_DEPTH-1:0] gaps;  // entries with nothing in the one before
  reg  [                       4:0] tagged;  // how many entries hold a tagged flit
  reg                               same;  // they hold the marked one
  genvar g;
  generate
    for (g = 0; g < 5 * FIFO_DEPTH; g = g + 1) begin : entry
      assign gaps[g] = g % FIFO_DEPTH != 0 && occupied[g] && !occupied[g > 0 ? g-1 : 0];
    end
  endgenerate
  integer i;
  always @* begin
    tagged = 5'd0;
    same = 1'b1;
    for (i = 0; i < 5 * FIFO_DEPTH; i = i + 1)
      if (occupied[i] & flits[i*FLIT_BITS]) begin
        tagged = tagged + 5'd1;
        if (flits[i*FLIT_BITS+:FLIT_BITS] != flit) same = 1'b0;
      end
  end
  always @* if (!rst) begin
    no_gaps: assert (gaps == {(5*FIFO_DEPTH){1'b0}});
    inside_once: assert (tagged == inside);
    unchanged_inside: assert (same);
  end

  always @* if (!rst) begin
    leaves_once_by_its_way: assert (leaves == 5'd0 || (inside && leaves == way));
    leaves_unchanged: assert (leaves == 5'd0 || leaving == flit);
    is_offered_nowhere_else: assert ((out_valid & out_tag & ~way) == 5'd0 || !inside);
    is_not_idle_until_then: assert (!(inside & idle));
  end
endmodule
