// flit_fifo: what went in comes out, once, unchanged and in order; nothing is taken when full, nothing offered when empty.
// One flit is marked, whichever, and followed through: as any flit can be the marked one, what holds for it holds for all.
`default_nettype none
module flit_fifo_proof #(
    parameter DEPTH = 2,
    parameter WIDTH = 2
) (
    input wire             clk,
    input wire             in_valid,
    input wire [WIDTH-1:0] in_flit,
    input wire             out_ready,
    input wire             mark  // this flit is the marked one
);
  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  wire rst = ~begun;

  wire             in_ready;
  wire             out_valid;
  wire [WIDTH-1:0] out_flit;
  flit_fifo #(
      .WIDTH(WIDTH),
      .DEPTH(DEPTH)
  ) fifo (
      .clk(clk),
      .rst(rst),
      .in_valid(in_valid),
      .in_ready(in_ready),
      .in_flit(in_flit),
      .out_valid(out_valid),
      .out_flit(out_flit),
      .out_ready(out_ready)
  );

  wire push = in_valid & in_ready;
  wire pop = out_valid & out_ready;

  // The marked flit, while it is in the FIFO, and how many flits leave before it.
  reg  [      3:0] held = 4'd0;
  reg              inside = 1'b0;
  reg              marked = 1'b0;
  reg  [      3:0] ahead;
  reg  [WIDTH-1:0] flit;
  wire             enters = push & mark & ~marked;
  wire             leaves = inside & pop & (ahead == 4'd0);

  always @(posedge clk)
    if (!rst) begin
      held <= held + push - pop;
      if (enters) begin
        marked <= 1'b1;
        inside <= 1'b1;
        flit   <= in_flit;
        ahead  <= held - pop;
      end else if (inside && pop) begin
        ahead <= ahead - 4'd1;
        if (leaves) inside <= 1'b0;
      end
    end

  reg              waited = 1'b0;
  reg  [WIDTH-1:0] offered;
  always @(posedge clk) begin
    waited  <= ~rst & out_valid & ~out_ready;
    offered <= out_flit;
  end

  always @* if (!rst) begin
    takes_while_there_is_room: assert (in_ready == (held < DEPTH));
    offers_what_it_has: assert (out_valid == (held != 4'd0));
    comes_out_unchanged_in_order: assert (!leaves || out_flit == flit);
    is_never_lost: assert (!inside || ahead < held);
    holds_still: assert (!waited || (out_valid && out_flit == offered));
  end
endmodule
