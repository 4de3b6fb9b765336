// Configuration port of a core: executes the cfg packets that reach it, {op, 16-bit data} in their low bits.
//   0 SET-REGION  region <= data, address <= 0       3 READ-next   sends the next unit to the host
//   1 SET-ADDRESS address <= {address[15:0], data}   4 RESET-STATE
//   2 WRITE-next  stores the next unit
// A region's words are addressed as {entry, unit}, units of 16 bits, lowest first, the unit field as wide as
// the region needs; after the last unit of a word comes unit 0 of the next. A word is written when its last
// unit arrives, so writing starts at unit 0.
module config_port #(
    parameter ADDRESS_BITS = 24,
    parameter STAGE_UNITS = 3  // units of the widest word
) (
    input                             clk,
    input                             rst,
    input                             valid,
    input      [                18:0] command,
    // geometry of the selected region
    output reg [                 3:0] region,
    input      [                 2:0] unit_bits,
    input      [                 4:0] last_unit,
    // to the memories
    output     [    ADDRESS_BITS-1:0] entry,
    output                            write,
    output     [STAGE_UNITS*16-1:0]   data,
    output                            read,
    output reg                        read_arrives,
    output reg [                 4:0] read_unit,
    output                            reset_state
);
  localparam [2:0] SET_REGION = 3'd0, SET_ADDRESS = 3'd1, WRITE = 3'd2, READ = 3'd3, RESET_STATE = 3'd4;

  reg  [          31:0] address;
  wire [           2:0] op = command[18:16];
  wire [          31:0] unit_mask = ~(32'hffffffff << unit_bits);
  wire [           4:0] unit = address[4:0] & unit_mask[4:0];
  wire                  at_last = unit == last_unit;
  wire                  next = valid & ((op == WRITE) | (op == READ));
  wire [          31:0] shifted = address >> unit_bits;
  wire                  unused_high = &shifted;

  assign entry       = shifted[ADDRESS_BITS-1:0];
  assign write       = valid & (op == WRITE) & at_last;
  assign read        = valid & (op == READ);
  assign reset_state = valid & (op == RESET_STATE);

  // Units written so far of the word under way; the last one goes straight to the memory.
  reg  [STAGE_UNITS*16-1:0] stage;
  genvar u;
  generate
    for (u = 0; u < STAGE_UNITS; u = u + 1) begin : staged
      localparam [4:0] UNIT = u;
      assign data[u*16+:16] = unit == UNIT ? command[15:0] : stage[u*16+:16];
      always @(posedge clk) if (valid && op == WRITE && unit == UNIT) stage[u*16+:16] <= command[15:0];
    end
  endgenerate

  always @(posedge clk) begin
    read_arrives <= read & ~rst;
    read_unit    <= unit;
    if (rst) begin
      region  <= 4'd0;
      address <= 32'd0;
    end else if (valid && op == SET_REGION) begin
      region  <= command[3:0];
      address <= 32'd0;
    end else if (valid && op == SET_ADDRESS) address <= {address[15:0], command[15:0]};
    else if (next) address <= at_last ? (address | unit_mask) + 32'd1 : address + 32'd1;
  end
endmodule
