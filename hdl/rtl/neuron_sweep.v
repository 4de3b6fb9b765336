// Neuron sweep: runs the neuron datapath over the occupied neurons, set after set. A parameter set is a run of
// consecutive neurons that share its record in the set memory (SET_UNITS 16-bit words, lowest bits first):
//   count (16), start (16), set-placed parameters, set-placed initial state.
// Per set: SET_UNITS + 1 cycles to load it, one cycle a neuron (at least one), 1 + LATENCY cycles to drain.
// While `age` (timesteps since reset) is below `start` the set's neurons keep their state, discard their input
// and do not spike. With `resetting` the same walk writes the initial state instead.
module neuron_sweep #(
    parameter KIND = 0,
    parameter NEURONS_LOG2 = 8,
    parameter ACCUMULATOR_BITS = 24,
    parameter INPUTS = 1,
    parameter STATE_BITS = 24,
    parameter CORE_PARAM_BITS = 1,
    parameter SET_PARAM_BITS = 1,
    parameter NEURON_PARAM_BITS = 0,
    parameter NEURON_INIT = 0,  // 1: the initial state is in the neuron memory, behind the parameters
    parameter NEURON_WORD_BITS = 1,  // width of the neuron memory, at least 1
    parameter SET_UNITS = 4,
    parameter SETS_LOG2 = 8,
    parameter LATENCY = 1,
    parameter SENT_BITS = 0,  // payload of the datapath; 0: it has none
    parameter SENT_WIDTH = SENT_BITS > 0 ? SENT_BITS : 1
) (
    input                                clk,
    input                                rst,
    input                                start,
    input                                resetting,
    output                               active,
    input      [           SETS_LOG2:0]  sets_used,
    input      [                   15:0] age,
    input      [    CORE_PARAM_BITS-1:0] core_params,
    output                               read,
    output     [       NEURONS_LOG2-1:0] read_neuron,
    input      [INPUTS*ACCUMULATOR_BITS-1:0] synaptic,
    output                               spike,
    output     [       NEURONS_LOG2-1:0] spike_neuron,
    output     [         SENT_WIDTH-1:0] spike_payload,
    output                               updated,
    // configuration
    input                                cfg_write_state,
    input                                cfg_read_state,
    input                                cfg_write_neuron,
    input                                cfg_read_neuron,
    input                                cfg_write_set,
    input                                cfg_read_set,
    input      [       NEURONS_LOG2-1:0] cfg_neuron,
    input      [          SETS_LOG2-1:0] cfg_set,
    input      [         STATE_BITS-1:0] cfg_state_data,
    input      [   NEURON_WORD_BITS-1:0] cfg_neuron_data,
    input      [                   15:0] cfg_set_data,
    output     [         STATE_BITS-1:0] state,
    output     [   NEURON_WORD_BITS-1:0] neuron_word,
    output     [                   15:0] set_word
);
  localparam SET_BITS = 16 * SET_UNITS;
  localparam NEURON_PARAMS = NEURON_PARAM_BITS > 0 ? NEURON_PARAM_BITS : 1;
  localparam [1:0] OFF = 2'd0, LOAD = 2'd1, RUN = 2'd2, DRAIN = 2'd3;
  localparam STEP_BITS = 16;
  /* verilator lint_off WIDTH */  // constants cut to the width they need
  localparam [STEP_BITS-1:0] LAST_LOAD = SET_UNITS;
  localparam [STEP_BITS-1:0] LAST_DRAIN = LATENCY;
  /* verilator lint_on WIDTH */

  // ---- sequence -------------------------------------------------------------------------------------------------
  reg  [          1:0] state_of;
  reg  [STEP_BITS-1:0] step;  // cycles spent in LOAD, RUN or DRAIN
  reg  [SETS_LOG2:0]   sets_left;
  reg  [SETS_LOG2-1:0] set_pointer;
  reg                  set_arrives;
  reg  [ SET_BITS-1:0] set;
  reg  [NEURONS_LOG2-1:0] issue;
  wire [         15:0] count = set[15:0];
  wire [         15:0] set_start = set[31:16];
  wire                 load_read = (state_of == LOAD) & (sets_left != 0) & (step != LAST_LOAD);
  wire                 last_neuron = (count == 16'd0) | (step == count - 16'd1);

  assign active      = state_of != OFF;
  assign read        = (state_of == RUN) & (count != 16'd0);
  assign read_neuron = issue;

  always @(posedge clk)
    if (rst) state_of <= OFF;
    else begin
      step <= step + 1'b1;
      set_arrives <= load_read;
      if (set_arrives) set <= {set_word, set[SET_BITS-1:16]};
      if (load_read) set_pointer <= set_pointer + 1'b1;
      if (read) issue <= issue + 1'b1;
      case (state_of)
        OFF:
        if (start) begin
          state_of    <= LOAD;
          step        <= {STEP_BITS{1'b0}};
          sets_left   <= sets_used;
          set_pointer <= {SETS_LOG2{1'b0}};
          issue       <= {NEURONS_LOG2{1'b0}};
        end
        LOAD:
        if (sets_left == 0) state_of <= OFF;
        else if (step == LAST_LOAD) begin
          state_of <= RUN;
          step     <= {STEP_BITS{1'b0}};
        end
        RUN:
        if (last_neuron) begin
          state_of <= DRAIN;
          step     <= {STEP_BITS{1'b0}};
        end
        DRAIN:
        if (step == LAST_DRAIN) begin
          state_of  <= LOAD;
          step      <= {STEP_BITS{1'b0}};
          sets_left <= sets_left - 1'b1;
        end
      endcase
    end

  ram_1r1w #(
      .WIDTH(16),
      .DEPTH(1 << SETS_LOG2),
      .ADDRESS_BITS(SETS_LOG2)
  ) sets (
      .clk(clk),
      .write_enable(cfg_write_set),
      .write_address(cfg_set),
      .write_data(cfg_set_data),
      .read_enable(load_read | cfg_read_set),
      .read_address(load_read ? set_pointer : cfg_set),
      .read_data(set_word)
  );

  // ---- pipeline: words arrive one cycle after `read`, results LATENCY cycles later ------------------------
  reg  [     LATENCY:0] under_way;  // bit 0: the words of a neuron are at the datapath's inputs
  wire [STATE_BITS-1:0] next_state;
  wire                  fires;
  wire                  gated = age < set_start;
  wire                  arrive = resetting ? under_way[0] : under_way[LATENCY];
  reg  [NEURONS_LOG2-1:0] arrive_neuron;
  wire [STATE_BITS-1:0] initial_state;
  wire                  store = arrive & (resetting | ~gated);

  generate
    if (LATENCY == 0) begin : combinational
      always @(posedge clk) under_way <= rst ? 1'b0 : read;
    end else begin : pipelined
      always @(posedge clk) under_way <= rst ? {(LATENCY + 1) {1'b0}} : {under_way[LATENCY-1:0], read};
    end
  endgenerate

  always @(posedge clk)
    if (start) arrive_neuron <= {NEURONS_LOG2{1'b0}};
    else if (arrive) arrive_neuron <= arrive_neuron + 1'b1;

  assign updated      = store & ~resetting;
  assign spike        = updated & fires;
  assign spike_neuron = arrive_neuron;

  ram_1r1w #(
      .WIDTH(STATE_BITS),
      .DEPTH(1 << NEURONS_LOG2),
      .ADDRESS_BITS(NEURONS_LOG2)
  ) states (
      .clk(clk),
      .write_enable(store | cfg_write_state),
      .write_address(store ? arrive_neuron : cfg_neuron),
      .write_data(store ? (resetting ? initial_state : next_state) : cfg_state_data),
      .read_enable(read | cfg_read_state),
      .read_address(read ? issue : cfg_neuron),
      .read_data(state)
  );

  wire [NEURON_PARAMS-1:0] neuron_params;
  generate
    if (NEURON_PARAM_BITS > 0 || NEURON_INIT != 0) begin : per_neuron
      ram_1r1w #(
          .WIDTH(NEURON_WORD_BITS),
          .DEPTH(1 << NEURONS_LOG2),
          .ADDRESS_BITS(NEURONS_LOG2)
      ) words (
          .clk(clk),
          .write_enable(cfg_write_neuron),
          .write_address(cfg_neuron),
          .write_data(cfg_neuron_data),
          .read_enable(read | cfg_read_neuron),
          .read_address(read ? issue : cfg_neuron),
          .read_data(neuron_word)
      );
    end else begin : no_neuron_memory
      assign neuron_word = {NEURON_WORD_BITS{1'b0}};
      wire unused_neuron = cfg_write_neuron & cfg_read_neuron & (&cfg_neuron_data);
    end
    if (NEURON_PARAM_BITS > 0) begin : neuron_placed
      assign neuron_params = neuron_word[NEURON_PARAMS-1:0];
    end else begin : none_neuron_placed
      assign neuron_params = 1'b0;
    end
    if (NEURON_INIT != 0) begin : neuron_initial
      assign initial_state = neuron_word[NEURON_PARAM_BITS+:STATE_BITS];
    end else begin : set_initial
      assign initial_state = set[32+SET_PARAM_BITS+:STATE_BITS];
    end
  endgenerate
  localparam SET_PARAMS = SET_PARAM_BITS > 0 ? SET_PARAM_BITS : 1;
  wire [SET_PARAMS-1:0] set_params;
  generate
    if (SET_PARAM_BITS > 0) begin : set_placed
      assign set_params = set[32+:SET_PARAMS];
    end else begin : none_set_placed
      assign set_params = 1'b0;
    end
  endgenerate
  wire unused_set_bits = &set;

  neuron_datapath #(
      .KIND(KIND),
      .INPUT_BITS(INPUTS * ACCUMULATOR_BITS),
      .STATE_BITS(STATE_BITS),
      .CORE_BITS(CORE_PARAM_BITS),
      .SET_BITS(SET_PARAMS),
      .NEURON_BITS(NEURON_PARAMS),
      .PAYLOAD_BITS(SENT_WIDTH)
  ) datapath (
      .clk(clk),
      .synaptic(synaptic),
      .state(state),
      .core_params(core_params),
      .set_params(set_params),
      .neuron_params(neuron_params),
      .next_state(next_state),
      .spike(fires),
      .payload(spike_payload)
  );
endmodule
