// Memory with one synchronous read port and one write port: infers as block RAM everywhere.
// Reading the word that is being written gives an undefined value; every user forwards or avoids it, so
// no family needs bypass logic (see hdl/README.md, "Memories").
`resetall
`default_nettype none
module ram_1r1w #(
    parameter WIDTH = 16,
    parameter DEPTH = 256,
    parameter ADDRESS_BITS = 8
) (
    input  wire                    clk,
    input  wire                    write_enable,
    input  wire [ADDRESS_BITS-1:0] write_address,
    input  wire [       WIDTH-1:0] write_data,
    input  wire                    read_enable,
    input  wire [ADDRESS_BITS-1:0] read_address,
    output reg  [       WIDTH-1:0] read_data
);
  reg [WIDTH-1:0] mem[0:DEPTH-1]  /*verilator public_flat_rw*/;

  always @(posedge clk) begin
    if (write_enable) mem[write_address] <= write_data;
    if (read_enable)
      read_data <= (write_enable && write_address == read_address) ? {WIDTH{1'bx}} : mem[read_address];
  end
endmodule
`resetall
