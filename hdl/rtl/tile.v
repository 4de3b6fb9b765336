// A tile: a core and its router.
module tile #(
    parameter X = 0,
    parameter Y = 0,
    parameter KIND = 0,
    parameter X_BITS = 1,
    parameter Y_BITS = 1,
    parameter LOW_BITS = 19,
    parameter FIFO_DEPTH = 2,
    parameter AXONS_LOG2 = 8,
    parameter SLOTS_LOG2 = 4,
    parameter SYNAPSES_LOG2 = 12,
    parameter WORD_BITS = 16,
    parameter WEIGHT_BITS = 8,
    parameter EXPONENT_BITS = 0,
    parameter PAYLOAD_BITS = 0,
    parameter SENT_BITS = 0,
    parameter OFFSET_BITS = 8,
    parameter DENSE_LOG2 = 1,
    parameter LANES_LOG2 = 0,
    parameter NEURONS_LOG2 = 8,
    parameter INPUTS_LOG2 = 0,
    parameter ACCUMULATOR_BITS = 24,
    parameter STATE_BITS = 24,
    parameter CORE_PARAM_BITS = 0,
    parameter SET_PARAM_BITS = 0,
    parameter NEURON_PARAM_BITS = 0,
    parameter NEURON_INIT = 0,
    parameter SET_UNITS = 4,
    parameter SETS_LOG2 = 8,
    parameter LATENCY = 1,
    parameter FANOUT_LOG2 = 8,
    parameter COUNTERS = 1,
    parameter COUNTER_BITS = 24,
    parameter STAGE_UNITS = 4,
    parameter FLIT_BITS = 2 + Y_BITS + X_BITS + LOW_BITS
) (
    input                    clk,
    input                    rst,
    input                    pulse,
    input                    advance,
    output                   idle,
    // links, N E S W = 0..3
    input  [            3:0] in_valid,
    output [            3:0] in_ready,
    input  [4*FLIT_BITS-1:0] in_flit,
    output [            3:0] out_valid,
    input  [            3:0] out_ready,
    output [4*FLIT_BITS-1:0] out_flit
);
  wire                 core_idle;
  wire                 router_idle;
  wire                 arrive_valid;
  wire [FLIT_BITS-1:0] arrive_flit;
  wire                 leave_valid;
  wire                 leave_ready;
  wire [FLIT_BITS-1:0] leave_flit;

  assign idle = core_idle & router_idle;

  router #(
      .X(X),
      .Y(Y),
      .X_BITS(X_BITS),
      .Y_BITS(Y_BITS),
      .LOW_BITS(LOW_BITS),
      .FIFO_DEPTH(FIFO_DEPTH)
  ) router (
      .clk(clk),
      .rst(rst),
      .pulse(pulse),
      .in_valid({in_valid, leave_valid}),
      .in_ready({in_ready, leave_ready}),
      .in_flit({in_flit, leave_flit}),
      .out_valid({out_valid, arrive_valid}),
      .out_ready({out_ready, 1'b1}),
      .out_flit({out_flit, arrive_flit}),
      .idle(router_idle)
  );

  core #(
      .KIND(KIND),
      .X_BITS(X_BITS),
      .Y_BITS(Y_BITS),
      .LOW_BITS(LOW_BITS),
      .AXONS_LOG2(AXONS_LOG2),
      .SLOTS_LOG2(SLOTS_LOG2),
      .SYNAPSES_LOG2(SYNAPSES_LOG2),
      .WORD_BITS(WORD_BITS),
      .WEIGHT_BITS(WEIGHT_BITS),
      .EXPONENT_BITS(EXPONENT_BITS),
      .PAYLOAD_BITS(PAYLOAD_BITS),
      .SENT_BITS(SENT_BITS),
      .OFFSET_BITS(OFFSET_BITS),
      .DENSE_LOG2(DENSE_LOG2),
      .LANES_LOG2(LANES_LOG2),
      .NEURONS_LOG2(NEURONS_LOG2),
      .INPUTS_LOG2(INPUTS_LOG2),
      .ACCUMULATOR_BITS(ACCUMULATOR_BITS),
      .STATE_BITS(STATE_BITS),
      .CORE_PARAM_BITS(CORE_PARAM_BITS),
      .SET_PARAM_BITS(SET_PARAM_BITS),
      .NEURON_PARAM_BITS(NEURON_PARAM_BITS),
      .NEURON_INIT(NEURON_INIT),
      .SET_UNITS(SET_UNITS),
      .SETS_LOG2(SETS_LOG2),
      .LATENCY(LATENCY),
      .FANOUT_LOG2(FANOUT_LOG2),
      .COUNTERS(COUNTERS),
      .COUNTER_BITS(COUNTER_BITS),
      .STAGE_UNITS(STAGE_UNITS)
  ) core (
      .clk(clk),
      .rst(rst),
      .pulse(pulse),
      .advance(advance),
      .idle(core_idle),
      .arrive_valid(arrive_valid),
      .arrive_flit(arrive_flit),
      .leave_valid(leave_valid),
      .leave_flit(leave_flit),
      .leave_ready(leave_ready),
      .hops(out_valid & out_ready)
  );
endmodule
