// accumulators: the sweep reads the sum of all that was added since it read it last, and nothing else. One accumulator is
// followed; an addition that meets the word that is being written reads anything at all here, and the sum is right nevertheless.
`default_nettype none
module accumulators_proof #(
    parameter LANES_LOG2 = 1,
    parameter INPUTS_LOG2 = 0,
    parameter BANKS_LOG2 = 1,
    parameter PLACE = 0
) (
    input wire       clk,
    input wire       add_valid,
    input wire       add_dense,
    input wire [2:0] add_target,
    input wire [(1<<LANES_LOG2)*2-1:0] add_values,
    input wire       sweep_read,
    input wire [2:0] sweep_first,
    input wire       clear,
    input wire [2-BANKS_LOG2:0] clear_word
);
  localparam [2:0] FOLLOWED = PLACE;
  localparam [2:0] LANE_MASK = (1 << LANES_LOG2) - 1;
  localparam [2:0] INPUT_MASK = (1 << INPUTS_LOG2) - 1;

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  wire rst = ~begun;

  wire [(1<<INPUTS_LOG2)*2-1:0] synaptic;
  accumulators #(
      .ACCUMULATORS_LOG2(3),
      .ACCUMULATOR_BITS(2),
      .LANES_LOG2(LANES_LOG2),
      .INPUTS_LOG2(INPUTS_LOG2),
      .BANKS_LOG2(BANKS_LOG2)
  ) sums (
      .clk(clk),
      .rst(rst),
      .add_valid(add_valid),
      .add_dense(add_dense),
      .add_target(add_target),
      .add_values(add_values),
      .sweep_read(sweep_read),
      .sweep_first(sweep_first),
      .synaptic(synaptic),
      .clear(clear),
      .clear_word(clear_word),
      .cfg_select(1'b0),
      .cfg_write(1'b0),
      .cfg_read(1'b0),
      .cfg_entry(3'd0),
      .cfg_data(2'd0)
  );

  // ---- how a core uses it: walk, sweep and RESET-STATE one after the other; the sweep visits no neuron twice -----------------
  reg       added_before = 1'b0;  // in the cycle before: what is written now
  reg       cleared_before = 1'b0;
  reg       swept = 1'b0;
  reg [2:0] swept_first;
  always @(posedge clk) begin
    added_before   <= ~rst & add_valid;
    cleared_before <= ~rst & clear;
    swept          <= ~rst & sweep_read;
    swept_first    <= sweep_first;
  end
  always @* begin
    nothing_in_reset: assume (!rst || !(add_valid | sweep_read | clear));
    sweeps_after_the_walk: assume (!sweep_read || !(add_valid | added_before | clear | cleared_before));
    walks_after_the_sweep: assume (!add_valid || !(swept | clear));
    clears_alone: assume (!clear || !(added_before | swept));
    sweeps_whole_neurons: assume (!sweep_read || (sweep_first & INPUT_MASK) == 3'd0);
    visits_no_neuron_twice: assume (!(swept & sweep_read) || sweep_first != swept_first);
  end

  // ---- the accumulator that is followed ----------------------------------------------------------------------------------------
  reg        known = 1'b0;  // it was swept or cleared
  reg  [1:0] sum;
  reg        shown = 1'b0;  // it is among those that the sweep reads
  reg  [1:0] shown_sum;
  wire       swept_now = sweep_read & (sweep_first == (FOLLOWED & ~INPUT_MASK));
  wire       added = add_valid & (add_dense ? (add_target & ~LANE_MASK) == (FOLLOWED & ~LANE_MASK) : add_target == FOLLOWED);
  wire [2:0] lane = add_dense ? FOLLOWED & LANE_MASK : 3'd0;
  always @(posedge clk)
    if (!rst) begin
      shown     <= swept_now & known;
      shown_sum <= sum;
      if (swept_now || (clear && clear_word == FOLLOWED[2:BANKS_LOG2])) begin
        known <= 1'b1;
        sum   <= 2'd0;
      end else if (added) sum <= sum + add_values[lane*2+:2];
    end

  wire [2:0] input_number = FOLLOWED & INPUT_MASK;
  always @* if (!rst) sweep_reads_the_sum: assert (!shown || synaptic[input_number*2+:2] == shown_sum);
endmodule
