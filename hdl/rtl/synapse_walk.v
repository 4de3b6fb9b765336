// Synapse walk: sends the weights of each due axon's row to the accumulators. Joins the axon table, the row engine, the
// synapse memory and the unpacker; a due axon's row reaches them in that order, a cycle for each.
`resetall
`default_nettype none
module synapse_walk #(
    parameter AXONS_LOG2 = 8,
    parameter SYNAPSES_LOG2 = 12,
    parameter WORD_BITS = 16,
    parameter WEIGHT_BITS = 8,
    parameter EXPONENT_BITS = 0,
    parameter PAYLOAD_BITS = 0,
    parameter LANES_LOG2 = 0,
    parameter DENSE_LOG2 = 1,
    parameter ACCUMULATORS_LOG2 = 8,
    parameter ACCUMULATOR_BITS = 24,
    parameter CFG_ENTRY_BITS = 20,
    parameter CFG_DATA_BITS = 48
) (
    input  wire                         clk,
    input  wire                         rst,
    // due axons
    input  wire                         due_valid,
    input  wire [       AXONS_LOG2-1:0] due_axon,
    input  wire [(PAYLOAD_BITS>0?PAYLOAD_BITS:1)-1:0] due_payload,
    output wire                         due_taken,
    output wire                         empty,
    // to the accumulators, see synapse_unpacker.v
    output wire                         add_valid,
    output wire                         add_dense,
    output wire [ACCUMULATORS_LOG2-1:0] add_target,
    output wire [(1<<LANES_LOG2)*ACCUMULATOR_BITS-1:0] add_values,
    output wire                         synapse_read,
    // configuration
    input  wire                         cfg_select_axon,
    input  wire                         cfg_select_synapse,
    input  wire                         cfg_write,
    input  wire                         cfg_read,
    input  wire [   CFG_ENTRY_BITS-1:0] cfg_entry,
    input  wire [    CFG_DATA_BITS-1:0] cfg_data,
    output wire [2+SYNAPSES_LOG2+2*ACCUMULATORS_LOG2+EXPONENT_BITS:0] axon_word,
    output wire [        WORD_BITS-1:0] synapse_word
);
  localparam AXON_BITS = 2 + SYNAPSES_LOG2 + 2 * ACCUMULATORS_LOG2 + 1 + EXPONENT_BITS;
  localparam EXPONENT_WIDTH = EXPONENT_BITS > 0 ? EXPONENT_BITS : 1;
  localparam PAYLOAD_WIDTH = PAYLOAD_BITS > 0 ? PAYLOAD_BITS : 1;
  localparam PLACE_BITS = DENSE_LOG2 > 0 ? DENSE_LOG2 : 1;

  wire unused_cfg = (&cfg_entry) & (&cfg_data);

  // ---- axon table: its output register is the entry waiting for the row engine -----------------------------------
  reg                      entry_valid;
  wire                     entry_taken;
  wire [PAYLOAD_WIDTH-1:0] entry_payload;

  assign due_taken = due_valid & (~entry_valid | entry_taken);

  ram_1r1w #(
      .WIDTH(AXON_BITS),
      .DEPTH(1 << AXONS_LOG2),
      .ADDRESS_BITS(AXONS_LOG2)
  ) axons (
      .clk(clk),
      .write_enable(cfg_select_axon & cfg_write),
      .write_address(cfg_entry[AXONS_LOG2-1:0]),
      .write_data(cfg_data[AXON_BITS-1:0]),
      .read_enable(due_taken | (cfg_select_axon & cfg_read)),
      .read_address(due_taken ? due_axon : cfg_entry[AXONS_LOG2-1:0]),
      .read_data(axon_word)
  );

  always @(posedge clk)
    if (rst) entry_valid <= 1'b0;
    else entry_valid <= due_taken | (entry_valid & ~entry_taken);

  generate
    if (PAYLOAD_BITS > 0) begin : graded
      reg [PAYLOAD_BITS-1:0] payload;
      always @(posedge clk) if (due_taken) payload <= due_payload;
      assign entry_payload = payload;
    end else begin : plain
      assign entry_payload = due_payload;
    end
  endgenerate

  // ---- rows ----------------------------------------------------------------------------------------------------------
  wire                         row_active;
  wire                         row_some;
  wire [    SYNAPSES_LOG2-1:0] row_pointer;
  wire                         row_dense;
  wire [       PLACE_BITS-1:0] row_place;
  wire [ACCUMULATORS_LOG2-1:0] row_target;
  wire [   EXPONENT_WIDTH-1:0] row_exponent;
  wire [    PAYLOAD_WIDTH-1:0] row_payload;
  wire                         unpacking;

  row_engine #(
      .SYNAPSES_LOG2(SYNAPSES_LOG2),
      .EXPONENT_BITS(EXPONENT_BITS),
      .PAYLOAD_BITS(PAYLOAD_BITS),
      .LANES_LOG2(LANES_LOG2),
      .DENSE_LOG2(DENSE_LOG2),
      .ACCUMULATORS_LOG2(ACCUMULATORS_LOG2)
  ) rows (
      .clk(clk),
      .rst(rst),
      .entry_valid(entry_valid),
      .entry_taken(entry_taken),
      .entry(axon_word),
      .entry_payload(entry_payload),
      .row_active(row_active),
      .row_some(row_some),
      .row_pointer(row_pointer),
      .row_dense(row_dense),
      .row_place(row_place),
      .row_target(row_target),
      .row_exponent(row_exponent),
      .row_payload(row_payload)
  );

  assign synapse_read = row_active & row_some;
  assign empty        = ~entry_valid & ~row_active & ~unpacking;

  ram_1rw #(
      .WIDTH(WORD_BITS),
      .DEPTH(1 << SYNAPSES_LOG2),
      .ADDRESS_BITS(SYNAPSES_LOG2)
  ) synapses (
      .clk(clk),
      .enable(row_active | (cfg_select_synapse & (cfg_write | cfg_read))),
      .write_enable(cfg_select_synapse & cfg_write),
      .address(row_active ? row_pointer : cfg_entry[SYNAPSES_LOG2-1:0]),
      .write_data(cfg_data[WORD_BITS-1:0]),
      .read_data(synapse_word)
  );

  synapse_unpacker #(
      .WORD_BITS(WORD_BITS),
      .WEIGHT_BITS(WEIGHT_BITS),
      .EXPONENT_BITS(EXPONENT_BITS),
      .PAYLOAD_BITS(PAYLOAD_BITS),
      .LANES_LOG2(LANES_LOG2),
      .DENSE_LOG2(DENSE_LOG2),
      .ACCUMULATORS_LOG2(ACCUMULATORS_LOG2),
      .ACCUMULATOR_BITS(ACCUMULATOR_BITS)
  ) unpacker (
      .clk(clk),
      .rst(rst),
      .row_active(row_active),
      .row_some(row_some),
      .row_dense(row_dense),
      .row_place(row_place),
      .row_target(row_target),
      .row_exponent(row_exponent),
      .row_payload(row_payload),
      .word(synapse_word),
      .pending(unpacking),
      .add_valid(add_valid),
      .add_dense(add_dense),
      .add_target(add_target),
      .add_values(add_values)
  );
endmodule
`resetall
