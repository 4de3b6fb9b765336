// Configuration port of a core: executes the cfg packets that reach it, {op, 16-bit data} in their low bits.
//   0 SET-REGION  region <= data, address <= 0       3 READ-next   sends the next unit to the host
//   1 SET-ADDRESS address <= {address[15:0], data}   4 RESET-STATE
//   2 WRITE-next  stores the next unit
// A region's words are addressed as {entry, unit}, units of 16 bits, lowest first, the unit field as wide as
// the region needs; after the last unit of a word comes unit 0 of the next. A word is written when its last
// unit arrives, so writing starts at unit 0.
//   cfg    the bus to the memories: the unit that owns region r looks at cfg_select[r]. It stores cfg_data in word cfg_entry
//          with cfg_write, and with cfg_read shows that word on its own bus, one cycle later
//   reply  a unit that was read, in the cycle after its packet
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
    output reg                         reply_valid,
    output wire [                15:0] reply,
    output wire                        reset_state
);
  // Regions (MemoryPlan)
  localparam [3:0] CONTROL = 4'd0, SCHEDULER = 4'd1, AXON = 4'd2, SYNAPSE = 4'd3, ACCUMULATOR = 4'd4,
      STATE = 4'd5, NEURON = 4'd6, SET = 4'd7, INDEX = 4'd8, FANOUT = 4'd9, COUNTER = 4'd10;
  localparam [2:0] SET_REGION = 3'd0, SET_ADDRESS = 3'd1, WRITE = 3'd2, READ = 3'd3, RESET_STATE = 3'd4;

  // ---- geometry of the selected region ------------------------------------------------------------------------
  localparam [4:0] SCHEDULER_LAST = (SCHEDULER_BITS - 1) / 16;
  localparam [4:0] AXON_LAST = (AXON_BITS - 1) / 16;
  localparam [4:0] SYNAPSE_LAST = (SYNAPSE_BITS - 1) / 16;
  localparam [4:0] ACCUMULATOR_LAST = (ACCUMULATOR_BITS - 1) / 16;
  localparam [4:0] STATE_LAST = (STATE_BITS - 1) / 16;
  localparam [4:0] NEURON_LAST = (NEURON_BITS - 1) / 16;
  localparam [4:0] INDEX_LAST = (INDEX_BITS - 1) / 16;
  localparam [4:0] FANOUT_LAST = (FANOUT_BITS - 1) / 16;
  reg  [3:0] region;
  reg  [4:0] last_unit;
  wire [2:0] unit_bits = last_unit == 5'd0 ? 3'd0 : last_unit == 5'd1 ? 3'd1 :
      last_unit < 5'd4 ? 3'd2 : last_unit < 5'd8 ? 3'd3 : last_unit < 5'd16 ? 3'd4 : 3'd5;

  always @*
    case (region)
      SCHEDULER: last_unit = SCHEDULER_LAST;
      AXON: last_unit = AXON_LAST;
      SYNAPSE: last_unit = SYNAPSE_LAST;
      ACCUMULATOR: last_unit = ACCUMULATOR_LAST;
      STATE: last_unit = STATE_LAST;
      NEURON: last_unit = NEURON_LAST;
      INDEX: last_unit = INDEX_LAST;
      FANOUT: last_unit = FANOUT_LAST;
      COUNTER: last_unit = 5'd1;
      default: last_unit = 5'd0;
    endcase

  // ---- commands ------------------------------------------------------------------------------------------------
  reg  [31:0] address;
  wire [ 2:0] op = command[18:16];
  wire [31:0] unit_mask = ~(32'hffffffff << unit_bits);
  wire [ 4:0] unit = address[4:0] & unit_mask[4:0];
  wire        at_last = unit == last_unit;
  wire        next = valid & ((op == WRITE) | (op == READ));
  wire [31:0] shifted = address >> unit_bits;
  wire        unused_high = &shifted;

  assign cfg_select  = 11'd1 << region;
  assign cfg_entry   = shifted[ENTRY_BITS-1:0];
  assign cfg_write   = valid & (op == WRITE) & at_last;
  assign cfg_read    = valid & (op == READ);
  assign reset_state = valid & (op == RESET_STATE);

  // Units written so far of the word under way; the last one goes straight to the memory.
  reg [DATA_BITS-1:0] stage;
  genvar u;
  generate
    for (u = 0; u < DATA_BITS / 16; u = u + 1) begin : staged
      localparam [4:0] UNIT = u;
      assign cfg_data[u*16+:16] = unit == UNIT ? command[15:0] : stage[u*16+:16];
      always @(posedge clk) if (valid && op == WRITE && unit == UNIT) stage[u*16+:16] <= command[15:0];
    end
  endgenerate

  always @(posedge clk)
    if (rst) begin
      region  <= 4'd0;
      address <= 32'd0;
    end else if (valid && op == SET_REGION) begin
      region  <= command[3:0];
      address <= 32'd0;
    end else if (valid && op == SET_ADDRESS) address <= {address[15:0], command[15:0]};
    else if (next) address <= at_last ? (address | unit_mask) + 32'd1 : address + 32'd1;

  // ---- reading back: the word that was read, turned to its unit ---------------------------------------------------
  reg  [          4:0] reply_unit;
  reg  [DATA_BITS-1:0] word;
  wire [DATA_BITS-1:0] turned = word >> {reply_unit, 4'd0};
  wire                 unused_turned = &turned;

  assign reply = turned[15:0];

  always @(posedge clk) begin
    reply_valid <= cfg_read & ~rst;
    reply_unit  <= unit;
  end

  always @* begin
    word = {DATA_BITS{1'b0}};
    case (region)
      CONTROL: word[15:0] = control_word;
      SCHEDULER: word[SCHEDULER_BITS-1:0] = scheduler_word;
      AXON: word[AXON_BITS-1:0] = axon_word;
      SYNAPSE: word[SYNAPSE_BITS-1:0] = synapse_word;
      ACCUMULATOR: word[ACCUMULATOR_BITS-1:0] = accumulator_word;
      STATE: word[STATE_BITS-1:0] = state_word;
      NEURON: word[NEURON_BITS-1:0] = neuron_word;
      SET: word[15:0] = set_word;
      INDEX: word[INDEX_BITS-1:0] = index_word;
      FANOUT: word[FANOUT_BITS-1:0] = fanout_word;
      COUNTER: word[31:0] = counter_word;
      default: ;
    endcase
  end
endmodule
`resetall
