// host_port with its trees, and tiles of which only this is known: while anything is at work, some tile is not idle; what a
// packet or the pulse starts works from the next cycle on; and what has ended starts again by a packet or a pulse only. Then the
// barrier is never early and never missed: it comes in the very cycle that TIMING.md promises, once a pulse, and a batch is
// over only when it has been sent and the mesh has drained.
`default_nettype none
module barrier_proof #(
    parameter TILES = 3,
    parameter TILES_LOG2 = 2
) (
    input wire             clk,
    input wire             in_valid,
    input wire             inject,
    input wire             pulse,
    input wire             link_ready,
    input wire [TILES-1:0] idle,  // of each tile
    input wire             ends  // what is at work ends with this cycle
);
  localparam FLIT_BITS = 17;
  localparam DEPTH = TILES_LOG2 + 1;

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  wire rst = ~begun;

  wire             in_ready;
  wire             busy;
  wire [     31:0] cycles;
  wire             pulse_root;
  wire             advance_root;
  wire             idle_root;
  wire             link_valid;
  wire [TILES-1:0] pulse_leaf;
  wire [TILES-1:0] advance_leaf;

  host_port #(
      .FLIT_BITS(FLIT_BITS),
      .TREE_DEPTH(DEPTH),
      .BUFFER_LOG2(1),
      .OUTPUTS(2),
      .OUTPUTS_LOG2(1),
      .OUT_ADDRESS_BITS(1)
  ) host (
      .clk(clk),
      .rst(rst),
      .in_valid(in_valid),
      .in_ready(in_ready),
      .in_packet({FLIT_BITS{1'b0}}),
      .inject(inject),
      .pulse(pulse),
      .busy(busy),
      .cycles(cycles),
      .out_address(1'b0),
      .reply_address(1'b0),
      .pulse_root(pulse_root),
      .advance_root(advance_root),
      .idle_root(idle_root),
      .link_valid(link_valid),
      .link_ready(link_ready),
      .from_valid(1'b0),
      .from_packet({FLIT_BITS{1'b0}})
  );
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
      .leaf(idle),
      .root(idle_root)
  );

  // ---- the mesh: at work or not ---------------------------------------------------------------------------------------
  reg  working = 1'b0;
  wire sent = link_valid & link_ready;
  wire pulsed = |pulse_leaf;
  always @(posedge clk)
    if (rst) working <= 1'b0;
    else working <= sent | ((pulsed | working) & ~ends);

  always @* begin
    no_gap_while_at_work: assume (working == ~(&idle));
    asked_for_nothing_in_reset: assume (!rst || !(in_valid | inject | pulse | link_ready));
  end

  // ---- what the host has asked for ----------------------------------------------------------------------------------------
  reg       stepping = 1'b0;  // from the pulse at the root to the barrier
  reg       arrived = 1'b0;  // the pulse has reached the tiles
  reg       batching = 1'b0;
  reg [1:0] waiting = 2'd0;  // packets taken in and not sent
  reg [3:0] quiet = 4'd0;  // cycles since something was at work, from tile cycle 0 or the start of a batch
  reg [5:0] step_cycles;
  reg       told = 1'b0;  // tiles that have had a pulse and not yet the advance
  always @(posedge clk)
    if (!rst) begin
      waiting <= waiting + (in_valid & in_ready) - sent;
      if (pulse_root) stepping <= 1'b1;
      else if (advance_root) stepping <= 1'b0;
      arrived <= pulsed | (arrived & ~advance_root);
      quiet   <= working | pulsed | sent | (inject & ~busy) ? 4'd1 : quiet == 4'd15 ? quiet : quiet + 4'd1;
      if (inject & ~busy) batching <= 1'b1;
      else if (!busy) batching <= 1'b0;
      if (pulse_root) step_cycles <= 6'd1;
      else if (stepping) step_cycles <= step_cycles + 6'd1;
      if (pulsed) told <= 1'b1;
      else if (|advance_leaf) told <= 1'b0;
    end

  wire time_has_come = stepping & arrived & ~pulsed & ~working & (quiet == DEPTH + 1);

  always @* if (!rst) begin
    is_not_early: assert (!advance_root || (stepping && arrived && !working));
    comes_in_its_cycle: assert (advance_root == time_has_come);
    counts_its_cycles: assert (!advance_root || cycles[5:0] + 6'd1 == step_cycles);
    every_tile_sees_it: assert (pulse_leaf == {TILES{pulsed}} && advance_leaf == {TILES{|advance_leaf}});
    pulse_and_advance_take_turns: assert (!(pulsed & told) && !(|advance_leaf & ~told));
    a_batch_is_sent_and_drained: assert (busy || !batching || (!working && waiting == 2'd0 && !link_valid));
    a_batch_ends: assert (!batching || !busy || waiting != 2'd0 || quiet <= DEPTH + 3);
    waits_until_the_advance_is_there: assert (!told || busy);
    nothing_is_sent_in_a_step: assert (!stepping || !link_valid);
  end
endmodule
