// pulse_tree, idle_tree: every leaf shows what the root was LEAVES_LOG2 + 1 cycles ago, and the root whether all leaves were 1
// that many cycles ago: for every number of leaves from 1 to MOST, all in one proof.
`default_nettype none
module trees_proof #(
    parameter MOST = 64  // leaves, at most 64
) (
    input wire        clk,
    input wire        root,
    input wire [63:0] leaf
);
  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  wire rst = ~begun;

  reg [7:1] past_root = 7'd0;  // [d] d cycles ago, 0 before the reset
  always @(posedge clk) past_root <= rst ? 7'd0 : {past_root[6:1], root};

  wire [MOST:1] spread;
  wire [MOST:1] gathered;
  genvar n;
  generate
    for (n = 1; n <= MOST; n = n + 1) begin : leaves
      localparam LOG2 = $clog2(n);
      localparam DEPTH = LOG2 + 1;
      wire [n-1:0] at_leaves;
      wire         at_root;
      reg [DEPTH:1] past_all = {DEPTH{1'b0}};
      pulse_tree #(
          .LEAVES(n),
          .LEAVES_LOG2(LOG2)
      ) pulses (
          .clk(clk),
          .rst(rst),
          .root(root),
          .leaf(at_leaves)
      );
      idle_tree #(
          .LEAVES(n),
          .LEAVES_LOG2(LOG2)
      ) idles (
          .clk(clk),
          .rst(rst),
          .leaf(leaf[n-1:0]),
          .root(at_root)
      );
      if (DEPTH == 1) begin : one
        always @(posedge clk) past_all <= rst ? 1'b0 : &leaf[n-1:0];
      end else begin : more
        always @(posedge clk) past_all <= rst ? {DEPTH{1'b0}} : {past_all[DEPTH-1:1], &leaf[n-1:0]};
      end
      assign spread[n]   = at_leaves == {n{past_root[DEPTH]}};
      assign gathered[n] = at_root == past_all[DEPTH];
    end
  endgenerate

  always @* if (!rst) begin
    every_leaf_sees_the_root: assert (&spread);
    the_root_sees_every_leaf: assert (&gathered);
  end
endmodule
