// The ports of ram_1r1w in flip-flops, for a memory of a few words that would waste a block RAM.
`resetall
`default_nettype none
module ram_registers #(
    parameter WIDTH = 16,
    parameter DEPTH = 8,
    parameter ADDRESS_BITS = 3
) (
    input  wire                    clk,
    input  wire                    write_enable,
    input  wire [ADDRESS_BITS-1:0] write_address,
    input  wire [       WIDTH-1:0] write_data,
    input  wire                    read_enable,
    input  wire [ADDRESS_BITS-1:0] read_address,
    output reg  [       WIDTH-1:0] read_data
);
  (* ram_style = "logic" *)
  reg [WIDTH-1:0] mem[0:DEPTH-1];

  always @(posedge clk) begin
    if (write_enable) mem[write_address] <= write_data;
    if (read_enable) read_data <= mem[read_address];
  end
endmodule
`resetall
