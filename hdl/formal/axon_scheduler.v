// axon_scheduler: what arrives for an axon and slot is due once in that slot's next step, with its payload, and nothing else is;
// due axons rise; what is offered holds still. One axon of one slot is followed, whichever. An arrival that meets the word that
// is being written reads anything at all here.
`default_nettype none
module axon_scheduler_proof #(
    parameter PAYLOAD_BITS = 0,
    parameter PLACE = 0  // which: slot * 32 + axon
) (
    input wire        clk,
    input wire        advance,
    input wire        next_slot,
    input wire        start,
    input wire        walking,
    input wire        free,  // the walk takes the axon on offer
    input wire        arrival_valid,
    input wire        arrival_delay,
    input wire [ 4:0] arrival_axon,
    input wire [(PAYLOAD_BITS>0?PAYLOAD_BITS:1)-1:0] arrival_payload,
    input wire        clear,
    input wire [ 1:0] clear_entry
);
  localparam WIDTH = PAYLOAD_BITS > 0 ? PAYLOAD_BITS : 1;

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  wire rst = ~begun;

  reg              now = 1'b0;
  wire             copying;
  wire             due_valid;
  wire [      4:0] due_axon;
  wire [WIDTH-1:0] due_payload;
  wire             due_taken = due_valid & free;
  wire             due_empty;
  wire             arrival_pending;
  wire [16*(1+PAYLOAD_BITS)-1:0] word;
  axon_scheduler #(
      .AXONS_LOG2(5),
      .SLOTS_LOG2(1),
      .PAYLOAD_BITS(PAYLOAD_BITS)
  ) scheduler (
      .clk(clk),
      .rst(rst),
      .now(now),
      .start(start),
      .copying(copying),
      .walking(walking),
      .due_valid(due_valid),
      .due_axon(due_axon),
      .due_payload(due_payload),
      .due_taken(due_taken),
      .due_empty(due_empty),
      .arrival_valid(arrival_valid),
      .arrival_delay(arrival_delay),
      .arrival_axon(arrival_axon),
      .arrival_payload(arrival_payload),
      .arrival_pending(arrival_pending),
      .clear(clear),
      .clear_entry(clear_entry),
      .cfg_select(1'b0),
      .cfg_write(1'b0),
      .cfg_read(1'b0),
      .cfg_entry(2'd0),
      .cfg_data({(16 * (1 + PAYLOAD_BITS)) {1'b0}}),
      .word(word)
  );

  // ---- how a core uses it ---------------------------------------------------------------------------------------------------
  reg  walked = 1'b0;  // the walk goes on
  wire quiet = ~copying & ~start & ~arrival_valid & ~arrival_pending;
  always @(posedge clk) begin
    walked <= ~rst & walking & ~due_empty;
    if (!rst && advance) now <= next_slot;
  end
  always @* begin
    nothing_in_reset: assume (!rst || !(start | arrival_valid | clear | walking | advance));
    pulse_finds_it_drained: assume (!start || !(copying | walking | arrival_pending | arrival_valid | clear));
    arrivals_come_after_the_copy: assume (!arrival_valid || !(copying | clear));
    walks_after_the_copy: assume (!walking || !copying);
    walks_to_the_end: assume (!walked || walking);
    slot_changes_between_steps: assume (!advance || (quiet && !walking));
    clears_between_steps: assume (!clear || (quiet && !walking));
  end

  // ---- the axon and slot that are followed -----------------------------------------------------------------------------------
  localparam [5:0] FOLLOWED = PLACE;
  wire             slot = FOLLOWED[5];
  wire [      4:0] axon = FOLLOWED[4:0];
  reg              known = 1'b0;  // it has been cleared or copied since the reset
  reg              expected;
  reg  [WIDTH-1:0] payload;
  reg              due_known = 1'b0;
  reg              due;
  reg  [WIDTH-1:0] due_with;
  reg              some_taken = 1'b0;
  reg  [      4:0] taken;  // the axon taken last in this walk
  wire             arrives = arrival_valid & (arrival_axon == axon) & ((now ^ arrival_delay) == slot);
  wire             offered = due_valid & (due_axon == axon);
  always @(posedge clk)
    if (!rst) begin
      if (start) begin
        due_known <= known & (now == slot);
        due       <= expected;
        due_with  <= payload;
        if (now == slot) begin
          known    <= 1'b1;
          expected <= 1'b0;
          payload  <= {WIDTH{1'b0}};
        end
      end else if (clear && clear_entry == {slot, axon[4]}) begin
        known    <= 1'b1;
        expected <= 1'b0;
        payload  <= {WIDTH{1'b0}};
      end else if (arrives) begin
        expected <= 1'b1;
        payload  <= payload | arrival_payload;
      end
      if (due_taken && offered) due <= 1'b0;
      if (start) some_taken <= 1'b0;
      else if (due_taken) begin
        some_taken <= 1'b1;
        taken      <= due_axon;
      end
    end

  // The copy shows word i in tile cycle i + 2.
  reg  [3:1] tile_cycle = 3'd0;
  wire       copied = axon[4] ? tile_cycle[3] : tile_cycle[2];
  wire [16*WIDTH-1:0] payloads = PAYLOAD_BITS > 0 ? word[16*(1+PAYLOAD_BITS)-1:PAYLOAD_BITS>0?16 : 0] : {(16 * WIDTH) {1'b0}};
  always @(posedge clk) tile_cycle <= rst ? 3'd0 : {tile_cycle[2:1], start};

  reg                refused = 1'b0;
  reg  [WIDTH+4:0]   was_offered;
  always @(posedge clk) begin
    refused     <= ~rst & due_valid & ~due_taken & ~start;
    was_offered <= {due_axon, due_payload};
  end

  always @* if (!rst) begin
    stores_what_arrived: assert (!(copied & due_known) || word[axon[3:0]] == due);
    stores_the_payload: assert (!(copied & due_known) || PAYLOAD_BITS == 0 || payloads[axon[3:0]*WIDTH+:WIDTH] == due_with);
    offers_what_arrived: assert (!(offered & due_known) || due);
    forgets_nothing: assert (!(walking & due_empty & due_known) || !due);
    keeps_the_payload: assert (!(offered & due_known) || PAYLOAD_BITS == 0 || due_payload == due_with);
    rises: assert (!(due_valid & some_taken) || due_axon > taken);
    holds_still: assert (!refused || (due_valid && {due_axon, due_payload} == was_offered));
  end
endmodule
