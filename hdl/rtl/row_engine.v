// Row engine: takes axon table entries and steps through the row of each, an entry or LANES weights a cycle; a row of length
// 0 takes one cycle. Rows follow each other without a gap. It knows no memory: what walks rows joins it to one.
//   Axon table entry, lowest bits first: exponent, accumulator base, length, base, format, plastic.
//   A sparse row (format 0) holds one {offset, weight} a word; a dense row (format 1) 2^DENSE_LOG2 weights a word.
//   in    an entry (with its payload) moves when entry_valid && entry_taken
//   out   while row_active: the word to read and, if row_some, what is to be done with it
`resetall
`default_nettype none
module row_engine #(
    parameter SYNAPSES_LOG2 = 12,
    parameter EXPONENT_BITS = 0,
    parameter PAYLOAD_BITS = 0,
    parameter LANES_LOG2 = 0,
    parameter DENSE_LOG2 = 1,  // log2 of the weights in a dense word, at least LANES_LOG2
    parameter ACCUMULATORS_LOG2 = 8
) (
    input  wire                                   clk,
    input  wire                                   rst,
    input  wire                                   entry_valid,
    output wire                                   entry_taken,
    input  wire [2+SYNAPSES_LOG2+2*ACCUMULATORS_LOG2+EXPONENT_BITS:0] entry,
    input  wire [(PAYLOAD_BITS>0?PAYLOAD_BITS:1)-1:0] entry_payload,
    output reg                                    row_active,
    output reg                                    row_some,  // the row is not empty
    output reg  [              SYNAPSES_LOG2-1:0] row_pointer,
    output reg                                    row_dense,
    output reg  [(DENSE_LOG2>0?DENSE_LOG2:1)-1:0] row_place,  // first weight taken from the dense word
    output reg  [          ACCUMULATORS_LOG2-1:0] row_target,
    output reg  [(EXPONENT_BITS>0?EXPONENT_BITS:1)-1:0] row_exponent,
    output wire [(PAYLOAD_BITS>0?PAYLOAD_BITS:1)-1:0] row_payload
);
  localparam EXPONENT_WIDTH = EXPONENT_BITS > 0 ? EXPONENT_BITS : 1;
  localparam PLACE_BITS = DENSE_LOG2 > 0 ? DENSE_LOG2 : 1;
  localparam LANES = 1 << LANES_LOG2;
  localparam TARGET_AT = EXPONENT_BITS;
  localparam LENGTH_AT = TARGET_AT + ACCUMULATORS_LOG2;
  localparam BASE_AT = LENGTH_AT + ACCUMULATORS_LOG2 + 1;
  localparam FORMAT_AT = BASE_AT + SYNAPSES_LOG2;
  localparam PLASTIC_AT = FORMAT_AT + 1;
  localparam [ACCUMULATORS_LOG2:0] ONE = 1;
  localparam [ACCUMULATORS_LOG2:0] LANE_STEP = LANES;
  localparam [ACCUMULATORS_LOG2:0] BELOW_STEP = LANES - 1;
  localparam [PLACE_BITS-1:0] LAST_PLACE = (1 << DENSE_LOG2) - LANES;

  reg  [ACCUMULATORS_LOG2:0] row_left;
  wire [ACCUMULATORS_LOG2:0] row_step = row_dense ? LANE_STEP : ONE;
  wire [ACCUMULATORS_LOG2:0] row_rest = row_left - row_step;
  reg                        row_last;  // at most a step is left
  wire                       word_done = ~row_dense | (row_place == LAST_PLACE);
  wire                       unused_plastic = entry[PLASTIC_AT];

  wire [ACCUMULATORS_LOG2:0] entry_length = entry[LENGTH_AT+:ACCUMULATORS_LOG2+1];

  // left <= step, without a carry chain: what asks for the next entry hangs on it.
  function at_most_a_step(input dense, input [ACCUMULATORS_LOG2:0] left);
    at_most_a_step = dense
        ? (left & ~(LANE_STEP | BELOW_STEP)) == 0 && !((left & LANE_STEP) != 0 && (left & BELOW_STEP) != 0)
        : (left & ~ONE) == 0;
  endfunction

  assign entry_taken = entry_valid & (~row_active | row_last);

  always @(posedge clk)
    if (rst) row_active <= 1'b0;
    else if (entry_taken) begin
      row_active   <= 1'b1;
      row_exponent <= EXPONENT_BITS > 0 ? entry[EXPONENT_WIDTH-1:0] : {EXPONENT_WIDTH{1'b0}};
      row_target   <= entry[TARGET_AT+:ACCUMULATORS_LOG2];
      row_left     <= entry_length;
      row_some     <= entry_length != {(ACCUMULATORS_LOG2 + 1) {1'b0}};
      row_last     <= at_most_a_step(entry[FORMAT_AT], entry_length);
      row_pointer  <= entry[BASE_AT+:SYNAPSES_LOG2];
      row_dense    <= entry[FORMAT_AT];
      row_place    <= {PLACE_BITS{1'b0}};
    end else if (row_active) begin
      if (row_last) row_active <= 1'b0;
      row_left <= row_rest;
      row_last <= at_most_a_step(row_dense, row_rest);
      if (row_dense) begin
        row_target <= row_target + LANE_STEP[ACCUMULATORS_LOG2-1:0];
        row_place  <= word_done ? {PLACE_BITS{1'b0}} : row_place + LANE_STEP[PLACE_BITS-1:0];
      end
      if (word_done) row_pointer <= row_pointer + 1'b1;
    end

  generate
    if (PAYLOAD_BITS > 0) begin : graded
      reg [PAYLOAD_BITS-1:0] payload;
      always @(posedge clk) if (entry_taken) payload <= entry_payload;
      assign row_payload = payload;
    end else begin : plain
      assign row_payload = entry_payload;
    end
  endgenerate
endmodule
`resetall
