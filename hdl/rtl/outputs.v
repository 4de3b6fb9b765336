// The outputs of a step. Without payloads sixteen output bits are a word; with them each output is one, signed, and 0 where no
// packet came. Packets that meet in an output are joined by OR.
//   spike  one packet a cycle, from the clear to the barrier
//   data   after the barrier: the word of the address one cycle ago
`resetall
`default_nettype none
module outputs #(
    parameter OUTPUTS = 16,
    parameter OUTPUTS_LOG2 = 4,
    parameter PAYLOAD_BITS = 0,
    parameter ADDRESS_BITS = 8
) (
    input  wire                    clk,
    input  wire                    clear,
    input  wire                    spike,
    input  wire [OUTPUTS_LOG2-1:0] spike_number,
    input  wire [(PAYLOAD_BITS>0?PAYLOAD_BITS:1)-1:0] spike_payload,
    input  wire [ADDRESS_BITS-1:0] address,
    output wire [            15:0] data
);
  localparam NUMBER_BITS = OUTPUTS_LOG2 < 5 ? 5 : OUTPUTS_LOG2;
  localparam WORD_BITS = NUMBER_BITS - (PAYLOAD_BITS > 0 ? 0 : 4);  // of a word's number

  wire [NUMBER_BITS-1:0] number;
  wire [           15:0] word;
  wire                   was_set;
  wire [  WORD_BITS-1:0] read;
  wire                   unused_address = &address;

  generate
    if (ADDRESS_BITS < WORD_BITS) begin : narrow_address
      assign read = {{(WORD_BITS - ADDRESS_BITS) {1'b0}}, address};
    end else begin : wide_address
      assign read = address[WORD_BITS-1:0];
    end
  endgenerate

  output_bits #(
      .NUMBER_BITS(NUMBER_BITS)
  ) marks (
      .clk(clk),
      .clear(clear),
      .set(set),
      .number(number),
      .word(word),
      .was_set(was_set)
  );

  // A packet to an output that the chip does not have is dropped.
  wire                   set;
  wire [NUMBER_BITS-1:0] spiking;
  generate
    if (OUTPUTS < (1 << OUTPUTS_LOG2)) begin : some_numbers
      localparam [OUTPUTS_LOG2-1:0] LAST = OUTPUTS - 1;
      assign set = spike & (spike_number <= LAST);
    end else begin : every_number
      assign set = spike;
    end
    if (OUTPUTS_LOG2 < NUMBER_BITS) begin : few
      assign spiking = {{(NUMBER_BITS - OUTPUTS_LOG2) {1'b0}}, spike_number};
    end else begin : many
      assign spiking = spike_number;
    end

    if (PAYLOAD_BITS == 0) begin : bits
      assign number = spike ? spiking : {read, 4'd0};
      assign data = word;
      wire unused_payload = spike_payload & was_set;
    end else begin : payloads
      // A payload is there where its mark is. It is read and written together with the mark.
      reg                     update_valid;
      reg  [ NUMBER_BITS-1:0] update_number;
      reg  [PAYLOAD_BITS-1:0] update_payload;
      reg                     previous_valid;
      reg  [ NUMBER_BITS-1:0] previous_number;
      reg  [PAYLOAD_BITS-1:0] previous_payload;
      wire [PAYLOAD_BITS-1:0] stored;
      wire [PAYLOAD_BITS-1:0] old = previous_valid && previous_number == update_number ? previous_payload : stored;
      wire [PAYLOAD_BITS-1:0] after = update_payload | (old & {PAYLOAD_BITS{was_set}});
      wire [PAYLOAD_BITS-1:0] shown = stored & {PAYLOAD_BITS{word[update_number[3:0]]}};

      assign number = spike ? spiking : read;

      always @(posedge clk) begin
        update_valid     <= set & ~clear;
        update_number    <= number;
        update_payload   <= spike_payload;
        previous_valid   <= update_valid & ~clear;
        previous_number  <= update_number;
        previous_payload <= after;
      end

      ram_1r1w #(
          .WIDTH(PAYLOAD_BITS),
          .DEPTH(1 << NUMBER_BITS),
          .ADDRESS_BITS(NUMBER_BITS)
      ) values (
          .clk(clk),
          .write_enable(update_valid),
          .write_address(update_number),
          .write_data(after),
          .read_enable(1'b1),
          .read_address(number),
          .read_data(stored)
      );

      if (PAYLOAD_BITS < 16) begin : extended
        assign data = {{(16 - PAYLOAD_BITS) {shown[PAYLOAD_BITS-1]}}, shown};
      end else begin : exact
        assign data = shown;
      end
    end
  endgenerate
endmodule
`resetall
