// Configuration port of a core: executes the cfg packets that reach it, {op, 16-bit data} in their low bits.
//   0 SET-REGION  region <= data, address <= 0       3 READ-next   sends the next unit to the host
//   1 SET-ADDRESS address <= {address[15:0], data}   4 RESET-STATE
//   2 WRITE-next  stores the next unit
// A region's words are addressed as {entry, unit}, units of 16 bits, lowest first, the unit field as wide as
// the region needs; after the last unit of a word comes unit 0 of the next. A word is written when its last
// unit arrives, so writing starts at unit 0.
//   cfg    the bus to the memories: the unit that owns region r looks at cfg_select[r]. It stores cfg_data in word cfg_entry
//          with cfg_write, and with cfg_read shows that word on its own bus, one cycle later
//   reply  a unit that was read, two cycles after its packet: the word is chosen and turned in the first, a long way from every memory
`resetall
`default_nettype none
module config_port #(
    parameter ENTRY_BITS = 20,
    parameter DATA_BITS = 48,  // units of the widest word
    // width of each region's word
    parameter SCHEDULER_BITS = 16,
    parameter AXON_BITS = 32,
    parameter SYNAPSE_BITS = 16,
    parameter ACCUMULATOR_BITS = 24,
    parameter STATE_BITS = 24,
    parameter NEURON_BITS = 16,
    parameter INDEX_BITS = 11,
    parameter FANOUT_BITS = 24
) (
    input  wire                        clk,
    input  wire                        rst,
    input  wire                        valid,
    input  wire [                18:0] command,
    // to the memories
    output wire [                10:0] cfg_select,
    output wire                        cfg_write,
    output wire                        cfg_read,
    output wire [      ENTRY_BITS-1:0] cfg_entry,
    output wire [       DATA_BITS-1:0] cfg_data,
    // what was read
    input  wire [                15:0] control_word,
    input  wire [  SCHEDULER_BITS-1:0] scheduler_word,
    input  wire [       AXON_BITS-1:0] axon_word,
    input  wire [    SYNAPSE_BITS-1:0] synapse_word,
    input  wire [ACCUMULATOR_BITS-1:0] accumulator_word,
    input  wire [      STATE_BITS-1:0] state_word,
    input  wire [     NEURON_BITS-1:0] neuron_word,
    input  wire [                15:0] set_word,
    input  wire [      INDEX_BITS-1:0] index_word,
    input  wire [     FANOUT_BITS-1:0] fanout_word,
    input  wire [                31:0] counter_word,
    output wire                        reply_pending,
    output reg                         reply_valid,
    output reg  [                15:0] reply,
    output wire                        reset_state
);
  // Numbers of the regions (MemoryPlan)
  localparam [3:0] CONTROL = 4'd0, SCHEDULER = 4'd1, AXON = 4'd2, SYNAPSE = 4'd3, ACCUMULATOR = 4'd4,
      STATE = 4'd5, NEURON = 4'd6, SET = 4'd7, INDEX = 4'd8, FANOUT = 4'd9, COUNTER = 4'd10;
  localparam [2:0] SET_REGION = 3'd0, SET_ADDRESS = 3'd1, WRITE = 3'd2, READ = 3'd3, RESET_STATE = 3'd4;

  wire [2:0] op = command[18:16];
  wire [3:0] number = command[3:0];
  wire       choose = valid & (op == SET_REGION);
  wire       write = valid & (op == WRITE);
  wire       read = valid & (op == READ);

  // ---- the selected region, one bit each, and the last unit of its words ------------------------------------------
  localparam UNITS = DATA_BITS / 16;
  localparam UNIT_BITS = UNITS <= 2 ? 1 : UNITS <= 4 ? 2 : UNITS <= 8 ? 3 : UNITS <= 16 ? 4 : 5;
  localparam [UNIT_BITS-1:0] SCHEDULER_LAST = (SCHEDULER_BITS - 1) / 16;
  localparam [UNIT_BITS-1:0] AXON_LAST = (AXON_BITS - 1) / 16;
  localparam [UNIT_BITS-1:0] SYNAPSE_LAST = (SYNAPSE_BITS - 1) / 16;
  localparam [UNIT_BITS-1:0] ACCUMULATOR_LAST = (ACCUMULATOR_BITS - 1) / 16;
  localparam [UNIT_BITS-1:0] STATE_LAST = (STATE_BITS - 1) / 16;
  localparam [UNIT_BITS-1:0] NEURON_LAST = (NEURON_BITS - 1) / 16;
  localparam [UNIT_BITS-1:0] INDEX_LAST = (INDEX_BITS - 1) / 16;
  localparam [UNIT_BITS-1:0] FANOUT_LAST = (FANOUT_BITS - 1) / 16;
  localparam [UNIT_BITS-1:0] COUNTER_LAST = 1;
  reg [         10:0] region;
  reg [UNIT_BITS-1:0] last_unit;

  always @(posedge clk)
    if (rst) begin
      region    <= 11'd1;
      last_unit <= {UNIT_BITS{1'b0}};
    end else if (choose) begin
      region <= 11'd1 << number;
      case (number)
        SCHEDULER: last_unit <= SCHEDULER_LAST;
        AXON: last_unit <= AXON_LAST;
        SYNAPSE: last_unit <= SYNAPSE_LAST;
        ACCUMULATOR: last_unit <= ACCUMULATOR_LAST;
        STATE: last_unit <= STATE_LAST;
        NEURON: last_unit <= NEURON_LAST;
        INDEX: last_unit <= INDEX_LAST;
        FANOUT: last_unit <= FANOUT_LAST;
        COUNTER: last_unit <= COUNTER_LAST;
        default: last_unit <= {UNIT_BITS{1'b0}};  // CONTROL, SET
      endcase
    end

  // ---- address: {entry, unit} -------------------------------------------------------------------------------------------
  localparam ADDRESS_BITS = ENTRY_BITS + UNIT_BITS;
  reg  [ADDRESS_BITS-1:0] address;
  wire [ADDRESS_BITS+15:0] longer = {address, command[15:0]};
  reg  [  UNIT_BITS-1:0] mask;  // of the unit's field, which is as wide as the last unit needs
  reg  [ADDRESS_BITS-1:0] shifted;  // by as many bits
  wire [  UNIT_BITS-1:0] unit = address[UNIT_BITS-1:0] & mask;
  wire                   at_last = unit == last_unit;
  wire [ADDRESS_BITS-1:0] filled = address | {{ENTRY_BITS{1'b0}}, mask & {UNIT_BITS{at_last}}};
  wire                   unused_high = (&longer) & (&shifted);

  integer i;
  always @* begin
    mask    = {UNIT_BITS{1'b0}};
    shifted = address;
    for (i = 0; i < UNIT_BITS; i = i + 1)
      if (|(last_unit >> i)) begin
        mask[i] = 1'b1;
        shifted = {1'b0, shifted[ADDRESS_BITS-1:1]};
      end
  end

  always @(posedge clk)
    if (rst | choose) address <= {ADDRESS_BITS{1'b0}};
    else if (valid && op == SET_ADDRESS) address <= longer[ADDRESS_BITS-1:0];
    else if (read | write) address <= filled + {{(ADDRESS_BITS - 1) {1'b0}}, 1'b1};

  assign cfg_select  = region;
  assign cfg_entry   = shifted[ENTRY_BITS-1:0];
  assign cfg_write   = write & at_last;
  assign cfg_read    = read;
  assign reply_pending = turning | reply_valid;
  assign reset_state = valid & (op == RESET_STATE);

  // ---- writing: the units that came before; the last one goes straight to the memory -----------------------------------
  genvar u;
  generate
    for (u = 0; u < UNITS - 1; u = u + 1) begin : staged
      localparam [UNIT_BITS-1:0] UNIT = u;
      reg [15:0] stage;
      assign cfg_data[u*16+:16] = last_unit == UNIT ? command[15:0] : stage;
      always @(posedge clk) if (write && unit == UNIT) stage <= command[15:0];
    end
  endgenerate
  assign cfg_data[(UNITS-1)*16+:16] = command[15:0];

  // ---- reading: the region shows its word one cycle later, and the unit that was asked for is the reply after it ---------
  reg                   turning;
  reg  [UNIT_BITS-1:0] reply_unit;
  reg  [DATA_BITS-1:0] word;
  wire [DATA_BITS-1:0] turned = word >> {reply_unit, 4'd0};
  wire                 unused_turned = &turned;

  always @(posedge clk) begin
    turning     <= read & ~rst;
    reply_unit  <= unit;
    reply_valid <= turning & ~rst;
    reply       <= turned[15:0];
  end

  always @* begin
    word = {DATA_BITS{1'b0}};
    word[15:0] = ({16{region[CONTROL]}} & control_word) | ({16{region[SET]}} & set_word);
    word[SCHEDULER_BITS-1:0] = word[SCHEDULER_BITS-1:0] | ({SCHEDULER_BITS{region[SCHEDULER]}} & scheduler_word);
    word[AXON_BITS-1:0] = word[AXON_BITS-1:0] | ({AXON_BITS{region[AXON]}} & axon_word);
    word[SYNAPSE_BITS-1:0] = word[SYNAPSE_BITS-1:0] | ({SYNAPSE_BITS{region[SYNAPSE]}} & synapse_word);
    word[ACCUMULATOR_BITS-1:0] = word[ACCUMULATOR_BITS-1:0] | ({ACCUMULATOR_BITS{region[ACCUMULATOR]}} & accumulator_word);
    word[STATE_BITS-1:0] = word[STATE_BITS-1:0] | ({STATE_BITS{region[STATE]}} & state_word);
    word[NEURON_BITS-1:0] = word[NEURON_BITS-1:0] | ({NEURON_BITS{region[NEURON]}} & neuron_word);
    word[INDEX_BITS-1:0] = word[INDEX_BITS-1:0] | ({INDEX_BITS{region[INDEX]}} & index_word);
    word[FANOUT_BITS-1:0] = word[FANOUT_BITS-1:0] | ({FANOUT_BITS{region[FANOUT]}} & fanout_word);
    word[31:0] = word[31:0] | ({32{region[COUNTER]}} & counter_word);
  end
endmodule
`resetall
