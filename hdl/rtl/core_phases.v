// The phases of a core. A step:  IDLE -pulse-> COPY (due axons) -> WALK (rows) -> SWEEP (neurons) -> IDLE
// RESET-STATE:  IDLE -reset_state-> CLEAR (scheduler and accumulators) -> INITIALISE (a sweep that writes initial state) -> IDLE
// Each unit says when its work is over; axon-out runs beside the sweep and is not waited for.
`resetall
`default_nettype none
module core_phases #(
    parameter CLEAR_BITS = 8  // log2 of the words to clear
) (
    input  wire                  clk,
    input  wire                  rst,
    input  wire                  pulse,
    input  wire                  reset_state,
    input  wire                  copying,
    input  wire                  walk_done,
    input  wire                  sweeping,
    output wire                  busy,
    output wire                  walking,
    output wire                  clearing,
    output reg  [CLEAR_BITS-1:0] clear_index,
    output wire                  start_sweep,
    output wire                  initialising  // the sweep writes the initial state
);
  localparam [2:0] IDLE = 3'd0, COPY = 3'd1, WALK = 3'd2, SWEEP = 3'd3, CLEAR = 3'd4, INITIALISE = 3'd5;
  // Where learning will stand: LEARN = 3'd6, which follows SWEEP, walks the due axons' rows once more and ends in IDLE.
  localparam [2:0] AFTER_SWEEP = IDLE;

  reg [2:0] phase;

  assign busy         = phase != IDLE;
  assign walking      = phase == WALK;
  assign clearing     = phase == CLEAR;
  assign initialising = phase == INITIALISE;
  assign start_sweep  = (walking & walk_done) | (clearing & (&clear_index));

  always @(posedge clk)
    if (rst) phase <= IDLE;
    else
      case (phase)
        IDLE: begin
          clear_index <= {CLEAR_BITS{1'b0}};
          if (pulse) phase <= COPY;
          else if (reset_state) phase <= CLEAR;
        end
        COPY: if (!copying) phase <= WALK;
        WALK: if (walk_done) phase <= SWEEP;
        SWEEP: if (!sweeping) phase <= AFTER_SWEEP;
        CLEAR: begin
          clear_index <= clear_index + 1'b1;
          if (&clear_index) phase <= INITIALISE;
        end
        default: if (!sweeping) phase <= IDLE;  // INITIALISE
      endcase
endmodule
`resetall
