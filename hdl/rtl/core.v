// A core: axon scheduler, synapse walk, accumulators, neuron sweep and axon-out, and the phases that join them.
//   pulse -> due copy -> walk -> sweep (axon-out runs beside it) -> idle
// RESET-STATE: clear scheduler and accumulators, then a sweep that writes the initial state.
module core #(
    parameter KIND = 0,
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
    parameter SENT_BITS = 0,
    parameter OFFSET_BITS = 8,
    parameter DENSE_LOG2 = 1,
    parameter LANES_LOG2 = 0,
    parameter NEURONS_LOG2 = 8,
    parameter INPUTS_LOG2 = 0,
    parameter ACCUMULATOR_BITS = 24,
    parameter STATE_BITS = 24,
    parameter CORE_PARAM_BITS = 0,
    parameter SET_PARAM_BITS = 0,
    parameter NEURON_PARAM_BITS = 0,
    parameter NEURON_INIT = 0,
    parameter SET_UNITS = 4,
    parameter SETS_LOG2 = 8,
    parameter LATENCY = 1,
    parameter FANOUT_LOG2 = 8,
    parameter COUNTERS = 1,
    parameter COUNTER_BITS = 24,
    parameter STAGE_UNITS = 4,
    parameter FLIT_BITS = 2 + Y_BITS + X_BITS + LOW_BITS
) (
    input                  clk,
    input                  rst,
    input                  pulse,
    input                  advance,
    output                 idle,
    // from and to the router's local port
    input                  arrive_valid,
    input  [FLIT_BITS-1:0] arrive_flit,
    output                 leave_valid,
    output [FLIT_BITS-1:0] leave_flit,
    input                  leave_ready,
    input  [          3:0] hops
);
  localparam ACCUMULATORS_LOG2 = NEURONS_LOG2 + INPUTS_LOG2;
  localparam BANKS_LOG2 = LANES_LOG2 > INPUTS_LOG2 ? LANES_LOG2 : INPUTS_LOG2;
  localparam LANES = 1 << LANES_LOG2;
  localparam INPUTS = 1 << INPUTS_LOG2;
  localparam AXON_ENTRY_BITS = 2 + SYNAPSES_LOG2 + 2 * ACCUMULATORS_LOG2 + 1 + EXPONENT_BITS;
  localparam INIT_BITS = NEURON_INIT != 0 ? STATE_BITS : 0;
  localparam NEURON_MEMORY_BITS = NEURON_PARAM_BITS + INIT_BITS;
  localparam NEURON_WORD_BITS = NEURON_MEMORY_BITS > 0 ? NEURON_MEMORY_BITS : 1;
  localparam CORE_PARAMS = CORE_PARAM_BITS > 0 ? CORE_PARAM_BITS : 1;
  localparam CORE_PARAM_UNITS = (CORE_PARAM_BITS + 15) / 16;
  localparam PAYLOAD_WIDTH = PAYLOAD_BITS > 0 ? PAYLOAD_BITS : 1;
  localparam SENT_WIDTH = SENT_BITS > 0 ? SENT_BITS : 1;
  localparam SCHEDULER_BITS = 16 * (1 + PAYLOAD_BITS);
  localparam PLACE_BITS = SLOTS_LOG2 + AXONS_LOG2;  // of a spike packet: delay and axon
  localparam LOW_USED = PLACE_BITS + PAYLOAD_BITS;
  localparam ENTRY_BITS = 2 + Y_BITS + X_BITS + PLACE_BITS;
  localparam CLEAR_SCHEDULER = SLOTS_LOG2 + AXONS_LOG2 - 4;
  localparam CLEAR_WORDS = ACCUMULATORS_LOG2 - BANKS_LOG2;
  localparam CLEAR_BITS = CLEAR_SCHEDULER > CLEAR_WORDS ? CLEAR_SCHEDULER : CLEAR_WORDS;
  localparam ADDRESS_BITS = 20;  // enough for every region's entry number

  // Regions (MemoryPlan)
  localparam [3:0] CONTROL = 4'd0, SCHEDULER = 4'd1, AXON = 4'd2, SYNAPSE = 4'd3, ACCUMULATOR = 4'd4,
      STATE = 4'd5, NEURON = 4'd6, SET = 4'd7, FANOUT_INDEX = 4'd8, FANOUT = 4'd9, COUNTER = 4'd10;
  // Entries of CONTROL
  localparam [7:0] SETS_USED = 8'd0, AGE = 8'd1, NOW = 8'd2, FIRST_PARAM = 8'd3;

  // ---- phases -----------------------------------------------------------------------------------------------------
  localparam [2:0] IDLE = 3'd0, COPY = 3'd1, WALK = 3'd2, SWEEP = 3'd3, CLEAR = 3'd4, INITIALISE = 3'd5;
  reg  [           2:0] phase;
  reg  [CLEAR_BITS-1:0] clear_index;
  wire                  copying;
  wire                  walk_done;
  wire                  sweep_active;
  wire                  reset_state;
  wire                  start_sweep = ((phase == WALK) & walk_done) | ((phase == CLEAR) & (&clear_index));
  wire                  resetting = phase == INITIALISE;

  always @(posedge clk)
    if (rst) phase <= IDLE;
    else
      case (phase)
        IDLE: begin
          clear_index <= {CLEAR_BITS{1'b0}};
          if (pulse) phase <= COPY;
          else if (reset_state) phase <= CLEAR;
        end
        COPY: if (!copying) phase <= WALK;
        WALK: if (walk_done) phase <= SWEEP;
        CLEAR: begin
          clear_index <= clear_index + 1'b1;
          if (&clear_index) phase <= INITIALISE;
        end
        default: if (!sweep_active) phase <= IDLE;  // SWEEP, INITIALISE
      endcase

  // ---- arrivals -----------------------------------------------------------------------------------------------------
  wire is_cfg = arrive_flit[FLIT_BITS-1];
  wire arrive_cfg = arrive_valid & is_cfg;
  wire arrive_spike = arrive_valid & ~is_cfg;
  wire unused_destination = &arrive_flit;

  // ---- control registers ----------------------------------------------------------------------------------------
  wire [       3:0] region;
  wire [ADDRESS_BITS-1:0] entry;
  wire              write;
  wire              read;
  wire              read_arrives;
  wire [       4:0] read_unit;
  wire [STAGE_UNITS*16-1:0] data;

  reg  [     SETS_LOG2:0] sets_used  /*verilator public_flat_rd*/;
  reg  [            15:0] age  /*verilator public_flat_rd*/;
  reg  [  SLOTS_LOG2-1:0] now  /*verilator public_flat_rd*/;
  wire [ CORE_PARAMS-1:0] core_params;
  reg  [            15:0] control_word;
  wire                    write_control = write & (region == CONTROL);
  wire [             7:0] control_entry = entry[7:0];

  always @(posedge clk)
    if (rst) begin
      sets_used <= {(SETS_LOG2 + 1) {1'b0}};
      age       <= 16'd0;
      now       <= {SLOTS_LOG2{1'b0}};
    end else begin
      if (write_control && control_entry == SETS_USED) sets_used <= data[SETS_LOG2:0];
      if (reset_state) begin
        age <= 16'd0;
        now <= {SLOTS_LOG2{1'b0}};
      end else if (advance) begin
        if (!(&age)) age <= age + 16'd1;
        now <= now + 1'b1;
      end else if (write_control) begin
        if (control_entry == AGE) age <= data[15:0];
        if (control_entry == NOW) now <= data[SLOTS_LOG2-1:0];
      end
    end

  wire [15:0] param_word;
  generate
    if (CORE_PARAM_BITS > 0) begin : core_placed
      reg [16*CORE_PARAM_UNITS-1:0] params  /*verilator public_flat_rd*/;
      wire [7:0] place = control_entry - FIRST_PARAM;
      wire [16*CORE_PARAM_UNITS-1:0] turned = params >> {place, 4'd0};
      genvar p;
      for (p = 0; p < CORE_PARAM_UNITS; p = p + 1) begin : unit
        localparam [7:0] UNIT = p;
        always @(posedge clk)
          if (write_control && place == UNIT) params[16*p+:16] <= data[15:0];
      end
      assign core_params = params[CORE_PARAMS-1:0];
      assign param_word = turned[15:0];
      wire unused_params = (&turned) & (&params);
    end else begin : none_core_placed
      assign core_params = 1'b0;
      assign param_word = 16'd0;
    end
  endgenerate

  always @(posedge clk)
    case (control_entry)
      SETS_USED: control_word <= {{(15 - SETS_LOG2) {1'b0}}, sets_used};
      AGE: control_word <= age;
      NOW: control_word <= {{(16 - SLOTS_LOG2) {1'b0}}, now};
      default: control_word <= param_word;
    endcase

  // ---- scheduler ------------------------------------------------------------------------------------------------------
  wire                  due_valid;
  wire                  due_taken;
  wire                  due_empty;
  wire [AXONS_LOG2-1:0] due_axon;
  wire [PAYLOAD_WIDTH-1:0] due_payload;
  wire                  arrival_pending;
  wire [SCHEDULER_BITS-1:0] scheduler_word;
  wire [PAYLOAD_WIDTH-1:0] arrive_payload;
  generate
    if (PAYLOAD_BITS > 0) begin : graded
      assign arrive_payload = arrive_flit[PAYLOAD_WIDTH-1:0];
    end else begin : plain
      assign arrive_payload = 1'b1;
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
      .walking(phase == WALK),
      .due_valid(due_valid),
      .due_axon(due_axon),
      .due_payload(due_payload),
      .due_taken(due_taken),
      .due_empty(due_empty),
      .arrival_valid(arrive_spike),
      .arrival_delay(arrive_flit[PAYLOAD_BITS+AXONS_LOG2+:SLOTS_LOG2]),
      .arrival_axon(arrive_flit[PAYLOAD_BITS+:AXONS_LOG2]),
      .arrival_payload(arrive_payload),
      .arrival_pending(arrival_pending),
      .clear(phase == CLEAR),
      .clear_entry(clear_index[CLEAR_SCHEDULER-1:0]),
      .cfg_write(write & (region == SCHEDULER)),
      .cfg_read(read & (region == SCHEDULER)),
      .cfg_entry(entry[CLEAR_SCHEDULER-1:0]),
      .cfg_data(data[SCHEDULER_BITS-1:0]),
      .word(scheduler_word)
  );

  // ---- walk -------------------------------------------------------------------------------------------------------------
  wire                               walk_empty;
  wire                               add_valid;
  wire                               add_dense;
  wire [      ACCUMULATORS_LOG2-1:0] add_target;
  wire [ LANES*ACCUMULATOR_BITS-1:0] add_values;
  wire                               add_pending;
  wire                               synapse_read;
  wire [        AXON_ENTRY_BITS-1:0] axon_entry;
  wire [              WORD_BITS-1:0] synapse_word;

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
      .OFFSET_BITS(OFFSET_BITS)
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
      .cfg_write_axon(write & (region == AXON)),
      .cfg_read_axon(read & (region == AXON)),
      .cfg_write_synapse(write & (region == SYNAPSE)),
      .cfg_read_synapse(read & (region == SYNAPSE)),
      .cfg_axon(entry[AXONS_LOG2-1:0]),
      .cfg_synapse(entry[SYNAPSES_LOG2-1:0]),
      .cfg_axon_data(data[AXON_ENTRY_BITS-1:0]),
      .cfg_synapse_data(data[WORD_BITS-1:0]),
      .axon_entry(axon_entry),
      .synapse_word(synapse_word)
  );

  // ---- accumulators -----------------------------------------------------------------------------------------------------
  wire                                sweep_read;
  wire [            NEURONS_LOG2-1:0] sweep_neuron;
  wire [INPUTS*ACCUMULATOR_BITS-1:0]  synaptic;
  wire [        ACCUMULATOR_BITS-1:0] accumulator_word;
  wire [       ACCUMULATORS_LOG2-1:0] sweep_first;
  generate
    if (INPUTS_LOG2 == 0) begin : one_input
      assign sweep_first = sweep_neuron;
    end else begin : many_inputs
      assign sweep_first = {sweep_neuron, {INPUTS_LOG2{1'b0}}};
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
      .add_pending(add_pending),
      .sweep_read(sweep_read),
      .sweep_first(sweep_first),
      .synaptic(synaptic),
      .clear(phase == CLEAR),
      .clear_word(clear_index[CLEAR_WORDS-1:0]),
      .cfg_write(write & (region == ACCUMULATOR)),
      .cfg_read(read & (region == ACCUMULATOR)),
      .cfg_entry(entry[ACCUMULATORS_LOG2-1:0]),
      .cfg_data(data[ACCUMULATOR_BITS-1:0]),
      .cfg_word(accumulator_word)
  );

  // ---- sweep --------------------------------------------------------------------------------------------------------------
  wire                        spike;
  wire [    NEURONS_LOG2-1:0] spike_neuron;
  wire [      SENT_WIDTH-1:0] spike_payload;
  wire                        neuron_updated;
  wire [      STATE_BITS-1:0] state_word;
  wire [NEURON_WORD_BITS-1:0] neuron_word;
  wire [                15:0] set_word;

  neuron_sweep #(
      .KIND(KIND),
      .NEURONS_LOG2(NEURONS_LOG2),
      .ACCUMULATOR_BITS(ACCUMULATOR_BITS),
      .INPUTS(INPUTS),
      .STATE_BITS(STATE_BITS),
      .CORE_PARAM_BITS(CORE_PARAMS),
      .SET_PARAM_BITS(SET_PARAM_BITS),
      .NEURON_PARAM_BITS(NEURON_PARAM_BITS),
      .NEURON_INIT(NEURON_INIT),
      .NEURON_WORD_BITS(NEURON_WORD_BITS),
      .SET_UNITS(SET_UNITS),
      .SETS_LOG2(SETS_LOG2),
      .LATENCY(LATENCY),
      .SENT_BITS(SENT_BITS)
  ) sweep (
      .clk(clk),
      .rst(rst),
      .start(start_sweep),
      .resetting(resetting),
      .active(sweep_active),
      .sets_used(sets_used),
      .age(age),
      .core_params(core_params),
      .read(sweep_read),
      .read_neuron(sweep_neuron),
      .synaptic(synaptic),
      .spike(spike),
      .spike_neuron(spike_neuron),
      .spike_payload(spike_payload),
      .updated(neuron_updated),
      .cfg_write_state(write & (region == STATE)),
      .cfg_read_state(read & (region == STATE)),
      .cfg_write_neuron(write & (region == NEURON)),
      .cfg_read_neuron(read & (region == NEURON)),
      .cfg_write_set(write & (region == SET)),
      .cfg_read_set(read & (region == SET)),
      .cfg_neuron(entry[NEURONS_LOG2-1:0]),
      .cfg_set(entry[SETS_LOG2-1:0]),
      .cfg_state_data(data[STATE_BITS-1:0]),
      .cfg_neuron_data(data[NEURON_WORD_BITS-1:0]),
      .cfg_set_data(data[15:0]),
      .state(state_word),
      .neuron_word(neuron_word),
      .set_word(set_word)
  );

  // ---- axon-out -------------------------------------------------------------------------------------------------------------
  wire                  out_busy;
  wire                  out_valid;
  wire [ENTRY_BITS-1:0] out_entry;
  wire [PAYLOAD_WIDTH-1:0] out_payload;
  wire [FANOUT_LOG2:0]  index_word;

  axon_out #(
      .NEURONS_LOG2(NEURONS_LOG2),
      .FANOUT_LOG2(FANOUT_LOG2),
      .ENTRY_BITS(ENTRY_BITS),
      .PAYLOAD_BITS(PAYLOAD_BITS),
      .SENT_BITS(SENT_BITS)
  ) out (
      .clk(clk),
      .rst(rst),
      .start(pulse),
      .spike(spike),
      .spike_neuron(spike_neuron),
      .spike_payload(spike_payload),
      .busy(out_busy),
      .packet_valid(out_valid),
      .packet(out_entry),
      .packet_payload(out_payload),
      .packet_ready(leave_ready),
      .cfg_write_index(write & (region == FANOUT_INDEX)),
      .cfg_read_index(read & (region == FANOUT_INDEX)),
      .cfg_write_entry(write & (region == FANOUT)),
      .cfg_read_entry(read & (region == FANOUT)),
      .cfg_index(entry[NEURONS_LOG2-1:0]),
      .cfg_entry(entry[FANOUT_LOG2-1:0]),
      .cfg_index_data(data[FANOUT_LOG2:0]),
      .cfg_entry_data(data[ENTRY_BITS-1:0]),
      .index_word(index_word)
  );

  // ---- counters ---------------------------------------------------------------------------------------------------------------
  wire        busy = (phase != IDLE) | out_busy;
  wire [31:0] counter_word;
  reg  [ 4:0] counter_entry;

  always @(posedge clk) if (read) counter_entry <= entry[4:0];

  core_counters #(
      .COUNTERS(COUNTERS),
      .COUNTER_BITS(COUNTER_BITS),
      .LANES_LOG2(LANES_LOG2)
  ) counters (
      .clk(clk),
      .rst(rst),
      .pulse(pulse),
      .advance(advance),
      .accumulate(add_valid),
      .accumulate_dense(add_dense),
      .spike(spike),
      .packet_in(arrive_spike),
      .packet_out(out_valid & leave_ready),
      .stall(out_valid & ~leave_ready),
      .busy(busy),
      .hops(hops),
      .neuron_update(neuron_updated),
      .synapse_read(synapse_read),
      .read_entry(counter_entry),
      .read_word(counter_word)
  );

  // ---- configuration port: geometry of the regions, reading back ------------------------------------------------------
  /* verilator lint_off WIDTH */  // constants cut to the width they need
  localparam [4:0] SCHEDULER_LAST = PAYLOAD_BITS;
  localparam [4:0] AXON_LAST = (AXON_ENTRY_BITS - 1) / 16;
  localparam [4:0] SYNAPSE_LAST = (WORD_BITS - 1) / 16;
  localparam [4:0] ACCUMULATOR_LAST = (ACCUMULATOR_BITS - 1) / 16;
  localparam [4:0] STATE_LAST = (STATE_BITS - 1) / 16;
  localparam [4:0] NEURON_LAST = (NEURON_WORD_BITS - 1) / 16;
  localparam [4:0] INDEX_LAST = FANOUT_LOG2 / 16;
  localparam [4:0] FANOUT_LAST = (ENTRY_BITS - 1) / 16;
  /* verilator lint_on WIDTH */
  reg  [                   4:0] last_unit;
  wire [                   2:0] unit_bits = last_unit == 5'd0 ? 3'd0 : last_unit == 5'd1 ? 3'd1 :
      last_unit < 5'd4 ? 3'd2 : last_unit < 5'd8 ? 3'd3 : last_unit < 5'd16 ? 3'd4 : 3'd5;
  reg  [STAGE_UNITS*16-1:0]     word;
  wire [STAGE_UNITS*16-1:0]     turned = word >> {read_unit, 4'd0};
  wire                          unused_data = (&data) & (&entry) & (&turned) & (&clear_index);

  always @*
    case (region)
      SCHEDULER: last_unit = SCHEDULER_LAST;
      AXON: last_unit = AXON_LAST;
      SYNAPSE: last_unit = SYNAPSE_LAST;
      ACCUMULATOR: last_unit = ACCUMULATOR_LAST;
      STATE: last_unit = STATE_LAST;
      NEURON: last_unit = NEURON_LAST;
      FANOUT_INDEX: last_unit = INDEX_LAST;
      FANOUT: last_unit = FANOUT_LAST;
      COUNTER: last_unit = 5'd1;
      default: last_unit = 5'd0;
    endcase

  always @* begin
    word = {(STAGE_UNITS * 16) {1'b0}};
    case (region)
      CONTROL: word[15:0] = control_word;
      SCHEDULER: word[SCHEDULER_BITS-1:0] = scheduler_word;
      AXON: word[AXON_ENTRY_BITS-1:0] = axon_entry;
      SYNAPSE: word[WORD_BITS-1:0] = synapse_word;
      ACCUMULATOR: word[ACCUMULATOR_BITS-1:0] = accumulator_word;
      STATE: word[STATE_BITS-1:0] = state_word;
      NEURON: word[NEURON_WORD_BITS-1:0] = neuron_word;
      SET: word[15:0] = set_word;
      FANOUT_INDEX: word[FANOUT_LOG2:0] = index_word;
      FANOUT: word[ENTRY_BITS-1:0] = out_entry;
      COUNTER: word[31:0] = counter_word;
      default: ;
    endcase
  end

  config_port #(
      .ADDRESS_BITS(ADDRESS_BITS),
      .STAGE_UNITS(STAGE_UNITS)
  ) configuration (
      .clk(clk),
      .rst(rst),
      .valid(arrive_cfg),
      .command(arrive_flit[18:0]),
      .region(region),
      .unit_bits(unit_bits),
      .last_unit(last_unit),
      .entry(entry),
      .write(write),
      .data(data),
      .read(read),
      .read_arrives(read_arrives),
      .read_unit(read_unit),
      .reset_state(reset_state)
  );

  // ---- to the router: a configuration reply, else the packet on offer ------------------------------------------------
  wire [LOW_BITS-1:0] reply_low = {{(LOW_BITS - 16) {1'b0}}, turned[15:0]};
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

  assign leave_valid = read_arrives | out_valid;
  assign leave_flit = read_arrives ? {1'b1, 1'b1, {Y_BITS{1'b0}}, {X_BITS{1'b0}}, reply_low} :
      {1'b0, out_entry[ENTRY_BITS-2:PLACE_BITS], out_low};
  assign idle = ~busy & ~arrival_pending & ~read_arrives;
endmodule
