// core: what it promises to the barrier and the mesh, and that its units are used as their own proofs assume. It is at work from
// the cycle after the pulse, a packet for it or RESET-STATE, and once idle stays so; its packet on offer holds still. No memory is
// read in a word that is being written, but where that is forwarded (scheduler and accumulators, proved beside). Memories have no
// contents here: whatever they hold, a read may give anything.
`default_nettype none
module core_proof #(
    parameter LATENCY = 2,
    parameter INPUT_STAGE = 0,
    parameter INTERVAL = 1
) (
    input wire        clk,
    input wire        pulse,
    input wire        advance,
    input wire        arrive_valid,
    input wire [22:0] arrive_flit,
    input wire        leave_ready,
    input wire        fires,
    input wire [ 3:0] next_state
);
  localparam W = 2;  // words of a slot

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  wire rst = ~begun;

  wire        idle;
  wire        leave_valid;
  wire [22:0] leave_flit;
  core #(
      .X_BITS(1),
      .Y_BITS(1),
      .LOW_BITS(19),
      .AXONS_LOG2(5),
      .SLOTS_LOG2(1),
      .SYNAPSES_LOG2(2),
      .WORD_BITS(16),
      .WEIGHT_BITS(8),
      .DENSE_LOG2(1),
      .LANES_LOG2(0),
      .NEURONS_LOG2(3),
      .ACCUMULATOR_BITS(4),
      .SETS_LOG2(2),
      .FANOUT_LOG2(3),
      .STATE_BITS(4),
      .NEURON_PARAM_BITS(1),
      .LATENCY(LATENCY),
      .INPUT_STAGE(INPUT_STAGE),
      .INTERVAL(INTERVAL)
  ) core (
      .clk(clk),
      .rst(rst),
      .pulse(pulse),
      .advance(advance),
      .idle(idle),
      .arrive_valid(arrive_valid),
      .arrive_flit(arrive_flit),
      .leave_valid(leave_valid),
      .leave_flit(leave_flit),
      .leave_ready(leave_ready),
      .counter_word(32'd0),
      .next_state(next_state),
      .fires(fires),
      .sent(1'b0)
  );

  wire is_cfg = arrive_flit[22];
  wire [2:0] op = arrive_flit[18:16];
  wire reads = arrive_valid & is_cfg & (op == 3'd3);
  wire resets = arrive_valid & is_cfg & (op == 3'd4);
  wire spikes = arrive_valid & ~is_cfg;

  // ---- how the mesh uses it ---------------------------------------------------------------------------------------------------
  // bind: spike = core.spike
  // bind: replies = core.reply_valid
  wire       spike;
  wire       replies;  // without waiting
  reg        stepping = 1'b0;  // from the pulse until it is idle again, and as long as others may be at work: until the advance
  reg        resetting = 1'b0;
  reg  [2:0] tile_cycle = 3'd0;  // stays at 7
  reg  [3:0] fired = 4'd0;  // in this step
  always @(posedge clk)
    if (!rst) begin
      if (pulse) stepping <= 1'b1;
      else if (advance) stepping <= 1'b0;
      if (resets) resetting <= 1'b1;
      else if (idle) resetting <= 1'b0;
      tile_cycle <= pulse ? 3'd1 : tile_cycle == 3'd7 ? tile_cycle : tile_cycle + 3'd1;
      fired      <= pulse ? 4'd0 : fired + spike;
    end
  always @* begin
    nothing_in_reset: assume (!rst || !(pulse | advance | arrive_valid));
    pulse_finds_it_drained: assume (!pulse || (idle && !stepping && !resetting && !arrive_valid));
    advance_finds_it_drained: assume (!advance || (idle && stepping && tile_cycle != 3'd0 && !arrive_valid && !pulse));
    spikes_come_after_the_walk_began: assume (!(spikes & stepping) || tile_cycle > W + 2);
    configured_between_steps: assume (!(arrive_valid & is_cfg) || !stepping);
    reset_state_is_the_last_packet: assume (!(arrive_valid & resetting));
    replies_find_room: assume (!replies || leave_ready);
    neurons_of_sets_are_neurons: assume (!spike || fired < 4'd8);
  end

  // ---- what it promises -----------------------------------------------------------------------------------------------------------
  reg        busy_next = 1'b0;
  reg        idle_next = 1'b0;
  reg        refused = 1'b0;
  reg [22:0] offered;
  always @(posedge clk) begin
    busy_next <= ~rst & (pulse | spikes | reads | resets);
    idle_next <= rst | (idle & ~(pulse | arrive_valid));
    refused   <= ~rst & leave_valid & ~leave_ready;
    offered   <= leave_flit;
  end
  always @* if (!rst) begin
    works_on_what_came: assert (!busy_next || !idle);
    starts_nothing_by_itself: assert (!idle_next || idle);
    works_while_it_offers: assert (!leave_valid || !idle);
    holds_still: assert (!refused || (leave_valid && leave_flit == offered));
    sends_after_the_copy: assert (!(leave_valid & stepping) || tile_cycle > W + 2);
  end

  // ---- how its units are used -------------------------------------------------------------------------------------------------------
  // bind: copying = core.copying
  // bind: walking = core.walking
  // bind: arrival_pending = core.arrival_pending
  // bind: clearing = core.clearing
  // bind: add_valid = core.add_valid
  // bind: sweep_read = core.sums.sweep_read
  // bind: sweep_neuron = core.sums.sweep_first
  // bind: arrives = core.scheduler.arrival_valid
  // bind: cfg_write = core.cfg_write
  // bind: cfg_read = core.cfg_read
  // bind: out_busy = core.out_busy
  // bind: due_empty = core.due_empty
  wire       copying;
  wire       walking;
  wire       arrival_pending;
  wire       clearing;
  wire       add_valid;
  wire       sweep_read;
  wire [2:0] sweep_neuron;
  wire       arrives;
  wire       cfg_write;
  wire       cfg_read;
  wire       out_busy;
  wire       due_empty;
  wire       configures = cfg_write | cfg_read;
  reg        added_before = 1'b0;
  reg        cleared_before = 1'b0;
  reg        swept = 1'b0;
  reg  [2:0] swept_neuron;
  reg        walk_goes_on = 1'b0;
  always @(posedge clk) begin
    walk_goes_on   <= ~rst & walking & ~due_empty;
    added_before   <= ~rst & add_valid;
    cleared_before <= ~rst & clearing;
    swept          <= ~rst & sweep_read;
    swept_neuron   <= sweep_neuron;
  end
  always @* if (!rst) begin
    arrivals_come_after_the_copy: assert (!arrives || !(copying | clearing));
    copy_finds_no_arrival: assert (!pulse || !(copying | walking | arrives | arrival_pending | clearing));
    walks_after_the_copy: assert (!walking || !copying);
    walks_to_the_end: assert (!walk_goes_on || walking);
    slot_changes_between_steps: assert (!advance || !(copying | walking | arrives | arrival_pending | clearing));
    axon_out_starts_empty: assert (!pulse || !(out_busy | spike));
    sweeps_after_the_walk: assert (!sweep_read || !(add_valid | added_before | clearing | cleared_before));
    walks_after_the_sweep: assert (!add_valid || !(swept | clearing));
    clears_alone: assert (!clearing || !(added_before | swept | arrives | arrival_pending | walking));
    visits_no_neuron_twice: assert (!(swept & sweep_read) || sweep_neuron != swept_neuron);
    configures_alone: assert (!configures || !(copying | walking | clearing | added_before | swept | sweep_read | out_busy | spike));
  end

  // bind: clash_due = core.scheduler.due.few.words.clash
  // bind: clash_axons = core.walk.axons.clash
  // bind: clash_states = core.sweep.states.clash
  // bind: clash_neurons = core.sweep.per_neuron.words.clash
  // bind: clash_sets = core.sweep.sets.clash
  // bind: clash_queue = core.out.queue.clash
  // bind: clash_index = core.out.index.clash
  // bind: clash_entries = core.out.entries.clash
  wire clash_due;
  wire clash_axons;
  wire clash_states;
  wire clash_neurons;
  wire clash_sets;
  wire clash_queue;
  wire clash_index;
  wire clash_entries;
  always @* if (!rst) begin
    due_buffer_is_not_read_where_written: assert (!clash_due);
    axons_are_not_read_where_written: assert (!clash_axons);
    states_are_not_read_where_written: assert (!clash_states);
    neurons_are_not_read_where_written: assert (!clash_neurons);
    sets_are_not_read_where_written: assert (!clash_sets);
    queue_is_not_read_where_written: assert (!clash_queue);
    index_is_not_read_where_written: assert (!clash_index);
    entries_are_not_read_where_written: assert (!clash_entries);
  end
endmodule

// The memories, with their ports only: `clash` says that the word is read that is being written.
// replaces: ram_1r1w.v ram_1rw.v ram_registers.v
module ram_1r1w #(
    parameter WIDTH = 16,
    parameter DEPTH = 256,
    parameter ADDRESS_BITS = 8
) (
    input  wire                    clk,
    input  wire                    write_enable,
    input  wire [ADDRESS_BITS-1:0] write_address,
    input  wire [       WIDTH-1:0] write_data,
    input  wire                    read_enable,
    input  wire [ADDRESS_BITS-1:0] read_address,
    output reg  [       WIDTH-1:0] read_data
);
  wire             clash = write_enable & read_enable & (write_address == read_address);
  (* anyseq *) reg [WIDTH-1:0] anything;
  always @(posedge clk) if (read_enable) read_data <= anything;
endmodule

module ram_registers #(
    parameter WIDTH = 16,
    parameter DEPTH = 8,
    parameter ADDRESS_BITS = 3
) (
    input  wire                    clk,
    input  wire                    write_enable,
    input  wire [ADDRESS_BITS-1:0] write_address,
    input  wire [       WIDTH-1:0] write_data,
    input  wire                    read_enable,
    input  wire [ADDRESS_BITS-1:0] read_address,
    output reg  [       WIDTH-1:0] read_data
);
  wire             clash = write_enable & read_enable & (write_address == read_address);
  (* anyseq *) reg [WIDTH-1:0] anything;
  always @(posedge clk) if (read_enable) read_data <= anything;
endmodule

module ram_1rw #(
    parameter WIDTH = 16,
    parameter DEPTH = 256,
    parameter ADDRESS_BITS = 8
) (
    input  wire                    clk,
    input  wire                    enable,
    input  wire                    write_enable,
    input  wire [ADDRESS_BITS-1:0] address,
    input  wire [       WIDTH-1:0] write_data,
    output reg  [       WIDTH-1:0] read_data
);
  (* anyseq *) reg [WIDTH-1:0] anything;
  always @(posedge clk) if (enable & ~write_enable) read_data <= anything;
endmodule
