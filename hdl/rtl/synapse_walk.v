// Synapse walk: reads each due axon's row and sends its weights to the accumulators.
// Axon table entry, lowest bits first: exponent, accumulator base, length, base, format, plastic.
// A sparse row (format 0) holds one {offset, weight} a word and takes a cycle each; a dense row (format 1)
// holds WORD_BITS / WEIGHT_BITS weights a word and takes LANES of them a cycle. A row of length 0 takes one
// cycle. Rows follow each other without a gap; the pipeline behind them is two stages deep. With PAYLOAD_BITS each
// weight is multiplied with the payload that its axon was sent; without, there is no multiplier.
module synapse_walk #(
    parameter AXONS_LOG2 = 8,
    parameter SYNAPSES_LOG2 = 12,
    parameter WORD_BITS = 16,
    parameter WEIGHT_BITS = 8,
    parameter EXPONENT_BITS = 0,
    parameter PAYLOAD_BITS = 0,
    parameter LANES_LOG2 = 0,
    parameter DENSE_LOG2 = 1,  // log2 of the weights in a dense word, at least LANES_LOG2
    parameter ACCUMULATORS_LOG2 = 8,
    parameter ACCUMULATOR_BITS = 24,
    parameter OFFSET_BITS = 8,
    parameter LANES = 1 << LANES_LOG2,
    parameter PAYLOAD_WIDTH = PAYLOAD_BITS > 0 ? PAYLOAD_BITS : 1,
    parameter AXON_ENTRY_BITS = 2 + SYNAPSES_LOG2 + 2 * ACCUMULATORS_LOG2 + 1 + EXPONENT_BITS
) (
    input                                    clk,
    input                                    rst,
    // due axons
    input                                    due_valid,
    input      [             AXONS_LOG2-1:0] due_axon,
    input      [          PAYLOAD_WIDTH-1:0] due_payload,
    output                                   due_taken,
    output                                   empty,
    // to the accumulators: LANES consecutive ones from `target` when dense, else the one at `target`
    output                                   add_valid,
    output                                   add_dense,
    output     [      ACCUMULATORS_LOG2-1:0] add_target,
    output     [LANES*ACCUMULATOR_BITS-1:0] add_values,
    output                                   synapse_read,
    // configuration
    input                                    cfg_write_axon,
    input                                    cfg_read_axon,
    input                                    cfg_write_synapse,
    input                                    cfg_read_synapse,
    input      [             AXONS_LOG2-1:0] cfg_axon,
    input      [          SYNAPSES_LOG2-1:0] cfg_synapse,
    input      [        AXON_ENTRY_BITS-1:0] cfg_axon_data,
    input      [              WORD_BITS-1:0] cfg_synapse_data,
    output     [        AXON_ENTRY_BITS-1:0] axon_entry,
    output     [              WORD_BITS-1:0] synapse_word
);
  localparam EXPONENT_WIDTH = EXPONENT_BITS > 0 ? EXPONENT_BITS : 1;
  localparam PLACE_BITS = DENSE_LOG2 > 0 ? DENSE_LOG2 : 1;
  localparam ACC_AT = EXPONENT_BITS;
  localparam LENGTH_AT = ACC_AT + ACCUMULATORS_LOG2;
  localparam BASE_AT = LENGTH_AT + ACCUMULATORS_LOG2 + 1;
  localparam FORMAT_AT = BASE_AT + SYNAPSES_LOG2;

  // ---- axon table: its output register is the descriptor waiting for the row engine ----------------------
  reg  descriptor_valid;
  wire take_row;

  assign due_taken = due_valid & (~descriptor_valid | take_row);

  ram_1r1w #(
      .WIDTH(AXON_ENTRY_BITS),
      .DEPTH(1 << AXONS_LOG2),
      .ADDRESS_BITS(AXONS_LOG2)
  ) axons (
      .clk(clk),
      .write_enable(cfg_write_axon),
      .write_address(cfg_axon),
      .write_data(cfg_axon_data),
      .read_enable(due_taken | cfg_read_axon),
      .read_address(due_taken ? due_axon : cfg_axon),
      .read_data(axon_entry)
  );

  always @(posedge clk)
    if (rst) descriptor_valid <= 1'b0;
    else descriptor_valid <= due_taken | (descriptor_valid & ~take_row);

  wire unused_plastic = axon_entry[AXON_ENTRY_BITS-1];

  // ---- row engine ---------------------------------------------------------------------------------------------
  reg                          row_active;
  reg                          row_dense;
  reg  [EXPONENT_WIDTH-1:0]    row_exponent;
  reg  [ACCUMULATORS_LOG2-1:0] row_target;
  reg  [ACCUMULATORS_LOG2:0]   row_left;
  reg  [SYNAPSES_LOG2-1:0]     row_pointer;
  reg  [PLACE_BITS-1:0]        row_place;  // first weight taken from the dense word
  localparam [ACCUMULATORS_LOG2:0] LANE_STEP = LANES;
  wire [ACCUMULATORS_LOG2:0]   row_step = row_dense ? LANE_STEP : {{ACCUMULATORS_LOG2{1'b0}}, 1'b1};
  wire                         row_last = row_left <= row_step;
  wire                         row_some = row_left != {(ACCUMULATORS_LOG2 + 1) {1'b0}};
  localparam [PLACE_BITS-1:0]  LAST_PLACE = (1 << DENSE_LOG2) - LANES;
  wire                         word_done = ~row_dense | (row_place == LAST_PLACE);

  assign take_row = descriptor_valid & (~row_active | row_last);

  always @(posedge clk)
    if (rst) row_active <= 1'b0;
    else if (take_row) begin
      row_active   <= 1'b1;
      row_exponent <= EXPONENT_BITS > 0 ? axon_entry[EXPONENT_WIDTH-1:0] : {EXPONENT_WIDTH{1'b0}};
      row_target   <= axon_entry[ACC_AT+:ACCUMULATORS_LOG2];
      row_left     <= axon_entry[LENGTH_AT+:ACCUMULATORS_LOG2+1];
      row_pointer  <= axon_entry[BASE_AT+:SYNAPSES_LOG2];
      row_dense    <= axon_entry[FORMAT_AT];
      row_place    <= {PLACE_BITS{1'b0}};
    end else if (row_active) begin
      if (row_last) row_active <= 1'b0;
      row_left <= row_left - row_step;
      if (row_dense) begin
        row_target <= row_target + LANE_STEP[ACCUMULATORS_LOG2-1:0];
        row_place  <= word_done ? {PLACE_BITS{1'b0}} : row_place + LANE_STEP[PLACE_BITS-1:0];
      end
      if (word_done) row_pointer <= row_pointer + 1'b1;
    end

  // ---- synapse memory and the unpacking of its word --------------------------------------------------------
  reg                          word_valid;  // the row engine was active one cycle ago
  reg                          word_some;
  reg                          word_dense;
  reg  [EXPONENT_WIDTH-1:0]    word_exponent;
  reg  [ACCUMULATORS_LOG2-1:0] word_target;
  reg  [PLACE_BITS-1:0]        word_place;

  assign synapse_read = row_active & row_some;

  ram_1rw #(
      .WIDTH(WORD_BITS),
      .DEPTH(1 << SYNAPSES_LOG2),
      .ADDRESS_BITS(SYNAPSES_LOG2)
  ) synapses (
      .clk(clk),
      .enable(row_active | cfg_write_synapse | cfg_read_synapse),
      .write_enable(cfg_write_synapse),
      .address(row_active ? row_pointer : cfg_synapse),
      .write_data(cfg_synapse_data),
      .read_data(synapse_word)
  );

  always @(posedge clk)
    if (rst) word_valid <= 1'b0;
    else begin
      word_valid    <= row_active;
      word_some     <= row_some;
      word_dense    <= row_dense;
      word_exponent <= row_exponent;
      word_target   <= row_target;
      word_place    <= row_place;
    end

  wire [OFFSET_BITS-1:0] offset = synapse_word[WORD_BITS-1-:OFFSET_BITS];
  wire [ACCUMULATORS_LOG2-1:0] sparse_target;
  generate
    if (OFFSET_BITS < ACCUMULATORS_LOG2) begin : narrow_offset
      assign sparse_target = word_target + {{(ACCUMULATORS_LOG2 - OFFSET_BITS) {1'b0}}, offset};
    end else begin : full_offset
      assign sparse_target = word_target + offset[ACCUMULATORS_LOG2-1:0];
    end
  endgenerate

  assign add_valid  = word_valid & word_some;
  assign add_dense  = word_dense;
  assign add_target = word_dense ? word_target : sparse_target;
  assign empty      = ~descriptor_valid & ~row_active & ~word_valid;

  // ---- payload: follows its row ------------------------------------------------------------------------------
  wire signed [PAYLOAD_WIDTH-1:0] word_payload;
  generate
    if (PAYLOAD_BITS > 0) begin : graded
      reg [PAYLOAD_BITS-1:0] descriptor_payload;
      reg [PAYLOAD_BITS-1:0] row_payload;
      reg [PAYLOAD_BITS-1:0] of_word;
      always @(posedge clk) begin
        if (due_taken) descriptor_payload <= due_payload;
        if (take_row) row_payload <= descriptor_payload;
        of_word <= row_payload;
      end
      assign word_payload = of_word;
    end else begin : no_payload
      assign word_payload = due_payload;
    end
  endgenerate

  genvar lane;
  generate
    for (lane = 0; lane < LANES; lane = lane + 1) begin : unpack
      // A sparse entry's weight sits where weight 0 of a dense word does, and uses lane 0.
      localparam [PLACE_BITS-1:0] LANE = lane;
      wire [PLACE_BITS-1:0] place = word_dense ? word_place + LANE : LANE;
      wire [WEIGHT_BITS-1:0] weight = synapse_word[place*WEIGHT_BITS+:WEIGHT_BITS];
      wire [ACCUMULATOR_BITS-1:0] extended;
      if (PAYLOAD_BITS > 0) begin : times_payload
        localparam PRODUCT_BITS = WEIGHT_BITS + PAYLOAD_BITS;
        wire signed [WEIGHT_BITS-1:0] factor = weight;
        /* verilator lint_off WIDTH */  // a product is as wide as both factors
        wire signed [PRODUCT_BITS-1:0] product = factor * word_payload;
        /* verilator lint_on WIDTH */
        if (PRODUCT_BITS < ACCUMULATOR_BITS) begin : narrow_product
          assign extended = {{(ACCUMULATOR_BITS - PRODUCT_BITS) {product[PRODUCT_BITS-1]}}, product};
        end else begin : wide_product
          assign extended = product[ACCUMULATOR_BITS-1:0];
          wire unused_product = &product;
        end
      end else begin : times_one
        wire unused_payload = word_payload;
        assign extended = {{(ACCUMULATOR_BITS - WEIGHT_BITS) {weight[WEIGHT_BITS-1]}}, weight};
      end
      if (EXPONENT_BITS > 0) begin : scaled
        assign add_values[lane*ACCUMULATOR_BITS+:ACCUMULATOR_BITS] = extended << word_exponent;
      end else begin : plain
        wire unused_exponent = &word_exponent;
        assign add_values[lane*ACCUMULATOR_BITS+:ACCUMULATOR_BITS] = extended;
      end
    end
  endgenerate
endmodule
