// router: how long a flit waits. At the head of its FIFO it sees at most four others leave by its output before it does, however
// often that output is stalled. If every output accepts in every cycle, a flit that enters in cycle n leaves in cycle
// n + 5 FIFO_DEPTH - 1 at the latest: in the 9th cycle with FIFOs of 2 flits, in the 19th with 4.
`default_nettype none
module router_wait_proof #(
    parameter FIFO_DEPTH = 2,
    parameter STALLS = 0,  // 1: outputs need not accept
    parameter BOUND = 5 * FIFO_DEPTH - 1
) (
    input wire        clk,
    input wire [ 4:0] in_valid,
    input wire [34:0] in_flit,  // {cfg, host, y, x, low}
    input wire [ 4:0] out_ready,
    input wire        pulse,
    input wire [ 4:0] mark  // follow the flit that enters by this port
);
  localparam FLIT_BITS = 7;

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  wire rst = ~begun;

  wire [ 4:0] in_ready;
  wire [ 4:0] out_valid;
  wire [34:0] out_flit;
  wire        idle;
  router #(
      .X(1),
      .Y(1),
      .X_BITS(2),
      .Y_BITS(2),
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

  // bind: occupied = router.in[4..0].fifo.occupied
  // bind: taken = router.head_taken
  // bind: wants = router.wants
  // bind: behind = router.out[4..0].arbiter.behind
  wire [5*FIFO_DEPTH-1:0] occupied;
  wire [             4:0] taken;
  wire [            24:0] wants;  // [input*5 + output]
  wire [            24:0] behind;  // [output*5 + input], what an arbiter asks first

  // ---- the marked flit: its port, how many are ahead of it, the cycles since it entered ------------------------------
  reg        marked = 1'b0;
  reg        inside = 1'b0;
  reg  [2:0] port;
  reg  [2:0] ahead;
  reg  [4:0] cycles;
  reg  [2:0] others;  // that left by its output while it was at the head
  wire [4:0] enters = mark & in_valid & in_ready & {5{~marked}};
  wire [2:0] entry_port = {enters[4], enters[2] | enters[3], enters[1] | enters[3]};
  wire [FIFO_DEPTH-1:0] behind_it = occupied[entry_port*FIFO_DEPTH+:FIFO_DEPTH];
  wire [FIFO_DEPTH-1:0] fifo = occupied[port*FIFO_DEPTH+:FIFO_DEPTH];
  wire       at_head = inside & (ahead == 3'd0);
  wire       leaves = at_head & taken[port];
  wire [4:0] way = wants[port*5+:5];  // of the head of its FIFO
  wire [2:0] entries = behind_it[0] + behind_it[1] + (FIFO_DEPTH > 2 ? behind_it[FIFO_DEPTH-2] + behind_it[FIFO_DEPTH-1] : 3'd0);

  always @(posedge clk)
    if (!rst) begin
      if (enters != 5'd0) begin
        marked <= 1'b1;
        inside <= 1'b1;
        port   <= entry_port;
        ahead  <= entries - taken[entry_port];
        cycles <= 5'd1;
        others <= 3'd0;
      end else if (inside) begin
        cycles <= cycles + 5'd1;
        if (taken[port]) ahead <= ahead - 3'd1;
        if (leaves) inside <= 1'b0;
        if (!at_head) others <= 3'd0;
        else if ((way & out_valid & out_ready) != 5'd0) others <= others + 3'd1;
      end
    end

  always @* begin
    if (!rst) one_flit_is_marked: assume ((mark & (mark - 5'd1)) == 5'd0);
    pulse_finds_it_drained: assume (!pulse || idle);
    if (!STALLS) outputs_accept: assume (out_ready == 5'b11111);
  end

  // ---- lemma: how many cycles are left: the ports that its FIFO's head has before it, and five for each flit between ---
  wire [4:0] order = (way[0] ? behind[0+:5] : way[1] ? behind[5+:5] : way[2] ? behind[10+:5] : way[3] ? behind[15+:5] : behind[20+:5]);
  wire [2:0] size = order[0] + order[1] + order[2] + order[3] + order[4];
  wire [2:0] rank = order[port] ? port - (3'd5 - size) : size + port;
  wire [4:0] left = rank + 5 * ahead;
  wire [4:0] shapes;  // what an arbiter asks first is a run of ports up to 4
  wire [5*FIFO_DEPTH-1:0] gaps;
  genvar o, e;
  generate
    for (e = 0; e < 5 * FIFO_DEPTH; e = e + 1) begin : entry
      assign gaps[e] = e % FIFO_DEPTH != 0 && occupied[e] && !occupied[e>0?e-1 : 0];
    end
    for (o = 0; o < 5; o = o + 1) begin : output_of
      assign shapes[o] = (((behind[o*5+:5] << 1) | behind[o*5+:5]) & 5'b11111) == behind[o*5+:5];
    end
  endgenerate

  always @* if (!rst) begin
    arbiters_are_sound: assert (shapes == 5'b11111);
    is_in_its_fifo: assert (!inside || (marked && port < 3'd5 && fifo[ahead] && ahead < FIFO_DEPTH));
    no_gaps: assert (gaps == {(5 * FIFO_DEPTH) {1'b0}});
    wants_one_output: assert (!inside || (way != 5'd0 && (way & (way - 5'd1)) == 5'd0));
    is_overtaken_less_and_less: assert (!at_head || others + rank <= 4);
    comes_nearer: assert (STALLS || !inside || cycles + left <= BOUND);
    sees_four_others_at_most: assert (!at_head || others <= 4);
    leaves_in_time: assert (STALLS || !inside || cycles <= BOUND);
  end
endmodule
