// A core: axon scheduler, synapse walk, accumulators, neuron sweep and axon-out, what joins their phases (core_phases.v), and the
// configuration bus to all of their memories (config_port.v). Its neuron datapath stands beside it in core_<kind>.v.
//   arrive, leave  the router's local port; what arrives is always accepted, and leave holds until leave_ready
//   activity       what the counters count, see core_counters.v
`resetall
`default_nettype none
module core #(
    parameter X_BITS = 1,
    parameter Y_BITS = 1,
    parameter LOW_BITS = 19,
    parameter AXONS_LOG2 = 8,
    parameter SLOTS_LOG2 = 4,
    parameter SYNAPSES_LOG2 = 12,
    parameter WORD_BITS = 16,
    parameter WEIGHT_BITS = 8,
    parameter EXPONENT_BITS = 0,
    parameter PAYLOAD_BITS = 0,
    parameter DENSE_LOG2 = 1,
    parameter LANES_LOG2 = 0,
    parameter NEURONS_LOG2 = 8,
    parameter ACCUMULATOR_BITS = 24,
    parameter SETS_LOG2 = 8,
    parameter FANOUT_LOG2 = 8,
    // of the datapath
    parameter INPUTS_LOG2 = 0,
    parameter STATE_BITS = 24,
    parameter CORE_PARAM_BITS = 0,
    parameter SET_PARAM_BITS = 0,
    parameter NEURON_PARAM_BITS = 0,
    parameter NEURON_INIT = 0,
    parameter SENT_BITS = 0,
    parameter LATENCY = 1,
    parameter INPUT_STAGE = 0,
    parameter INTERVAL = 1
) (
    input  wire                                 clk,
    input  wire                                 rst,
    input  wire                                 pulse,
    input  wire                                 advance,
    output wire                                 idle,
    // from and to the router's local port
    input  wire                                 arrive_valid,
    input  wire [ 2+Y_BITS+X_BITS+LOW_BITS-1:0] arrive_flit,
    output wire                                 leave_valid,
    output wire [ 2+Y_BITS+X_BITS+LOW_BITS-1:0] leave_flit,
    input  wire                                 leave_ready,
    // counters
    output wire [                          6:0] activity,
    output reg  [                          4:0] counter_entry,
    input  wire [                         31:0] counter_word,
    // datapath; a bus that it does not have is 1 bit wide
    output wire [(1<<INPUTS_LOG2)*ACCUMULATOR_BITS-1:0] synaptic,
    output wire [               STATE_BITS-1:0] state,
    output wire [(CORE_PARAM_BITS>0?CORE_PARAM_BITS:1)-1:0] core_params,
    output wire [(SET_PARAM_BITS>0?SET_PARAM_BITS:1)-1:0] set_params,
    output wire [(NEURON_PARAM_BITS>0?NEURON_PARAM_BITS:1)-1:0] neuron_params,
    input  wire [               STATE_BITS-1:0] next_state,
    input  wire                                 fires,
    input  wire [(SENT_BITS>0?SENT_BITS:1)-1:0] sent
);
  localparam FLIT_BITS = 2 + Y_BITS + X_BITS + LOW_BITS;
  localparam ACCUMULATORS_LOG2 = NEURONS_LOG2 + INPUTS_LOG2;
  localparam BANKS_LOG2 = LANES_LOG2 > INPUTS_LOG2 ? LANES_LOG2 : INPUTS_LOG2;
  localparam PAYLOAD_WIDTH = PAYLOAD_BITS > 0 ? PAYLOAD_BITS : 1;
  localparam PLACE_BITS = SLOTS_LOG2 + AXONS_LOG2;  // of a spike packet: delay and axon
  localparam LOW_USED = PLACE_BITS + PAYLOAD_BITS;
  localparam CLEAR_SCHEDULER = PLACE_BITS - 4;
  localparam CLEAR_WORDS = ACCUMULATORS_LOG2 - BANKS_LOG2;
  localparam CLEAR_BITS = CLEAR_SCHEDULER > CLEAR_WORDS ? CLEAR_SCHEDULER : CLEAR_WORDS;

  // Widths of the memories' words.
  localparam SCHEDULER_BITS = 16 * (1 + PAYLOAD_BITS);
  localparam AXON_BITS = 3 + SYNAPSES_LOG2 + 2 * ACCUMULATORS_LOG2 + EXPONENT_BITS;
  localparam NEURON_BITS = NEURON_PARAM_BITS + (NEURON_INIT != 0 ? STATE_BITS : NEURON_PARAM_BITS > 0 ? 0 : 1);
  localparam INDEX_BITS = FANOUT_LOG2 + 1;
  localparam FANOUT_BITS = 2 + Y_BITS + X_BITS + PLACE_BITS;
  localparam CFG_ENTRY_BITS = widest(8, widest(PLACE_BITS - 4, widest(AXONS_LOG2, widest(SYNAPSES_LOG2, widest(ACCUMULATORS_LOG2,
      widest(SETS_LOG2, FANOUT_LOG2))))));  // of the longest region; CONTROL has 8
  localparam CFG_DATA_BITS = 16 * units(widest(SCHEDULER_BITS, widest(AXON_BITS, widest(WORD_BITS, widest(ACCUMULATOR_BITS,
      widest(STATE_BITS, widest(NEURON_BITS, widest(INDEX_BITS, widest(FANOUT_BITS, 32)))))))));

  function integer widest(input integer a, input integer b);
    widest = a > b ? a : b;
  endfunction

  function integer units(input integer bits);
    units = (bits + 15) / 16;
  endfunction

  // ---- arrivals: what left the router, one cycle later ---------------------------------------------------------------------
  reg                  arrived;
  reg  [FLIT_BITS-1:0] arrived_flit;
  wire                 unused_destination = &arrived_flit;

  always @(posedge clk) begin
    arrived      <= arrive_valid & ~rst;
    arrived_flit <= arrive_flit;
  end

  // ---- configuration bus: bit r of cfg_select is region r (config_port.v) ------------------------------------------------
  wire                       arrived_cfg = arrived & arrived_flit[FLIT_BITS-1];
  wire                       arrived_spike = arrived & ~arrived_flit[FLIT_BITS-1];
  wire                       reset_state;
  wire [               10:0] cfg_select;
  wire                       cfg_write;
  wire                       cfg_read;
  wire [ CFG_ENTRY_BITS-1:0] cfg_entry;
  wire [  CFG_DATA_BITS-1:0] cfg_data;
  wire                       unused_cfg = (&cfg_select) & (&cfg_entry) & (&cfg_data);
  wire [               15:0] control_word;
  wire [ SCHEDULER_BITS-1:0] scheduler_word;
  wire [      AXON_BITS-1:0] axon_word;
  wire [      WORD_BITS-1:0] synapse_word;
  wire [ACCUMULATOR_BITS-1:0] accumulator_word;
  wire [    NEURON_BITS-1:0] neuron_word;
  wire [               15:0] set_word;
  wire [     INDEX_BITS-1:0] index_word;
  wire [    FANOUT_BITS-1:0] out_entry;
  wire                       reply_pending;
  wire                       reply_valid;
  wire [               15:0] reply;

  config_port #(
      .ENTRY_BITS(CFG_ENTRY_BITS),
      .DATA_BITS(CFG_DATA_BITS),
      .SCHEDULER_BITS(SCHEDULER_BITS),
      .AXON_BITS(AXON_BITS),
      .SYNAPSE_BITS(WORD_BITS),
      .ACCUMULATOR_BITS(ACCUMULATOR_BITS),
      .STATE_BITS(STATE_BITS),
      .NEURON_BITS(NEURON_BITS),
      .INDEX_BITS(INDEX_BITS),
      .FANOUT_BITS(FANOUT_BITS)
  ) configuration (
      .clk(clk),
      .rst(rst),
      .valid(arrived_cfg),
      .command(arrived_flit[18:0]),
      .cfg_select(cfg_select),
      .cfg_write(cfg_write),
      .cfg_read(cfg_read),
      .cfg_entry(cfg_entry),
      .cfg_data(cfg_data),
      .control_word(control_word),
      .scheduler_word(scheduler_word),
      .axon_word(axon_word),
      .synapse_word(synapse_word),
      .accumulator_word(accumulator_word),
      .state_word(state),
      .neuron_word(neuron_word),
      .set_word(set_word),
      .index_word(index_word),
      .fanout_word(out_entry),
      .counter_word(counter_word),
      .reply_pending(reply_pending),
      .reply_valid(reply_valid),
      .reply(reply),
      .reset_state(reset_state)
  );

  always @(posedge clk) if (cfg_read) counter_entry <= cfg_entry[4:0];

  wire [SETS_LOG2:0]    sets_used;
  wire [15:0]           age;
  wire [SLOTS_LOG2-1:0] now;

  core_control #(
      .SETS_LOG2(SETS_LOG2),
      .SLOTS_LOG2(SLOTS_LOG2),
      .CORE_PARAM_BITS(CORE_PARAM_BITS),
      .CFG_ENTRY_BITS(CFG_ENTRY_BITS),
      .CFG_DATA_BITS(CFG_DATA_BITS)
  ) control (
      .clk(clk),
      .rst(rst),
      .reset_state(reset_state),
      .advance(advance),
      .sets_used(sets_used),
      .age(age),
      .now(now),
      .core_params(core_params),
      .cfg_select(cfg_select[0]),
      .cfg_write(cfg_write),
      .cfg_entry(cfg_entry),
      .cfg_data(cfg_data),
      .control_word(control_word)
  );

  // ---- phases ------------------------------------------------------------------------------------------------------------
  wire                  copying;
  wire                  walking;
  wire                  walk_done;
  wire                  clearing;
  wire [CLEAR_BITS-1:0] clear_index;
  wire                  start_sweep;
  wire                  sweeping;
  wire                  initialising;
  wire                  in_phase;
  wire                  unused_index = &clear_index;

  core_phases #(
      .CLEAR_BITS(CLEAR_BITS)
  ) phases (
      .clk(clk),
      .rst(rst),
      .pulse(pulse),
      .reset_state(reset_state),
      .copying(copying),
      .walk_done(walk_done),
      .sweeping(sweeping),
      .busy(in_phase),
      .walking(walking),
      .clearing(clearing),
      .clear_index(clear_index),
      .start_sweep(start_sweep),
      .initialising(initialising)
  );

  // ---- scheduler -----------------------------------------------------------------------------------------------------------
  wire                     due_valid;
  wire                     due_taken;
  wire                     due_empty;
  wire [   AXONS_LOG2-1:0] due_axon;
  wire [PAYLOAD_WIDTH-1:0] due_payload;
  wire                     arrival_pending;
  wire [PAYLOAD_WIDTH-1:0] arrived_payload;
  generate
    if (PAYLOAD_BITS > 0) begin : graded
      assign arrived_payload = arrived_flit[PAYLOAD_WIDTH-1:0];
    end else begin : plain
      assign arrived_payload = 1'b1;
    end
  endgenerate

  axon_scheduler #(
      .AXONS_LOG2(AXONS_LOG2),
      .SLOTS_LOG2(SLOTS_LOG2),
      .PAYLOAD_BITS(PAYLOAD_BITS)
  ) scheduler (
      .clk(clk),
      .rst(rst),
      .now(now),
      .start(pulse),
      .copying(copying),
      .walking(walking),
      .due_valid(due_valid),
      .due_axon(due_axon),
      .due_payload(due_payload),
      .due_taken(due_taken),
      .due_empty(due_empty),
      .arrival_valid(arrived_spike),
      .arrival_delay(arrived_flit[PAYLOAD_BITS+AXONS_LOG2+:SLOTS_LOG2]),
      .arrival_axon(arrived_flit[PAYLOAD_BITS+:AXONS_LOG2]),
      .arrival_payload(arrived_payload),
      .arrival_pending(arrival_pending),
      .clear(clearing),
      .clear_entry(clear_index[CLEAR_SCHEDULER-1:0]),
      .cfg_select(cfg_select[1]),
      .cfg_write(cfg_write),
      .cfg_read(cfg_read),
      .cfg_entry(cfg_entry[CLEAR_SCHEDULER-1:0]),
      .cfg_data(cfg_data[SCHEDULER_BITS-1:0]),
      .word(scheduler_word)
  );

  // ---- walk ----------------------------------------------------------------------------------------------------------------
  wire                                           walk_empty;
  wire                                           add_valid;
  wire                                           add_dense;
  wire [                  ACCUMULATORS_LOG2-1:0] add_target;
  wire [(1<<LANES_LOG2)*ACCUMULATOR_BITS-1:0] add_values;
  wire                                           add_pending;
  wire                                           synapse_read;

  assign walk_done = due_empty & walk_empty & ~add_pending;

  synapse_walk #(
      .AXONS_LOG2(AXONS_LOG2),
      .SYNAPSES_LOG2(SYNAPSES_LOG2),
      .WORD_BITS(WORD_BITS),
      .WEIGHT_BITS(WEIGHT_BITS),
      .EXPONENT_BITS(EXPONENT_BITS),
      .PAYLOAD_BITS(PAYLOAD_BITS),
      .LANES_LOG2(LANES_LOG2),
      .DENSE_LOG2(DENSE_LOG2),
      .ACCUMULATORS_LOG2(ACCUMULATORS_LOG2),
      .ACCUMULATOR_BITS(ACCUMULATOR_BITS),
      .CFG_ENTRY_BITS(CFG_ENTRY_BITS),
      .CFG_DATA_BITS(CFG_DATA_BITS)
  ) walk (
      .clk(clk),
      .rst(rst),
      .due_valid(due_valid),
      .due_axon(due_axon),
      .due_payload(due_payload),
      .due_taken(due_taken),
      .empty(walk_empty),
      .add_valid(add_valid),
      .add_dense(add_dense),
      .add_target(add_target),
      .add_values(add_values),
      .synapse_read(synapse_read),
      .cfg_select_axon(cfg_select[2]),
      .cfg_select_synapse(cfg_select[3]),
      .cfg_write(cfg_write),
      .cfg_read(cfg_read),
      .cfg_entry(cfg_entry),
      .cfg_data(cfg_data),
      .axon_word(axon_word),
      .synapse_word(synapse_word)
  );

  // ---- accumulators --------------------------------------------------------------------------------------------------------
  wire                         input_read;
  wire [     NEURONS_LOG2-1:0] input_neuron;
  wire [ACCUMULATORS_LOG2-1:0] input_first;
  generate
    if (INPUTS_LOG2 == 0) begin : one_input
      assign input_first = input_neuron;
    end else begin : many_inputs
      assign input_first = {input_neuron, {INPUTS_LOG2{1'b0}}};
    end
  endgenerate

  accumulators #(
      .ACCUMULATORS_LOG2(ACCUMULATORS_LOG2),
      .ACCUMULATOR_BITS(ACCUMULATOR_BITS),
      .LANES_LOG2(LANES_LOG2),
      .INPUTS_LOG2(INPUTS_LOG2),
      .BANKS_LOG2(BANKS_LOG2)
  ) sums (
      .clk(clk),
      .rst(rst),
      .add_valid(add_valid),
      .add_dense(add_dense),
      .add_target(add_target),
      .add_values(add_values),
      .pending(add_pending),
      .sweep_read(input_read),
      .sweep_first(input_first),
      .synaptic(synaptic),
      .clear(clearing),
      .clear_word(clear_index[CLEAR_WORDS-1:0]),
      .cfg_select(cfg_select[4]),
      .cfg_write(cfg_write),
      .cfg_read(cfg_read),
      .cfg_entry(cfg_entry[ACCUMULATORS_LOG2-1:0]),
      .cfg_data(cfg_data[ACCUMULATOR_BITS-1:0]),
      .cfg_word(accumulator_word)
  );

  // ---- sweep ---------------------------------------------------------------------------------------------------------------
  wire                    spike;
  wire [NEURONS_LOG2-1:0] spike_neuron;
  wire                    neuron_updated;

  neuron_sweep #(
      .NEURONS_LOG2(NEURONS_LOG2),
      .STATE_BITS(STATE_BITS),
      .SET_PARAM_BITS(SET_PARAM_BITS),
      .NEURON_PARAM_BITS(NEURON_PARAM_BITS),
      .NEURON_INIT(NEURON_INIT),
      .SETS_LOG2(SETS_LOG2),
      .LATENCY(LATENCY),
      .INPUT_STAGE(INPUT_STAGE),
      .INTERVAL(INTERVAL),
      .CFG_ENTRY_BITS(CFG_ENTRY_BITS),
      .CFG_DATA_BITS(CFG_DATA_BITS)
  ) sweep (
      .clk(clk),
      .rst(rst),
      .start(start_sweep),
      .resetting(initialising),
      .active(sweeping),
      .sets_used(sets_used),
      .age(age),
      .input_read(input_read),
      .input_neuron(input_neuron),
      .spike(spike),
      .spike_neuron(spike_neuron),
      .updated(neuron_updated),
      .state_word(state),
      .set_params(set_params),
      .neuron_params(neuron_params),
      .next_state(next_state),
      .fires(fires),
      .cfg_select_state(cfg_select[5]),
      .cfg_select_neuron(cfg_select[6]),
      .cfg_select_set(cfg_select[7]),
      .cfg_write(cfg_write),
      .cfg_read(cfg_read),
      .cfg_entry(cfg_entry),
      .cfg_data(cfg_data),
      .neuron_word(neuron_word),
      .set_word(set_word)
  );

  // ---- axon-out ------------------------------------------------------------------------------------------------------------
  wire                     out_busy;
  wire                     out_valid;
  wire [PAYLOAD_WIDTH-1:0] out_payload;

  axon_out #(
      .NEURONS_LOG2(NEURONS_LOG2),
      .FANOUT_LOG2(FANOUT_LOG2),
      .ENTRY_BITS(FANOUT_BITS),
      .PAYLOAD_BITS(PAYLOAD_BITS),
      .SENT_BITS(SENT_BITS),
      .CFG_ENTRY_BITS(CFG_ENTRY_BITS),
      .CFG_DATA_BITS(CFG_DATA_BITS)
  ) out (
      .clk(clk),
      .rst(rst),
      .start(pulse),
      .spike(spike),
      .spike_neuron(spike_neuron),
      .spike_payload(sent),
      .busy(out_busy),
      .packet_valid(out_valid),
      .packet(out_entry),
      .packet_payload(out_payload),
      .packet_ready(leave_ready),
      .cfg_select_index(cfg_select[8]),
      .cfg_select_fanout(cfg_select[9]),
      .cfg_write(cfg_write),
      .cfg_read(cfg_read),
      .cfg_entry(cfg_entry),
      .cfg_data(cfg_data),
      .index_word(index_word)
  );

  // ---- to the router: a configuration reply, else the packet on offer ------------------------------------------------------
  wire [LOW_BITS-1:0] reply_low = {{(LOW_BITS - 16) {1'b0}}, reply};
  wire [LOW_USED-1:0] out_used;
  wire [LOW_BITS-1:0] out_low;
  generate
    if (PAYLOAD_BITS > 0) begin : with_payload
      assign out_used = {out_entry[PLACE_BITS-1:0], out_payload};
    end else begin : without_payload
      wire unused_payload = out_payload;
      assign out_used = out_entry[PLACE_BITS-1:0];
    end
    if (LOW_BITS > LOW_USED) begin : padded
      assign out_low = {{(LOW_BITS - LOW_USED) {1'b0}}, out_used};
    end else begin : exact
      assign out_low = out_used;
    end
  endgenerate

  wire busy = in_phase | out_busy;
  assign leave_valid = reply_valid | out_valid;
  assign leave_flit = reply_valid ? {1'b1, 1'b1, {Y_BITS{1'b0}}, {X_BITS{1'b0}}, reply_low} :
      {1'b0, out_entry[FANOUT_BITS-2:PLACE_BITS], out_low};
  assign idle = ~busy & ~arrived & ~arrival_pending & ~reply_pending;
  assign activity = {synapse_read, neuron_updated, busy, out_valid, spike, add_dense, add_valid};
endmodule
`resetall
