// Neuron sweep: runs the neuron datapath over the occupied neurons, set after set. A parameter set is a run of
// consecutive neurons that share its record in the set memory (SET_UNITS 16-bit words, lowest bits first):
//   count (16), start (16), set-placed parameters, set-placed initial state.
// Per set: SET_UNITS + 1 cycles to load it, INTERVAL cycles a neuron (at least once), 1 + LATENCY cycles to drain.
// While `age` (timesteps since reset) is below `start` the set's neurons keep their state, discard their input
// and do not spike. With `resetting` the same walk writes the initial state instead. The datapath is outside of the core
// (core_<kind>.v): its results come LATENCY edges after the words that it is given.
`resetall
`default_nettype none
module neuron_sweep #(
    parameter NEURONS_LOG2 = 8,
    parameter STATE_BITS = 24,
    parameter SET_PARAM_BITS = 1,
    parameter NEURON_PARAM_BITS = 0,
    parameter NEURON_INIT = 0,  // 1: the initial state is in the neuron memory, behind the parameters
    parameter SETS_LOG2 = 8,
    parameter LATENCY = 1,
    parameter INPUT_STAGE = 0,  // of the datapath, in which it takes the neuron's synaptic inputs; less than LATENCY
    parameter INTERVAL = 1,  // cycles from one neuron to the next, 1..255
    parameter CFG_ENTRY_BITS = 20,
    parameter CFG_DATA_BITS = 48
) (
    input  wire                      clk,
    input  wire                      rst,
    input  wire                      start,
    input  wire                      resetting,
    output wire                      active,
    input  wire [       SETS_LOG2:0] sets_used,
    input  wire [              15:0] age,
    output wire                      input_read,  // to the accumulators
    output wire [  NEURONS_LOG2-1:0] input_neuron,
    output wire                      spike,
    output wire [  NEURONS_LOG2-1:0] spike_neuron,
    output wire                      updated,
    // datapath; parameters that it does not have are 1 bit wide
    output wire [    STATE_BITS-1:0] state_word,
    output wire [(SET_PARAM_BITS>0?SET_PARAM_BITS:1)-1:0] set_params,
    output wire [(NEURON_PARAM_BITS>0?NEURON_PARAM_BITS:1)-1:0] neuron_params,
    input  wire [    STATE_BITS-1:0] next_state,
    input  wire                      fires,
    // configuration
    input  wire                      cfg_select_state,
    input  wire                      cfg_select_neuron,
    input  wire                      cfg_select_set,
    input  wire                      cfg_write,
    input  wire                      cfg_read,
    input  wire [CFG_ENTRY_BITS-1:0] cfg_entry,
    input  wire [ CFG_DATA_BITS-1:0] cfg_data,
    output wire [(NEURON_PARAM_BITS+(NEURON_INIT!=0?STATE_BITS:NEURON_PARAM_BITS>0?0:1))-1:0] neuron_word,
    output wire [              15:0] set_word
);
  localparam SET_UNITS = 2 + (SET_PARAM_BITS + (NEURON_INIT != 0 ? 0 : STATE_BITS) + 15) / 16;
  localparam REST_UNITS = SET_UNITS - 2;  // parameters and initial state
  localparam REST_BITS = SET_PARAM_BITS + (NEURON_INIT != 0 ? 0 : STATE_BITS);
  localparam NEURON_BITS = NEURON_PARAM_BITS + (NEURON_INIT != 0 ? STATE_BITS : 0);
  localparam [1:0] OFF = 2'd0, LOAD = 2'd1, RUN = 2'd2, DRAIN = 2'd3;
  localparam STEP_BITS = SET_UNITS < 8 && LATENCY < 8 ? 3 : SET_UNITS < 16 && LATENCY < 16 ? 4 : 12;
  localparam [STEP_BITS-1:0] LAST_LOAD = SET_UNITS[STEP_BITS-1:0];
  localparam [STEP_BITS-1:0] LAST_DRAIN = LATENCY[STEP_BITS-1:0];
  localparam [STEP_BITS-1:0] COUNT_ARRIVES = 1;
  localparam [STEP_BITS-1:0] START_ARRIVES = 2;

  wire unused_cfg = (&cfg_entry) & (&cfg_data);

  // ---- sequence -------------------------------------------------------------------------------------------------
  reg  [          1:0] state_of;
  reg  [STEP_BITS-1:0] step;  // cycles spent in LOAD or DRAIN
  reg  [SETS_LOG2:0]   sets_left;
  reg  [SETS_LOG2-1:0] set_pointer;
  reg                  set_arrives;
  reg  [NEURONS_LOG2-1:0] issue;
  reg  [         15:0] left;  // neurons of the set that are still to be read
  reg                  gated;  // the set has not started
  wire                 load_read = (state_of == LOAD) & (sets_left != 0) & (step != LAST_LOAD);
  wire                 several = |left[15:1];

  // A neuron's turn: it is read in the first of INTERVAL cycles.
  wire turn_begins;
  wire turn_ends;
  generate
    if (INTERVAL == 1) begin : every_cycle
      assign turn_begins = 1'b1;
      assign turn_ends   = 1'b1;
    end else begin : paced
      localparam [7:0] LAST = INTERVAL - 1;
      reg [7:0] pace;
      assign turn_begins = pace == 8'd0;
      assign turn_ends   = pace == LAST;
      always @(posedge clk) pace <= (state_of != RUN) | turn_ends ? 8'd0 : pace + 8'd1;
    end
  endgenerate

  wire read;  // of the neuron's state and parameters
  assign active = state_of != OFF;
  assign read = (state_of == RUN) & (several | left[0]) & turn_begins;

  always @(posedge clk)
    if (rst) state_of <= OFF;
    else begin
      step        <= step + 1'b1;
      set_arrives <= load_read;
      if (set_arrives && step == COUNT_ARRIVES) left <= set_word;
      if (set_arrives && step == START_ARRIVES) gated <= age < set_word;
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
        if (turn_ends) begin
          left <= left - 16'd1;
          if (!several) begin
            state_of <= DRAIN;
            step     <= {STEP_BITS{1'b0}};
          end
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
      .write_enable(cfg_select_set & cfg_write),
      .write_address(cfg_entry[SETS_LOG2-1:0]),
      .write_data(cfg_data[15:0]),
      .read_enable(load_read | (cfg_select_set & cfg_read)),
      .read_address(load_read ? set_pointer : cfg_entry[SETS_LOG2-1:0]),
      .read_data(set_word)
  );

  // ---- pipeline: words arrive one cycle after `read`, results LATENCY cycles later ------------------------
  reg  [     LATENCY:0] under_way;  // bit 0: the words of a neuron are at the datapath's inputs
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

  // Inputs are read INPUT_STAGE cycles behind the state, so that the datapath need not carry them to the stage that adds them.
  generate
    if (INPUT_STAGE == 0) begin : with_state
      assign input_read   = read;
      assign input_neuron = issue;
    end else begin : behind_state
      reg [NEURONS_LOG2-1:0] next_input;
      assign input_read   = under_way[INPUT_STAGE-1];
      assign input_neuron = next_input;
      always @(posedge clk)
        if (start) next_input <= {NEURONS_LOG2{1'b0}};
        else if (input_read) next_input <= next_input + 1'b1;
    end
  endgenerate

  always @(posedge clk)
    if (start) arrive_neuron <= {NEURONS_LOG2{1'b0}};
    else if (arrive) arrive_neuron <= arrive_neuron + 1'b1;

  // ---- the set's parameters and initial state: what is behind count and start, which pass through ------------------------
  wire [(REST_BITS>0?REST_BITS:1)-1:0] set;
  generate
    if (REST_UNITS > 1) begin : many_units
      reg [16*REST_UNITS-1:0] rest;
      always @(posedge clk) if (set_arrives) rest <= {set_word, rest[16*REST_UNITS-1:16]};
      assign set = rest[REST_BITS-1:0];
      wire unused_rest = &rest;
    end else if (REST_UNITS == 1) begin : one_unit
      reg [15:0] rest;
      always @(posedge clk) if (set_arrives) rest <= set_word;
      assign set = rest[REST_BITS-1:0];
      wire unused_rest = &rest;
    end else begin : no_units
      assign set = 1'b0;
    end
  endgenerate

  assign updated      = store & ~resetting;
  assign spike        = updated & fires;
  assign spike_neuron = arrive_neuron;

  ram_1r1w #(
      .WIDTH(STATE_BITS),
      .DEPTH(1 << NEURONS_LOG2),
      .ADDRESS_BITS(NEURONS_LOG2)
  ) states (
      .clk(clk),
      .write_enable(store | (cfg_select_state & cfg_write)),
      .write_address(store ? arrive_neuron : cfg_entry[NEURONS_LOG2-1:0]),
      .write_data(store ? (resetting ? initial_state : next_state) : cfg_data[STATE_BITS-1:0]),
      .read_enable(read | (cfg_select_state & cfg_read)),
      .read_address(read ? issue : cfg_entry[NEURONS_LOG2-1:0]),
      .read_data(state_word)
  );

  generate
    if (NEURON_BITS > 0) begin : per_neuron
      ram_1r1w #(
          .WIDTH(NEURON_BITS),
          .DEPTH(1 << NEURONS_LOG2),
          .ADDRESS_BITS(NEURONS_LOG2)
      ) words (
          .clk(clk),
          .write_enable(cfg_select_neuron & cfg_write),
          .write_address(cfg_entry[NEURONS_LOG2-1:0]),
          .write_data(cfg_data[NEURON_BITS-1:0]),
          .read_enable(read | (cfg_select_neuron & cfg_read)),
          .read_address(read ? issue : cfg_entry[NEURONS_LOG2-1:0]),
          .read_data(neuron_word)
      );
    end else begin : no_neuron_memory
      assign neuron_word = 1'b0;
      wire unused_neuron = cfg_select_neuron;
    end
    if (NEURON_PARAM_BITS > 0) begin : neuron_placed
      assign neuron_params = neuron_word[NEURON_PARAM_BITS-1:0];
    end else begin : none_neuron_placed
      assign neuron_params = 1'b0;
    end
    if (NEURON_INIT != 0) begin : neuron_initial
      assign initial_state = neuron_word[NEURON_PARAM_BITS+:STATE_BITS];
    end else begin : set_initial
      assign initial_state = set[SET_PARAM_BITS+:STATE_BITS];
    end
  endgenerate
  generate
    if (SET_PARAM_BITS > 0) begin : set_placed
      assign set_params = set[SET_PARAM_BITS-1:0];
    end else begin : none_set_placed
      assign set_params = 1'b0;
    end
  endgenerate
  wire unused_set_bits = &set;
endmodule
`resetall
