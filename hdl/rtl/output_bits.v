// One bit an output, sixteen a word, in a RAM that is cleared in one cycle: a flip-flop a word says whether the word holds
// anything since the last clear. So no number of outputs needs more cycles to clear than a step has. The RAM has at least 8 words:
// a smaller one would be flip-flops on iCE40.
//   set    marks an output, one a cycle; the word is read in the cycle of set and written one later, the previous write forwarded
//   read   without set: the word of output `number` one cycle later
`resetall
`default_nettype none
module output_bits #(
    parameter NUMBER_BITS = 5  // at least 5
) (
    input  wire                   clk,
    input  wire                   clear,
    input  wire                   set,
    input  wire [NUMBER_BITS-1:0] number,
    output wire [           15:0] word,  // of the number one cycle ago
    output wire                   was_set  // whether it was set already
);
  localparam PLACE_BITS = NUMBER_BITS - 4;
  localparam WORDS = 1 << PLACE_BITS;
  localparam RAM_BITS = PLACE_BITS < 3 ? 3 : PLACE_BITS;

  reg                   update_valid;
  reg  [PLACE_BITS-1:0] place;
  reg  [           3:0] position;
  reg                   previous_valid;
  reg  [PLACE_BITS-1:0] previous_place;
  reg  [          15:0] previous_word;
  reg  [     WORDS-1:0] held  /*verilator public_flat_rd*/;  // words that were written since the last clear
  wire [          15:0] stored;
  wire [          15:0] old = previous_valid && previous_place == place ? previous_word : word;
  wire [          15:0] after;
  wire [     WORDS-1:0] marked;

  assign word   = stored & {16{held[place]}};
  assign was_set = old[position];

  always @(posedge clk) begin
    update_valid   <= set & ~clear;
    place          <= number[NUMBER_BITS-1:4];
    position       <= number[3:0];
    previous_valid <= update_valid & ~clear;
    previous_place <= place;
    previous_word  <= after;
    held           <= clear ? {WORDS{1'b0}} : held | marked;
  end

  genvar i;
  generate
    for (i = 0; i < 16; i = i + 1) begin : bit_of_word
      localparam [3:0] POSITION = i;
      assign after[i] = old[i] | (position == POSITION);
    end
    for (i = 0; i < WORDS; i = i + 1) begin : word_of_all
      localparam [PLACE_BITS-1:0] PLACE = i;
      assign marked[i] = update_valid & (place == PLACE);
    end
  endgenerate

  wire [RAM_BITS-1:0] write_address;
  wire [RAM_BITS-1:0] read_address;
  generate
    if (RAM_BITS > PLACE_BITS) begin : few
      assign write_address = {{(RAM_BITS - PLACE_BITS) {1'b0}}, place};
      assign read_address  = {{(RAM_BITS - PLACE_BITS) {1'b0}}, number[NUMBER_BITS-1:4]};
    end else begin : many
      assign write_address = place;
      assign read_address  = number[NUMBER_BITS-1:4];
    end
  endgenerate

  ram_1r1w #(
      .WIDTH(16),
      .DEPTH(1 << RAM_BITS),
      .ADDRESS_BITS(RAM_BITS)
  ) words (
      .clk(clk),
      .write_enable(update_valid),
      .write_address(write_address),
      .write_data(after),
      .read_enable(1'b1),
      .read_address(read_address),
      .read_data(stored)
  );
endmodule
`resetall
