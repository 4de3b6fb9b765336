// The ports of ram_1r1w for a memory that may be short: up to 8 words are flip-flops, more are block RAM.
`resetall
`default_nettype none
module ram_short #(
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
    output wire [       WIDTH-1:0] read_data
);
  generate
    if (DEPTH <= 8) begin : few
      ram_registers #(
          .WIDTH(WIDTH),
          .DEPTH(DEPTH),
          .ADDRESS_BITS(ADDRESS_BITS)
      ) words (
          .clk(clk),
          .write_enable(write_enable),
          .write_address(write_address),
          .write_data(write_data),
          .read_enable(read_enable),
          .read_address(read_address),
          .read_data(read_data)
      );
    end else begin : many
      ram_1r1w #(
          .WIDTH(WIDTH),
          .DEPTH(DEPTH),
          .ADDRESS_BITS(ADDRESS_BITS)
      ) words (
          .clk(clk),
          .write_enable(write_enable),
          .write_address(write_address),
          .write_data(write_data),
          .read_enable(read_enable),
          .read_address(read_address),
          .read_data(read_data)
      );
    end
  endgenerate
endmodule
`resetall
