// Axon scheduler: one bit per (delay slot, axon), sixteen axons a word; with PAYLOAD_BITS behind the bits each axon's
// payload. A packet is known by its bit, so its payload may be 0. Packets that meet in an axon are joined by OR.
// At the start of a step the due slot is moved word by word to the due buffer and cleared (AXON_WORDS + 1
// cycles); afterwards arrivals own the memory, one read-modify-write a cycle. In the walk the due axons are
// offered in rising order, one a cycle.
`resetall
`default_nettype none
module axon_scheduler #(
    parameter AXONS_LOG2 = 8,
    parameter SLOTS_LOG2 = 4,
    parameter PAYLOAD_BITS = 0
) (
    input  wire                             clk,
    input  wire                             rst,
    input  wire [           SLOTS_LOG2-1:0] now,
    // due copy
    input  wire                             start,
    output wire                             copying,
    // due axons
    input  wire                             walking,
    output wire                             due_valid,
    output wire [           AXONS_LOG2-1:0] due_axon,
    output wire [(PAYLOAD_BITS>0?PAYLOAD_BITS:1)-1:0] due_payload,
    input  wire                             due_taken,
    output wire                             due_empty,
    // arrivals
    input  wire                             arrival_valid,
    input  wire [           SLOTS_LOG2-1:0] arrival_delay,
    input  wire [           AXONS_LOG2-1:0] arrival_axon,
    input  wire [(PAYLOAD_BITS>0?PAYLOAD_BITS:1)-1:0] arrival_payload,
    output wire                             arrival_pending,
    // RESET-STATE
    input  wire                             clear,
    input  wire [SLOTS_LOG2+AXONS_LOG2-5:0] clear_entry,
    // configuration
    input  wire                             cfg_select,
    input  wire                             cfg_write,
    input  wire                             cfg_read,
    input  wire [SLOTS_LOG2+AXONS_LOG2-5:0] cfg_entry,
    input  wire [  16*(1+PAYLOAD_BITS)-1:0] cfg_data,
    output wire [  16*(1+PAYLOAD_BITS)-1:0] word
);
  localparam WORDS_LOG2 = AXONS_LOG2 - 4;
  localparam ENTRIES_LOG2 = SLOTS_LOG2 + WORDS_LOG2;
  localparam WORD_BITS = 16 * (1 + PAYLOAD_BITS);

  // ---- scheduler memory --------------------------------------------------------------------------------
  reg                     write_enable;
  reg  [ENTRIES_LOG2-1:0] write_address;
  reg  [   WORD_BITS-1:0] write_data;
  wire                    read_enable;
  wire [ENTRIES_LOG2-1:0] read_address;

  ram_1r1w #(
      .WIDTH(WORD_BITS),
      .DEPTH(1 << ENTRIES_LOG2),
      .ADDRESS_BITS(ENTRIES_LOG2)
  ) scheduler (
      .clk(clk),
      .write_enable(write_enable),
      .write_address(write_address),
      .write_data(write_data),
      .read_enable(read_enable),
      .read_address(read_address),
      .read_data(word)
  );

  // ---- due copy: read word i, clear it and keep it one cycle later ----------------------------------------
  reg                   copy_reading;
  reg                   copy_moving;
  reg  [WORDS_LOG2-1:0] copy_word;
  reg  [WORDS_LOG2-1:0] moved_word;
  wire                  keep = copy_moving & (word[15:0] != 16'd0);
  reg  [  WORDS_LOG2:0] due_count;

  assign copying = copy_reading | copy_moving;

  always @(posedge clk)
    if (rst) begin
      copy_reading <= 1'b0;
      copy_moving  <= 1'b0;
      copy_word    <= {WORDS_LOG2{1'b0}};
    end else begin
      if (start) begin
        copy_reading <= 1'b1;
        copy_word    <= {WORDS_LOG2{1'b0}};
      end else if (copy_reading) begin
        copy_word <= copy_word + 1'b1;
        if (&copy_word) copy_reading <= 1'b0;
      end
      copy_moving <= copy_reading;
      moved_word  <= copy_word;
    end

  // ---- arrivals: read in the cycle of arrival, write one cycle later, forwarding the previous write ------
  reg                     update_valid;
  reg  [ENTRIES_LOG2-1:0] update_entry;
  reg  [             3:0] update_bit;
  reg                     previous_valid;
  reg  [ENTRIES_LOG2-1:0] previous_entry;
  reg  [   WORD_BITS-1:0] previous_word;
  wire [  SLOTS_LOG2-1:0] arrival_slot = now + arrival_delay;
  wire [   WORD_BITS-1:0] old_word = (previous_valid && previous_entry == update_entry) ? previous_word : word;
  wire [            15:0] arrived = 16'd1 << update_bit;
  wire [   WORD_BITS-1:0] added;
  wire [   WORD_BITS-1:0] after = old_word | added;

  genvar a;
  generate
    if (PAYLOAD_BITS > 0) begin : graded
      reg [PAYLOAD_BITS-1:0] update_payload;
      always @(posedge clk) update_payload <= arrival_payload;
      assign added[15:0] = arrived;
      for (a = 0; a < 16; a = a + 1) begin : axon
        assign added[16+a*PAYLOAD_BITS+:PAYLOAD_BITS] = update_payload & {PAYLOAD_BITS{arrived[a]}};
      end
    end else begin : plain
      wire unused_payload = arrival_payload;
      assign added = arrived;
    end
  endgenerate

  assign arrival_pending = update_valid;

  always @(posedge clk) begin
    update_valid   <= arrival_valid & ~rst;
    update_entry   <= {arrival_slot, arrival_axon[AXONS_LOG2-1:4]};
    update_bit     <= arrival_axon[3:0];
    previous_valid <= update_valid & ~rst;
    previous_entry <= update_entry;
    previous_word  <= after;
  end

  // ---- port sharing -----------------------------------------------------------------------------------------
  assign read_enable = copy_reading | arrival_valid | (cfg_select & cfg_read);
  assign read_address = copy_reading ? {now, copy_word} :
      arrival_valid ? {arrival_slot, arrival_axon[AXONS_LOG2-1:4]} : cfg_entry;

  always @* begin
    write_enable  = copy_moving | update_valid | clear | (cfg_select & cfg_write);
    write_address = cfg_entry;
    write_data    = cfg_data;
    if (copy_moving) begin
      write_address = {now, moved_word};
      write_data    = {WORD_BITS{1'b0}};
    end else if (update_valid) begin
      write_address = update_entry;
      write_data    = after;
    end else if (clear) begin
      write_address = clear_entry;
      write_data    = {WORD_BITS{1'b0}};
    end
  end

  // ---- due buffer and the picker of due axons ---------------------------------------------------------------
  // Two words are under way: `next` is the buffer's output register, `mask` the word being picked from.
  reg  [  WORDS_LOG2:0] due_read;
  reg                   next_valid;
  wire [WORDS_LOG2+WORD_BITS-1:0] next;
  reg                   mask_valid;
  reg  [          15:0] mask;
  reg  [WORDS_LOG2-1:0] mask_word;
  wire [          15:0] rest;  // the mask without its lowest bit
  wire [           3:0] position;  // of that bit
  wire                  single;  // it is the only one
  wire                  refill = next_valid & (~mask_valid | (due_taken & single));
  wire                  fetch = walking & (due_read != due_count) & (~next_valid | refill);

  lowest_of_16 picker (
      .mask(mask),
      .position(position),
      .rest(rest),
      .single(single)
  );

  assign due_valid = mask_valid;
  assign due_axon  = {mask_word, position};
  assign due_empty = (due_read == due_count) & ~next_valid & ~mask_valid;

  generate
    if (PAYLOAD_BITS > 0) begin : picked
      reg  [16*PAYLOAD_BITS-1:0] payloads;
      wire [16*PAYLOAD_BITS-1:0] turned = payloads >> (position * PAYLOAD_BITS);
      always @(posedge clk) if (refill) payloads <= next[WORD_BITS-1:16];
      assign due_payload = turned[PAYLOAD_BITS-1:0];
      wire unused_turned = &turned;
    end else begin : none_picked
      assign due_payload = 1'b1;
    end
  endgenerate

  ram_short #(
      .WIDTH(WORDS_LOG2 + WORD_BITS),
      .DEPTH(1 << WORDS_LOG2),
      .ADDRESS_BITS(WORDS_LOG2)
  ) due (
      .clk(clk),
      .write_enable(keep),
      .write_address(due_count[WORDS_LOG2-1:0]),
      .write_data({moved_word, word}),
      .read_enable(fetch),
      .read_address(due_read[WORDS_LOG2-1:0]),
      .read_data(next)
  );

  always @(posedge clk)
    if (rst | start) begin
      due_count  <= {(WORDS_LOG2 + 1) {1'b0}};
      due_read   <= {(WORDS_LOG2 + 1) {1'b0}};
      next_valid <= 1'b0;
      mask_valid <= 1'b0;
    end else begin
      if (keep) due_count <= due_count + 1'b1;
      if (fetch) due_read <= due_read + 1'b1;
      next_valid <= fetch | (next_valid & ~refill);
      if (refill) begin
        mask_valid <= 1'b1;
        mask       <= next[15:0];
        mask_word  <= next[WORDS_LOG2+WORD_BITS-1:WORD_BITS];
      end else if (due_taken) begin
        mask       <= rest;
        mask_valid <= ~single;
      end
    end
endmodule
`resetall
