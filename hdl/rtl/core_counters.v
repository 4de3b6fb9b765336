// Counters of a tile: zeroed at the pulse, counting until the advance, saturating with a sticky bit. They show an event two cycles
// later: events are registered first, because what makes them is at the end of long paths.
// In the order of their entries in the COUNTERS region: accumulations, spikes, packets in, packets out,
// axon-out stalls, busy cycles, flits out by N, E, S, W; with COUNTERS = 2 (debug) also neuron updates,
// synapse words, and the batch packets in and flits out by N, E, S, W since the last pulse.
`resetall
`default_nettype none
module core_counters #(
    parameter COUNTERS = 1,  // 0 none, 1 basic, 2 debug
    parameter COUNTER_BITS = 24,
    parameter LANES_LOG2 = 0
) (
    input  wire        clk,
    input  wire        rst,
    input  wire        pulse,
    input  wire        advance,
    // what happens in the core: {synapse read, neuron update, busy, packet on offer, spike, dense addition, addition}
    input  wire [ 6:0] activity,
    input  wire        packet_in,
    input  wire        leave_ready,
    input  wire [ 3:0] hops,  // N E S W = bits 0..3
    input  wire [ 4:0] read_entry,
    output wire [31:0] read_word
);
  localparam BASIC = 10, DEBUG = 17;
  localparam TOTAL = COUNTERS == 0 ? 0 : COUNTERS == 1 ? BASIC : DEBUG;
  localparam [LANES_LOG2:0] LANES = 1 << LANES_LOG2;
  localparam [LANES_LOG2:0] ONE = 1;

  wire accumulate = activity[0];
  wire accumulate_dense = activity[1];
  wire spike = activity[2];
  wire packet_out = activity[3] & leave_ready;
  wire stall = activity[3] & ~leave_ready;
  wire busy = activity[4];
  wire neuron_update = activity[5];
  wire synapse_read = activity[6];
  reg  counting;
  always @(posedge clk)
    if (rst) counting <= 1'b0;
    else if (pulse) counting <= 1'b1;
    else if (advance) counting <= 1'b0;

  wire [DEBUG-1:0] event_now = {
    {4{~counting}} & hops,
    ~counting & packet_in,
    counting & synapse_read,
    counting & neuron_update,
    {4{counting}} & hops,
    counting & busy,
    counting & stall,
    counting & packet_out,
    counting & packet_in,
    counting & spike,
    counting & accumulate
  };

  reg [DEBUG-1:0] events;
  reg             dense;
  reg             zeroed;
  always @(posedge clk) begin
    events <= event_now;
    dense  <= accumulate_dense;
    zeroed <= rst | pulse;
  end

  generate
    if (TOTAL == 0) begin : none
      assign read_word = 32'd0;
      wire unused_events = (&events) & dense & zeroed & (&read_entry);
    end else begin : some
      // A counter that is full keeps its highest bit and counts no more; what the bits below it are by then nobody is shown.
      wire [32*32-1:0] counts;
      wire [1023:0]    turned = counts >> {read_entry, 5'd0};
      wire             saturated = turned[COUNTER_BITS];
      wire             unused_turned = (&turned) & (&events);
      assign read_word = {saturated, {(31 - COUNTER_BITS) {1'b0}}, {COUNTER_BITS{saturated}} | turned[COUNTER_BITS-1:0]};

      genvar c;
      for (c = 0; c < 32; c = c + 1) begin : counter
        if (c < TOTAL) begin : kept
          reg  [COUNTER_BITS:0] count  /*verilator public_flat_rd*/;  // {full, value}
          wire [LANES_LOG2:0]   amount = (c == 0 && dense) ? LANES : ONE;
          assign counts[c*32+:32] = {{(31 - COUNTER_BITS) {1'b0}}, count};
          always @(posedge clk)
            if (rst | zeroed) count <= {(COUNTER_BITS + 1) {1'b0}};
            else if (events[c] & ~count[COUNTER_BITS]) count <= count + {{(COUNTER_BITS - LANES_LOG2) {1'b0}}, amount};
        end else begin : absent
          assign counts[c*32+:32] = 32'd0;
        end
      end
    end
  endgenerate
endmodule
`resetall
