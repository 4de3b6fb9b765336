// Single-port synchronous memory: the synapse memory. Infers as block RAM, and as SPRAM on the UP5K.
`resetall
`default_nettype none
module ram_1rw #(
    parameter WIDTH = 16,
    parameter DEPTH = 256,
    parameter ADDRESS_BITS = 8
) (
    input  wire                    clk,
    input  wire                    enable,
    input  wire                    write_enable,
    input  wire [ADDRESS_BITS-1:0] address,
    input  wire [       WIDTH-1:0] write_data,
    output reg  [       WIDTH-1:0] read_data
);
  reg [WIDTH-1:0] mem[0:DEPTH-1]  /*verilator public_flat_rw*/;

  always @(posedge clk)
    if (enable) begin
      if (write_enable) mem[address] <= write_data;
      else read_data <= mem[address];
    end
endmodule
`resetall
