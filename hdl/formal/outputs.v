// outputs, output_bits: after a step the host reads of an output what came for it since the step's pulse, and 0 where nothing
// came. One output is followed; a packet that meets the word that is being written reads anything at all here.
`default_nettype none
module outputs_proof #(
    parameter PAYLOAD_BITS = 0,
    parameter PLACE = 0
) (
    input wire       clk,
    input wire       clear,
    input wire       spike,
    input wire [4:0] number,
    input wire [(PAYLOAD_BITS>0?PAYLOAD_BITS:1)-1:0] payload,
    input wire [4:0] address
);
  localparam WIDTH = PAYLOAD_BITS > 0 ? PAYLOAD_BITS : 1;
  localparam [4:0] FOLLOWED = PLACE;

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  wire rst = ~begun;

  wire [15:0] data;
  outputs #(
      .OUTPUTS(32),
      .OUTPUTS_LOG2(5),
      .PAYLOAD_BITS(PAYLOAD_BITS),
      .ADDRESS_BITS(5)
  ) outputs (
      .clk(clk),
      .clear(rst | clear),
      .spike(spike),
      .spike_number(number),
      .spike_payload(payload),
      .address(address),
      .data(data)
  );

  // The host reads when the last packet is two cycles old: the barrier is a tree's depth later.
  reg [1:0] recent = 2'd0;  // packets of the last two cycles
  always @(posedge clk) recent <= rst ? 2'd0 : {recent[0], spike};
  always @* nothing_in_reset: assume (!(rst | clear) || !spike);

  reg              came = 1'b0;
  reg  [WIDTH-1:0] sum = {WIDTH{1'b0}};
  reg              read = 1'b0;  // its word is read
  wire             here = spike & (number == FOLLOWED);
  wire [      4:0] word = PAYLOAD_BITS > 0 ? FOLLOWED : {4'd0, FOLLOWED[4]};
  always @(posedge clk) begin
    read <= ~rst & ~clear & ~spike & (recent == 2'd0) & (PAYLOAD_BITS > 0 ? address == word : address[0] == word[0]);
    if (rst | clear) begin
      came <= 1'b0;
      sum  <= {WIDTH{1'b0}};
    end else if (here) begin
      came <= 1'b1;
      sum  <= sum | payload;
    end
  end

  wire [15:0] expected = {{(16 - WIDTH) {sum[WIDTH-1]}}, sum};
  always @* if (!rst) begin
    shows_what_came: assert (!read || spike || (PAYLOAD_BITS > 0 ? data == expected : data[FOLLOWED[3:0]] == came));
  end
endmodule
