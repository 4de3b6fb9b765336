// Registered AND tree from LEAVES leaves to one root, all DEPTH = LEAVES_LOG2 + 1 edges away: the root shows
// whether every leaf was idle in one and the same cycle, DEPTH cycles ago.
`resetall
`default_nettype none
module idle_tree #(
    parameter LEAVES = 1,
    parameter LEAVES_LOG2 = 0
) (
    input  wire              clk,
    input  wire              rst,
    input  wire [LEAVES-1:0] leaf,
    output wire              root
);
  localparam WIDTH = 1 << LEAVES_LOG2;
  reg [2*WIDTH-1:1] node;

  genvar i;
  generate
    for (i = 1; i < 2 * WIDTH; i = i + 1) begin : level
      if (i >= WIDTH + LEAVES) begin : absent
        always @(posedge clk) node[i] <= ~rst;
      end else if (i >= WIDTH) begin : tile
        always @(posedge clk) node[i] <= leaf[i-WIDTH] & ~rst;
      end else begin : above
        always @(posedge clk) node[i] <= node[2*i] & node[2*i+1] & ~rst;
      end
    end
  endgenerate
  assign root = node[1];
endmodule
`resetall
