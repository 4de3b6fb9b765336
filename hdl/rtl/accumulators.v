// Accumulators of a core, split in BANKS so that LANES consecutive ones, or all inputs of one neuron, are
// reached in one cycle: accumulator a is word a / BANKS of bank a mod BANKS. Addition wraps.
// An addition reads its word in the cycle it is presented and writes one cycle later; the previous write is
// forwarded, so equal targets may follow each other. The sweep reads the inputs of one neuron a cycle and
// the word is cleared one cycle later.
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
    output wire                                    add_pending,
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

  assign add_pending = |bank_pending;

  // All banks that are read in a cycle read the same word, and write it in the next.
  reg                  update;
  reg  [WORD_LOG2-1:0] update_word;
  wire                 again = add_word == update_word;  // the word that is being written is read
  wire [WORD_LOG2-1:0] read_word = add_valid ? add_word : sweep_read ? sweep_word : cfg_word_address;
  wire [WORD_LOG2-1:0] write_word = update ? update_word : clear ? clear_word : cfg_word_address;

  always @(posedge clk) begin
    update      <= (add_valid | sweep_read) & ~rst;
    update_word <= read_word;
  end

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
      reg                         clear_valid;
      reg  [ACCUMULATOR_BITS-1:0] update_value;
      reg                         forward;  // the word that was read is the one just written
      reg  [ACCUMULATOR_BITS-1:0] previous_sum;
      wire [ACCUMULATOR_BITS-1:0] read_data;
      wire [ACCUMULATOR_BITS-1:0] old_sum = forward ? previous_sum : read_data;
      wire [ACCUMULATOR_BITS-1:0] sum = old_sum + update_value;

      assign bank_pending[b] = update_valid;
      assign bank_data[b*ACCUMULATOR_BITS+:ACCUMULATOR_BITS] = read_data;

      always @(posedge clk) begin
        update_valid <= hit & ~rst;
        clear_valid  <= swept & ~rst;
        update_value <= value;
        forward      <= update_valid & again;
        previous_sum <= sum;
      end

      ram_1r1w #(
          .WIDTH(ACCUMULATOR_BITS),
          .DEPTH(1 << WORD_LOG2),
          .ADDRESS_BITS(WORD_LOG2)
      ) words (
          .clk(clk),
          .write_enable(update_valid | clear_valid | clear | (cfg_write & configured)),
          .write_address(write_word),
          .write_data(update_valid ? sum : cfg_data & {ACCUMULATOR_BITS{~update & ~clear}}),
          .read_enable(hit | swept | (cfg_read & configured)),
          .read_address(read_word),
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
