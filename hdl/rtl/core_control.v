// The registers of a core that are no memory, region CONTROL: entry 0 the sets in use, 1 age (timesteps since
// reset; stays at its highest value), 2 the current slot, from 3 on the core-placed parameters.
//   The advance moves age and slot on; RESET-STATE sets both to 0.
`resetall
`default_nettype none
module core_control #(
    parameter SETS_LOG2 = 8,
    parameter SLOTS_LOG2 = 4,
    parameter CORE_PARAM_BITS = 0,
    parameter CFG_ENTRY_BITS = 20,
    parameter CFG_DATA_BITS = 48
) (
    input  wire                      clk,
    input  wire                      rst,
    input  wire                      reset_state,
    input  wire                      advance,
    output reg  [       SETS_LOG2:0] sets_used  /*verilator public_flat_rd*/,
    output reg  [              15:0] age  /*verilator public_flat_rd*/,
    output reg  [    SLOTS_LOG2-1:0] now  /*verilator public_flat_rd*/,
    output wire [(CORE_PARAM_BITS>0?CORE_PARAM_BITS:1)-1:0] core_params,
    // configuration
    input  wire                      cfg_select,
    input  wire                      cfg_write,
    input  wire [CFG_ENTRY_BITS-1:0] cfg_entry,
    input  wire [ CFG_DATA_BITS-1:0] cfg_data,
    output reg  [              15:0] control_word
);
  localparam [7:0] SETS_USED = 8'd0, AGE = 8'd1, NOW = 8'd2, FIRST_PARAM = 8'd3;
  localparam UNITS = (CORE_PARAM_BITS + 15) / 16;

  wire       write = cfg_select & cfg_write;
  wire [7:0] place = cfg_entry[7:0];
  wire       unused_cfg = (&cfg_entry) & (&cfg_data);

  always @(posedge clk)
    if (rst) begin
      sets_used <= {(SETS_LOG2 + 1) {1'b0}};
      age       <= 16'd0;
      now       <= {SLOTS_LOG2{1'b0}};
    end else begin
      if (write && place == SETS_USED) sets_used <= cfg_data[SETS_LOG2:0];
      if (reset_state) begin
        age <= 16'd0;
        now <= {SLOTS_LOG2{1'b0}};
      end else if (advance) begin
        if (!(&age)) age <= age + 16'd1;
        now <= now + 1'b1;
      end else if (write) begin
        if (place == AGE) age <= cfg_data[15:0];
        if (place == NOW) now <= cfg_data[SLOTS_LOG2-1:0];
      end
    end

  wire [15:0] param_word;
  generate
    if (CORE_PARAM_BITS > 0) begin : core_placed
      reg [16*UNITS-1:0] params  /*verilator public_flat_rd*/;
      wire [7:0] param_unit = place - FIRST_PARAM;
      wire [16*UNITS-1:0] turned = params >> {param_unit, 4'd0};
      genvar p;
      for (p = 0; p < UNITS; p = p + 1) begin : unit
        localparam [7:0] UNIT = p;
        always @(posedge clk) if (write && param_unit == UNIT) params[16*p+:16] <= cfg_data[15:0];
      end
      assign core_params = params[CORE_PARAM_BITS-1:0];
      assign param_word = turned[15:0];
      wire unused_params = (&turned) & (&params);
    end else begin : none_core_placed
      assign core_params = 1'b0;
      assign param_word = 16'd0;
    end
  endgenerate

  always @(posedge clk)
    case (place)
      SETS_USED: control_word <= {{(15 - SETS_LOG2) {1'b0}}, sets_used};
      AGE: control_word <= age;
      NOW: control_word <= {{(16 - SLOTS_LOG2) {1'b0}}, now};
      default: control_word <= param_word;
    endcase
endmodule
`resetall
