// Router input FIFO of DEPTH (2 or 4) flits in registers. The head is always entry 0; `ready` is a register,
// so no combinational path crosses a router.
`resetall
`default_nettype none
module flit_fifo #(
    parameter WIDTH = 32,
    parameter DEPTH = 2
) (
    input  wire             clk,
    input  wire             rst,
    input  wire             in_valid,
    output wire             in_ready,
    input  wire [WIDTH-1:0] in_flit,
    output wire             out_valid,
    output wire [WIDTH-1:0] out_flit,
    input  wire             out_ready
);
  reg  [WIDTH*DEPTH-1:0] flits;  // entry i at [i*WIDTH +: WIDTH], the head is entry 0
  reg  [      DEPTH-1:0] occupied;  // thermometer code: entry i holds a flit
  wire                   push = in_valid & in_ready;
  wire                   pop = out_valid & out_ready;

  assign in_ready  = ~occupied[DEPTH-1];
  assign out_valid = occupied[0];
  assign out_flit  = flits[WIDTH-1:0];

  // Where entries stand after this edge's pop, before its push.
  wire [DEPTH-1:0] kept = pop ? {1'b0, occupied[DEPTH-1:1]} : occupied;

  always @(posedge clk)
    if (rst) occupied <= {DEPTH{1'b0}};
    else occupied <= push ? {kept[DEPTH-2:0], 1'b1} : kept;

  genvar i;
  generate
    for (i = 0; i < DEPTH; i = i + 1) begin : entry
      // The incoming flit lands behind the last one that stays.
      wire lands_here = push & ~kept[i];
      always @(posedge clk)
        if (lands_here) flits[i*WIDTH+:WIDTH] <= in_flit;
        else if (pop && i < DEPTH - 1) flits[i*WIDTH+:WIDTH] <= flits[((i+1)%DEPTH)*WIDTH+:WIDTH];
    end
  endgenerate
endmodule
`resetall
