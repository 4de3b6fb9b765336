// Axon-out: empties the spike queue while the sweep still fills it. Per spike, in queue order: its fan-out
// index {start, nonempty}, then its fan-out entries one after the other until `last`, each offered to the
// router until it is accepted. An entry is the packet's {last, host, y, x, low}. A spike without fan-out
// costs one cycle in which nothing is offered.
module axon_out #(
    parameter NEURONS_LOG2 = 8,
    parameter FANOUT_LOG2 = 8,
    parameter ENTRY_BITS = 20
) (
    input                       clk,
    input                       rst,
    input                       start,         // empties the queue
    input                       spike,
    input  [  NEURONS_LOG2-1:0] spike_neuron,
    output                      busy,
    output                      packet_valid,
    output [    ENTRY_BITS-1:0] packet,
    input                       packet_ready,
    // configuration
    input                       cfg_write_index,
    input                       cfg_read_index,
    input                       cfg_write_entry,
    input                       cfg_read_entry,
    input  [  NEURONS_LOG2-1:0] cfg_index,
    input  [   FANOUT_LOG2-1:0] cfg_entry,
    input  [     FANOUT_LOG2:0] cfg_index_data,
    input  [    ENTRY_BITS-1:0] cfg_entry_data,
    output [     FANOUT_LOG2:0] index_word
);
  // ---- spike queue: its output register holds the neuron whose index is read next -----------------------
  reg  [  NEURONS_LOG2:0] written;
  reg  [  NEURONS_LOG2:0] popped;
  reg                     neuron_valid;
  wire [NEURONS_LOG2-1:0] neuron;
  wire                    neuron_taken;
  wire                    pop = (popped != written) & (~neuron_valid | neuron_taken);

  ram_1r1w #(
      .WIDTH(NEURONS_LOG2),
      .DEPTH(1 << NEURONS_LOG2),
      .ADDRESS_BITS(NEURONS_LOG2)
  ) queue (
      .clk(clk),
      .write_enable(spike),
      .write_address(written[NEURONS_LOG2-1:0]),
      .write_data(spike_neuron),
      .read_enable(pop),
      .read_address(popped[NEURONS_LOG2-1:0]),
      .read_data(neuron)
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
      .write_enable(cfg_write_index),
      .write_address(cfg_index),
      .write_data(cfg_index_data),
      .read_enable(neuron_taken | cfg_read_index),
      .read_address(neuron_taken ? neuron : cfg_index),
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
      .write_enable(cfg_write_entry),
      .write_address(cfg_entry),
      .write_data(cfg_entry_data),
      .read_enable(fetch | cfg_read_entry),
      .read_address(fetch ? fetch_address : cfg_entry),
      .read_data(packet)
  );

  always @(posedge clk)
    if (rst) entry_valid <= 1'b0;
    else begin
      entry_valid <= fetch | (entry_valid & ~advance);
      if (fetch) pointer <= fetch_address + 1'b1;
    end
endmodule
