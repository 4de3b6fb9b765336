// axon_out: every spike's list is sent once, whole and in order, and lists follow each other in the order of their spikes. Two
// spikes are marked, one behind the other, by the payload that goes with a spike to each of its packets: so what has payload 1
// or 2 at the output is a packet of theirs or a copy. Lists are compared in one entry, whichever, and so in all.
`default_nettype none
module axon_out_proof (
    input wire       clk,
    input wire       start,
    input wire       spike,
    input wire [1:0] spike_neuron,
    input wire       mark,  // this spike is one of the two
    input wire       packet_ready,
    input wire       cfg_select_index,
    input wire       cfg_select_fanout,
    input wire       cfg_write,
    input wire       cfg_read,
    input wire [2:0] cfg_entry,
    input wire [3:0] cfg_data
);
  localparam NEURONS_LOG2 = 2, FANOUT_LOG2 = 3, ENTRY_BITS = 3;

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  wire rst = ~begun;

  wire [1:0] payload;
  wire       busy;
  wire       packet_valid;
  wire [2:0] packet;
  wire [1:0] packet_payload;
  wire [3:0] index_word;
  axon_out #(
      .NEURONS_LOG2(NEURONS_LOG2),
      .FANOUT_LOG2(FANOUT_LOG2),
      .ENTRY_BITS(ENTRY_BITS),
      .PAYLOAD_BITS(2),
      .SENT_BITS(2),
      .CFG_ENTRY_BITS(3),
      .CFG_DATA_BITS(4)
  ) out (
      .clk(clk),
      .rst(rst),
      .start(start),
      .spike(spike),
      .spike_neuron(spike_neuron),
      .spike_payload(payload),
      .busy(busy),
      .packet_valid(packet_valid),
      .packet(packet),
      .packet_payload(packet_payload),
      .packet_ready(packet_ready),
      .cfg_select_index(cfg_select_index),
      .cfg_select_fanout(cfg_select_fanout),
      .cfg_write(cfg_write),
      .cfg_read(cfg_read),
      .cfg_entry(cfg_entry),
      .cfg_data(cfg_data),
      .index_word(index_word)
  );

  // ---- the lists as they were written: of the neuron of the first marked spike, and one entry of the fan-out memory ----------
  (* anyconst *) reg [1:0] neuron;
  (* anyconst *) reg [2:0] place;
  reg        index_known = 1'b0;
  reg  [3:0] index;
  reg        entry_known = 1'b0;
  reg  [2:0] entry;
  always @(posedge clk)
    if (!rst && cfg_write) begin
      if (cfg_select_index && cfg_entry[1:0] == neuron) begin
        index_known <= 1'b1;
        index       <= cfg_data;
      end
      if (cfg_select_fanout && cfg_entry == place) begin
        entry_known <= 1'b1;
        entry       <= cfg_data[2:0];
      end
    end

  // ---- the marked spikes ----------------------------------------------------------------------------------------------------------
  reg        marked_first = 1'b0;
  reg        marked_second = 1'b0;
  reg        owes = 1'b0;  // the first marked spike has packets to come
  reg  [2:0] next;  // the place of the next one
  reg  [2:0] spikes = 3'd0;  // since the start
  wire       first = spike & mark & ~marked_first & (spike_neuron == neuron) & index_known;
  wire       second = spike & mark & marked_first & ~marked_second;
  wire       of_first = packet_valid & (packet_payload == 2'd1);
  wire       of_second = packet_valid & (packet_payload == 2'd2);
  wire       last = packet[ENTRY_BITS-1];
  assign payload = {second, first};

  always @(posedge clk)
    if (!rst) begin
      spikes <= start ? 3'd0 : spikes + spike;
      if (first) begin
        marked_first <= 1'b1;
        owes         <= index[0];
        next         <= index[3:1];
      end else if (of_first && packet_ready) begin
        next <= next + 3'd1;
        if (last) owes <= 1'b0;
      end
      if (second) marked_second <= 1'b1;
    end

  always @* begin
    as_many_spikes_as_neurons: assume (!spike || spikes < 3'd4);
    starts_when_all_is_sent: assume (!start || !(busy | spike));
    configured_between_steps: assume (!(cfg_write | cfg_read) || !(busy | spike));
  end

  reg       refused = 1'b0;
  reg [4:0] offered;
  always @(posedge clk) begin
    refused <= ~rst & packet_valid & ~packet_ready;
    offered <= {packet_payload, packet};
  end

  always @* if (!rst) begin
    sends_nothing_else: assert (!of_first || owes);
    sends_the_list_in_order: assert (!of_first || !entry_known || next != place || packet == entry);
    is_busy_until_all_is_sent: assert (!owes || busy);
    keeps_the_order_of_spikes: assert (!of_second || (marked_second && !owes));
    holds_still: assert (!refused || (packet_valid && {packet_payload, packet} == offered));
  end
endmodule
