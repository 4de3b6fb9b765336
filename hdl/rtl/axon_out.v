// Axon-out: empties the spike queue while the sweep still fills it. Per spike, in queue order: its fan-out
// index {start, nonempty}, then its fan-out entries one after the other until `last`, each offered to the
// router until it is accepted. An entry is the packet's {last, host, y, x, low}. A spike without fan-out
// costs one cycle in which nothing is offered. Every packet of a spike carries its payload: where the datapath has one
// (SENT_BITS) it follows the neuron through the stages, else it is 1.
`resetall
`default_nettype none
module axon_out #(
    parameter NEURONS_LOG2 = 8,
    parameter FANOUT_LOG2 = 8,
    parameter ENTRY_BITS = 20,
    parameter PAYLOAD_BITS = 0,
    parameter SENT_BITS = 0,
    parameter CFG_ENTRY_BITS = 20,
    parameter CFG_DATA_BITS = 48
) (
    input  wire                                 clk,
    input  wire                                 rst,
    input  wire                                 start,  // empties the queue
    input  wire                                 spike,
    input  wire [             NEURONS_LOG2-1:0] spike_neuron,
    input  wire [(SENT_BITS>0?SENT_BITS:1)-1:0] spike_payload,
    output wire                                 busy,
    output wire                                 packet_valid,
    output wire [               ENTRY_BITS-1:0] packet,
    output wire [(PAYLOAD_BITS>0?PAYLOAD_BITS:1)-1:0] packet_payload,
    input  wire                                 packet_ready,
    // configuration; the fan-out entry that was read is `packet`
    input  wire                                 cfg_select_index,
    input  wire                                 cfg_select_fanout,
    input  wire                                 cfg_write,
    input  wire                                 cfg_read,
    input  wire [           CFG_ENTRY_BITS-1:0] cfg_entry,
    input  wire [            CFG_DATA_BITS-1:0] cfg_data,
    output wire [                FANOUT_LOG2:0] index_word
);
  wire unused_cfg = (&cfg_entry) & (&cfg_data);

  // ---- spike queue: its output register holds the neuron whose index is read next -----------------------
  reg  [  NEURONS_LOG2:0] written;
  reg  [  NEURONS_LOG2:0] popped;
  reg                     neuron_valid;
  localparam QUEUE_BITS = NEURONS_LOG2 + SENT_BITS;
  wire [  QUEUE_BITS-1:0] queued;
  wire [  QUEUE_BITS-1:0] head;
  wire [NEURONS_LOG2-1:0] neuron = head[NEURONS_LOG2-1:0];
  wire                    neuron_taken;
  wire                    pop = (popped != written) & (~neuron_valid | neuron_taken);

  ram_1r1w #(
      .WIDTH(QUEUE_BITS),
      .DEPTH(1 << NEURONS_LOG2),
      .ADDRESS_BITS(NEURONS_LOG2)
  ) queue (
      .clk(clk),
      .write_enable(spike),
      .write_address(written[NEURONS_LOG2-1:0]),
      .write_data(queued),
      .read_enable(pop),
      .read_address(popped[NEURONS_LOG2-1:0]),
      .read_data(head)
  );

  always @(posedge clk)
    if (rst | start) begin
      written      <= {(NEURONS_LOG2 + 1) {1'b0}};
      popped       <= {(NEURONS_LOG2 + 1) {1'b0}};
      neuron_valid <= 1'b0;
    end else begin
      if (spike) written <= written + 1'b1;
      if (pop) popped <= popped + 1'b1;
      neuron_valid <= pop | (neuron_valid & ~neuron_taken);
    end

  // ---- fan-out index: its output register holds where the next list starts --------------------------------
  reg  index_valid;
  wire index_taken;

  assign neuron_taken = neuron_valid & (~index_valid | index_taken);

  ram_1r1w #(
      .WIDTH(FANOUT_LOG2 + 1),
      .DEPTH(1 << NEURONS_LOG2),
      .ADDRESS_BITS(NEURONS_LOG2)
  ) index (
      .clk(clk),
      .write_enable(cfg_select_index & cfg_write),
      .write_address(cfg_entry[NEURONS_LOG2-1:0]),
      .write_data(cfg_data[FANOUT_LOG2:0]),
      .read_enable(neuron_taken | (cfg_select_index & cfg_read)),
      .read_address(neuron_taken ? neuron : cfg_entry[NEURONS_LOG2-1:0]),
      .read_data(index_word)
  );

  always @(posedge clk)
    if (rst) index_valid <= 1'b0;
    else index_valid <= neuron_taken | (index_valid & ~index_taken);

  // ---- fan-out entries: the output register is the packet on offer ------------------------------------------
  reg                    entry_valid;
  reg  [FANOUT_LOG2-1:0] pointer;  // the entry behind the one on offer
  wire                   advance = ~entry_valid | packet_ready;
  wire                   more = entry_valid & ~packet[ENTRY_BITS-1];
  wire                   nonempty = index_word[0];
  wire                   fetch = advance & (more | (index_valid & nonempty));
  wire [FANOUT_LOG2-1:0] fetch_address = more ? pointer : index_word[FANOUT_LOG2:1];

  assign index_taken  = advance & ~more & index_valid;
  assign packet_valid = entry_valid;
  assign busy         = (popped != written) | neuron_valid | index_valid | entry_valid;

  ram_1r1w #(
      .WIDTH(ENTRY_BITS),
      .DEPTH(1 << FANOUT_LOG2),
      .ADDRESS_BITS(FANOUT_LOG2)
  ) entries (
      .clk(clk),
      .write_enable(cfg_select_fanout & cfg_write),
      .write_address(cfg_entry[FANOUT_LOG2-1:0]),
      .write_data(cfg_data[ENTRY_BITS-1:0]),
      .read_enable(fetch | (cfg_select_fanout & cfg_read)),
      .read_address(fetch ? fetch_address : cfg_entry[FANOUT_LOG2-1:0]),
      .read_data(packet)
  );

  always @(posedge clk)
    if (rst) entry_valid <= 1'b0;
    else begin
      entry_valid <= fetch | (entry_valid & ~advance);
      if (fetch) pointer <= fetch_address + 1'b1;
    end

  // ---- payload --------------------------------------------------------------------------------------------------
  generate
    if (SENT_BITS > 0) begin : graded
      reg [SENT_BITS-1:0] index_payload;
      reg [SENT_BITS-1:0] entry_payload;
      always @(posedge clk) begin
        if (neuron_taken) index_payload <= head[QUEUE_BITS-1:NEURONS_LOG2];
        if (index_taken) entry_payload <= index_payload;
      end
      assign queued = {spike_payload, spike_neuron};
      if (SENT_BITS < PAYLOAD_BITS) begin : extended
        assign packet_payload = {{(PAYLOAD_BITS - SENT_BITS) {entry_payload[SENT_BITS-1]}}, entry_payload};
      end else begin : exact
        assign packet_payload = entry_payload;
      end
    end else begin : plain
      wire unused_payload = spike_payload;
      localparam [(PAYLOAD_BITS>0?PAYLOAD_BITS:1)-1:0] ONE = 1;
      assign queued = spike_neuron;
      assign packet_payload = ONE;
    end
  endgenerate
endmodule
`resetall
