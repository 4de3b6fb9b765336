// Accumulators of a core, split in BANKS so that LANES consecutive ones, or all inputs of one neuron, are
// reached in one cycle: accumulator a is word a / BANKS of bank a mod BANKS. Addition wraps.
// An addition reads its word in the cycle it is presented and writes one cycle later; the previous write is
// forwarded, so equal targets may follow each other. The sweep reads the inputs of one neuron a cycle and
// the word is cleared one cycle later. All else that is written takes the same way: it is added to 0, so that adder, address and enable
// lead to the memory without a choice behind them. So what is configured is there two cycles later.
`resetall
`default_nettype none
module accumulators #(
    parameter ACCUMULATORS_LOG2 = 8,
    parameter ACCUMULATOR_BITS = 24,
    parameter LANES_LOG2 = 0,
    parameter INPUTS_LOG2 = 0,
    parameter BANKS_LOG2 = 0  // the larger of LANES_LOG2 and INPUTS_LOG2
) (
    input  wire                                    clk,
    input  wire                                    rst,
    input  wire                                    add_valid,
    input  wire                                    add_dense,
    input  wire [           ACCUMULATORS_LOG2-1:0] add_target,
    input  wire [(1<<LANES_LOG2)*ACCUMULATOR_BITS-1:0] add_values,
    output wire                                    pending,  // something is being written
    // sweep: `first` is the accumulator of input 0 of the neuron
    input  wire                                    sweep_read,
    input  wire [           ACCUMULATORS_LOG2-1:0] sweep_first,
    output wire [(1<<INPUTS_LOG2)*ACCUMULATOR_BITS-1:0] synaptic,
    // RESET-STATE: clears word `clear_word` of every bank
    input  wire                                    clear,
    input  wire [ACCUMULATORS_LOG2-BANKS_LOG2-1:0] clear_word,
    // configuration
    input  wire                                    cfg_select,
    input  wire                                    cfg_write,
    input  wire                                    cfg_read,
    input  wire [           ACCUMULATORS_LOG2-1:0] cfg_entry,
    input  wire [            ACCUMULATOR_BITS-1:0] cfg_data,
    output wire [            ACCUMULATOR_BITS-1:0] cfg_word
);
  localparam LANES = 1 << LANES_LOG2;
  localparam INPUTS = 1 << INPUTS_LOG2;
  localparam BANKS = 1 << BANKS_LOG2;
  localparam WORD_LOG2 = ACCUMULATORS_LOG2 - BANKS_LOG2;
  localparam [ACCUMULATORS_LOG2-1:0] BANK_MASK = BANKS - 1;
  localparam [ACCUMULATORS_LOG2-1:0] GROUP_MASK = BANK_MASK & ~(LANES - 1);
  localparam [ACCUMULATORS_LOG2-1:0] INPUT_MASK = BANK_MASK & ~(INPUTS - 1);

  wire [WORD_LOG2-1:0] add_word = add_target[ACCUMULATORS_LOG2-1:BANKS_LOG2];
  wire [WORD_LOG2-1:0] sweep_word = sweep_first[ACCUMULATORS_LOG2-1:BANKS_LOG2];
  wire [WORD_LOG2-1:0] cfg_word_address = cfg_entry[ACCUMULATORS_LOG2-1:BANKS_LOG2];
  wire [BANKS*ACCUMULATOR_BITS-1:0] bank_data;
  wire [BANKS-1:0] bank_pending;

  assign pending = |bank_pending;

  // All banks that are reached in a cycle are reached at the same word: read in this cycle, written in the next.
  reg  [WORD_LOG2-1:0] update_word;
  wire                 again = add_word == update_word;  // the word that is being written is read
  wire [WORD_LOG2-1:0] word = add_valid ? add_word : sweep_read ? sweep_word : clear ? clear_word : cfg_word_address;
  wire                 configuring = cfg_select & cfg_write;
  wire [ACCUMULATOR_BITS-1:0] cfg_value = cfg_data & {ACCUMULATOR_BITS{configuring}};

  always @(posedge clk) update_word <= word;

  // The bank of the neuron (or configuration entry) read one cycle ago.
  reg [ACCUMULATORS_LOG2-1:0] read_bank;
  always @(posedge clk) read_bank <= (sweep_read ? sweep_first : cfg_entry) & BANK_MASK;

  genvar b;
  generate
    for (b = 0; b < BANKS; b = b + 1) begin : bank
      localparam [ACCUMULATORS_LOG2-1:0] INDEX = b;
      localparam LANE = b % LANES;
      wire                        hit = add_valid &
          (add_dense ? (add_target & GROUP_MASK) == (INDEX & GROUP_MASK)
                     : (add_target & BANK_MASK) == INDEX);
      wire [ACCUMULATOR_BITS-1:0] value = add_dense ?
          add_values[LANE*ACCUMULATOR_BITS+:ACCUMULATOR_BITS] : add_values[ACCUMULATOR_BITS-1:0];
      wire                        swept = sweep_read & ((sweep_first & INPUT_MASK) == (INDEX & INPUT_MASK));
      wire                        configured = cfg_select & ((cfg_entry & BANK_MASK) == INDEX);

      reg                         update_valid;
      reg  [ACCUMULATOR_BITS-1:0] update_value;
      reg                         adds;  // to what was read; else the value takes its place
      reg                         forward;  // the word that was read is the one just written
      reg  [ACCUMULATOR_BITS-1:0] previous_sum;
      wire [ACCUMULATOR_BITS-1:0] read_data;
      wire [ACCUMULATOR_BITS-1:0] old_sum = forward ? previous_sum : read_data & {ACCUMULATOR_BITS{adds}};
      wire [ACCUMULATOR_BITS-1:0] sum = old_sum + update_value;

      assign bank_pending[b] = update_valid;
      assign bank_data[b*ACCUMULATOR_BITS+:ACCUMULATOR_BITS] = read_data;

      always @(posedge clk) begin
        update_valid <= (hit | swept | clear | (cfg_write & configured)) & ~rst;
        update_value <= add_valid ? value : cfg_value;
        adds         <= hit;
        forward      <= hit & update_valid & again;
        previous_sum <= sum;
      end

      ram_1r1w #(
          .WIDTH(ACCUMULATOR_BITS),
          .DEPTH(1 << WORD_LOG2),
          .ADDRESS_BITS(WORD_LOG2)
      ) words (
          .clk(clk),
          .write_enable(update_valid),
          .write_address(update_word),
          .write_data(sum),
          .read_enable(hit | swept | (cfg_read & configured)),
          .read_address(word),
          .read_data(read_data)
      );
    end

    // Input k of the neuron sits in bank read_bank + k.
    if (BANKS_LOG2 == 0) begin : single
      assign synaptic = bank_data;
      assign cfg_word = bank_data;
      wire unused_bank = &read_bank;
    end else begin : select
      wire [BANKS*ACCUMULATOR_BITS-1:0] turned = bank_data >> (read_bank[BANKS_LOG2-1:0] * ACCUMULATOR_BITS);
      assign synaptic = turned[INPUTS*ACCUMULATOR_BITS-1:0];
      assign cfg_word = turned[ACCUMULATOR_BITS-1:0];
      wire unused_bank = &read_bank & &turned;
    end
  endgenerate
endmodule
`resetall
