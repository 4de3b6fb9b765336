// Unpacker: what a word of a row adds, and where. Row and word come one cycle apart, as the synapse memory reads; what the word adds
// is shown one cycle later, with PAYLOAD_BITS two. A sparse word is {offset, weight} and adds to one accumulator, a dense one adds
// LANES consecutive ones. With PAYLOAD_BITS each weight is multiplied with the payload that its axon was sent, between two registers;
// without, there is no multiplier.
`resetall
`default_nettype none
module synapse_unpacker #(
    parameter WORD_BITS = 16,
    parameter WEIGHT_BITS = 8,
    parameter EXPONENT_BITS = 0,
    parameter PAYLOAD_BITS = 0,
    parameter LANES_LOG2 = 0,
    parameter DENSE_LOG2 = 1,
    parameter ACCUMULATORS_LOG2 = 8,
    parameter ACCUMULATOR_BITS = 24
) (
    input  wire                                   clk,
    input  wire                                   rst,
    // the row, in the cycle in which its word is read
    input  wire                                   row_active,
    input  wire                                   row_some,
    input  wire                                   row_dense,
    input  wire [(DENSE_LOG2>0?DENSE_LOG2:1)-1:0] row_place,
    input  wire [          ACCUMULATORS_LOG2-1:0] row_target,
    input  wire [(EXPONENT_BITS>0?EXPONENT_BITS:1)-1:0] row_exponent,
    input  wire [(PAYLOAD_BITS>0?PAYLOAD_BITS:1)-1:0] row_payload,
    // its word, in the next one
    input  wire [                  WORD_BITS-1:0] word,
    output wire                                   pending,
    // to the accumulators: LANES consecutive ones from `target` when dense, else the one at `target`
    output wire                                   add_valid,
    output wire                                   add_dense,
    output wire [          ACCUMULATORS_LOG2-1:0] add_target,
    output wire [(1<<LANES_LOG2)*ACCUMULATOR_BITS-1:0] add_values
);
  localparam LANES = 1 << LANES_LOG2;
  localparam EXPONENT_WIDTH = EXPONENT_BITS > 0 ? EXPONENT_BITS : 1;
  localparam PLACE_BITS = DENSE_LOG2 > 0 ? DENSE_LOG2 : 1;
  localparam REST_BITS = WORD_BITS - WEIGHT_BITS;
  localparam OFFSET_BITS = REST_BITS < ACCUMULATORS_LOG2 ? REST_BITS : ACCUMULATORS_LOG2;

  // ---- the word is read ----------------------------------------------------------------------------------------------------
  reg                         word_valid;
  reg                         word_some;
  reg                         word_dense;
  reg [EXPONENT_WIDTH-1:0]    word_exponent;
  reg [ACCUMULATORS_LOG2-1:0] word_target;
  reg [PLACE_BITS-1:0]        word_place;

  always @(posedge clk) begin
    word_valid    <= row_active & ~rst;
    word_some     <= row_some;
    word_dense    <= row_dense;
    word_exponent <= row_exponent;
    word_target   <= row_target;
    word_place    <= row_place;
  end

  wire [OFFSET_BITS-1:0] offset = word[WORD_BITS-1-:OFFSET_BITS];
  wire [ACCUMULATORS_LOG2-1:0] sparse_target;
  generate
    if (OFFSET_BITS < ACCUMULATORS_LOG2) begin : narrow_offset
      assign sparse_target = word_target + {{(ACCUMULATORS_LOG2 - OFFSET_BITS) {1'b0}}, offset};
    end else begin : full_offset
      assign sparse_target = word_target + offset;
    end
  endgenerate

  // ---- its weights are taken -----------------------------------------------------------------------------------------------
  reg                         taken_valid;
  reg                         taken_adds;
  reg                         taken_dense;
  reg [EXPONENT_WIDTH-1:0]    taken_exponent;
  reg [ACCUMULATORS_LOG2-1:0] taken_target;
  reg [LANES*WEIGHT_BITS-1:0] taken_weights;
  wire [LANES*WEIGHT_BITS-1:0] weights;

  always @(posedge clk) begin
    taken_valid    <= word_valid & ~rst;
    taken_adds     <= word_valid & word_some & ~rst;
    taken_dense    <= word_dense;
    taken_exponent <= word_exponent;
    taken_target   <= word_dense ? word_target : sparse_target;
    taken_weights  <= weights;
  end

  genvar lane;
  generate
    for (lane = 0; lane < LANES; lane = lane + 1) begin : unpack
      // A sparse entry's weight sits where weight 0 of a dense word does, and uses lane 0.
      localparam [PLACE_BITS-1:0] LANE = lane;
      wire [PLACE_BITS-1:0] place = word_dense ? word_place + LANE : LANE;
      assign weights[lane*WEIGHT_BITS+:WEIGHT_BITS] = word[place*WEIGHT_BITS+:WEIGHT_BITS];
    end
  endgenerate

  // ---- and multiplied with the payload -------------------------------------------------------------------------------------
  localparam PRODUCT_BITS = WEIGHT_BITS + PAYLOAD_BITS;
  wire [EXPONENT_WIDTH-1:0]     add_exponent;
  wire [LANES*PRODUCT_BITS-1:0] products;

  generate
    if (PAYLOAD_BITS > 0) begin : graded
      reg                           product_valid;
      reg                           product_adds;
      reg                           product_dense;
      reg [   EXPONENT_WIDTH-1:0]   product_exponent;
      reg [ACCUMULATORS_LOG2-1:0]   product_target;
      reg [LANES*PRODUCT_BITS-1:0]  product;
      reg [         PAYLOAD_BITS-1:0] word_payload;
      reg signed [  PAYLOAD_BITS-1:0] taken_payload;

      always @(posedge clk) begin
        word_payload     <= row_payload;
        taken_payload    <= word_payload;
        product_valid    <= taken_valid & ~rst;
        product_adds     <= taken_adds & ~rst;
        product_dense    <= taken_dense;
        product_exponent <= taken_exponent;
        product_target   <= taken_target;
      end
      for (lane = 0; lane < LANES; lane = lane + 1) begin : times
        wire signed [WEIGHT_BITS-1:0] factor = taken_weights[lane*WEIGHT_BITS+:WEIGHT_BITS];
        always @(posedge clk) product[lane*PRODUCT_BITS+:PRODUCT_BITS] <= factor * taken_payload;
      end
      assign pending      = word_valid | taken_valid | product_valid;
      assign add_valid    = product_adds;
      assign add_dense    = product_dense;
      assign add_target   = product_target;
      assign add_exponent = product_exponent;
      assign products     = product;
    end else begin : plain
      wire unused_payload = row_payload;
      assign pending      = word_valid | taken_valid;
      assign add_valid    = taken_adds;
      assign add_dense    = taken_dense;
      assign add_target   = taken_target;
      assign add_exponent = taken_exponent;
      assign products     = taken_weights;
    end

    for (lane = 0; lane < LANES; lane = lane + 1) begin : scale
      wire [    PRODUCT_BITS-1:0] product = products[lane*PRODUCT_BITS+:PRODUCT_BITS];
      wire [ACCUMULATOR_BITS-1:0] extended;
      if (PRODUCT_BITS < ACCUMULATOR_BITS) begin : narrow_product
        assign extended = {{(ACCUMULATOR_BITS - PRODUCT_BITS) {product[PRODUCT_BITS-1]}}, product};
      end else begin : wide_product
        assign extended = product[ACCUMULATOR_BITS-1:0];
        wire unused_product = &product;
      end
      if (EXPONENT_BITS > 0) begin : scaled
        assign add_values[lane*ACCUMULATOR_BITS+:ACCUMULATOR_BITS] = extended << add_exponent;
      end else begin : unscaled
        wire unused_exponent = &add_exponent;
        assign add_values[lane*ACCUMULATOR_BITS+:ACCUMULATOR_BITS] = extended;
      end
    end
  endgenerate
endmodule
`resetall
