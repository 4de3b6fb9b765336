// Registered tree from one root to LEAVES leaves, all DEPTH = LEAVES_LOG2 + 1 edges away: what is presented at
// the root in a cycle is seen by every leaf DEPTH cycles later.
`resetall
`default_nettype none
module pulse_tree #(
    parameter LEAVES = 1,
    parameter LEAVES_LOG2 = 0
) (
    input  wire              clk,
    input  wire              rst,
    input  wire              root,
    output wire [LEAVES-1:0] leaf
);
  localparam WIDTH = 1 << LEAVES_LOG2;
  reg [2*WIDTH-1:1] node;  // node 1 is the root, 2i and 2i+1 are the children of node i

  genvar i;
  generate
    for (i = 1; i < 2 * WIDTH; i = i + 1) begin : level
      if (i == 1) begin : top
        always @(posedge clk) node[i] <= root & ~rst;
      end else begin : below
        always @(posedge clk) node[i] <= node[i/2] & ~rst;
      end
    end
  endgenerate
  assign leaf = node[WIDTH+LEAVES-1:WIDTH];
  wire unused_leaves = &node;
endmodule
`resetall
