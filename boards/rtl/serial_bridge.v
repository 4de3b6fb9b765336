// Between a serial line (bytes) and the chip's host port; boards/SERIAL.md tells the bytes. The host sends a command and waits for its
// answer, if it has one, before it sends the next. Numbers are sent lowest byte first.
//   01, then the bytes of a packet   one more packet into the input buffer; no answer
//   02  runs the batch; answer: cycles (4), replies (3), then each reply (2)
//   03  runs a step; answer: cycles (4), then each output word (2)
//   04  answer: IDENTITY (4)
// `lost_packet` and `bad_byte` are one cycle: a packet that the buffer did not take, a byte that is no command or came out of turn.
`resetall
`default_nettype none
module serial_bridge #(
    parameter FLIT_BITS = 23,
    parameter BUFFER_LOG2 = 8,
    parameter OUT_ADDRESS_BITS = 8,
    parameter OUTPUT_WORDS = 4,
    parameter [31:0] IDENTITY = 32'd0
) (
    input  wire                        clk,
    input  wire                        rst,
    // bytes from and to the line
    input  wire                        rx_valid,
    input  wire [                 7:0] rx_data,
    output wire                        tx_valid,
    input  wire                        tx_ready,
    output wire [                 7:0] tx_data,
    // the chip's host port
    output reg                         in_valid,
    input  wire                        in_ready,
    output wire [       FLIT_BITS-1:0] in_packet,
    output reg                         inject,
    output reg                         pulse,
    input  wire                        busy,
    input  wire [                31:0] cycles,
    output wire [OUT_ADDRESS_BITS-1:0] out_address,
    input  wire [                15:0] out_data,
    output wire [     BUFFER_LOG2-1:0] reply_address,
    input  wire [                15:0] reply_data,
    input  wire [       BUFFER_LOG2:0] replies,
    // what went wrong
    output reg                         lost_packet,
    output reg                         bad_byte
);
  localparam PACKET_BYTES = (FLIT_BITS + 7) / 8;
  localparam ADDRESS_BITS = 2 + (BUFFER_LOG2 > OUT_ADDRESS_BITS ? BUFFER_LOG2 : OUT_ADDRESS_BITS);  // counts all words, and one to spare
  localparam [7:0] DO_PACKET = 8'd1, DO_BATCH = 8'd2, DO_STEP = 8'd3, DO_IDENTIFY = 8'd4;
  localparam [2:0] COMMAND = 3'd0, PACKET = 3'd1, START = 3'd2, STARTED = 3'd3, RUN = 3'd4, HEAD = 3'd5, WORDS = 3'd6;

  reg [2:0] state;
  reg [8*PACKET_BYTES-1:0] packet;
  reg [3:0] packet_left;  // bytes
  reg batch;  // the command is DO_BATCH
  reg identify;  // the command is DO_IDENTIFY
  reg [31:0] answer;  // the lowest byte is sent next
  reg [2:0] answer_left;  // bytes
  reg [ADDRESS_BITS-1:0] address;  // the word that is sent next
  reg [15:0] word;  // that `address` chooses
  reg more;  // whether there is such a word; it and `word` are right two cycles after `address` changed
  wire [ADDRESS_BITS-1:0] counted = {{(ADDRESS_BITS - BUFFER_LOG2 - 1) {1'b0}}, replies};
  wire [ADDRESS_BITS-1:0] words = OUTPUT_WORDS[ADDRESS_BITS-1:0];
  wire sent = answer_left == 3'd0;  // all but the byte on the line
  wire unused_bits = &{1'b0, packet, address};

  assign in_packet     = packet[FLIT_BITS-1:0];
  assign out_address   = address[OUT_ADDRESS_BITS-1:0];
  assign reply_address = address[BUFFER_LOG2-1:0];
  assign tx_valid      = ~sent;
  assign tx_data       = answer[7:0];

  always @(posedge clk) begin
    in_valid    <= 1'b0;
    inject      <= 1'b0;
    pulse       <= 1'b0;
    lost_packet <= in_valid & ~in_ready;
    bad_byte    <= rx_valid & (state == COMMAND ? rx_data == 8'd0 || rx_data > DO_IDENTIFY : state != PACKET);
    word        <= batch ? reply_data : out_data;
    more        <= ~identify & (address != (batch ? counted : words));
    if (~sent & tx_ready) begin
      answer      <= {8'd0, answer[31:8]};
      answer_left <= answer_left - 3'd1;
    end
    if (rst) begin
      state       <= COMMAND;
      answer_left <= 3'd0;
    end else begin
      case (state)
        COMMAND:
        if (rx_valid) begin
          packet_left <= PACKET_BYTES[3:0];
          batch       <= rx_data == DO_BATCH;
          identify    <= rx_data == DO_IDENTIFY;
          if (rx_data == DO_PACKET) state <= PACKET;
          else if (rx_data == DO_BATCH || rx_data == DO_STEP) state <= START;
          else if (rx_data == DO_IDENTIFY) state <= RUN;
        end
        PACKET:
        if (packet_left == 4'd0) begin
          in_valid <= 1'b1;
          state    <= COMMAND;
        end else if (rx_valid) begin
          packet      <= {rx_data, packet[8*PACKET_BYTES-1:8]};
          packet_left <= packet_left - 4'd1;
        end
        START: begin
          inject <= batch;
          pulse  <= ~batch;
          state  <= STARTED;
        end
        STARTED: state <= (inject | pulse) ? STARTED : RUN;  // `busy` is seen two cycles later
        RUN: begin
          address <= {ADDRESS_BITS{1'b0}};
          if (~busy) begin
            answer      <= identify ? IDENTITY : cycles;
            answer_left <= 3'd4;
            state       <= HEAD;
          end
        end
        HEAD:
        if (sent) begin
          answer      <= {{(31 - BUFFER_LOG2) {1'b0}}, replies};
          answer_left <= batch ? 3'd3 : 3'd0;
          state       <= WORDS;
        end
        default:  // WORDS
        if (sent) begin
          if (more) begin
            answer[15:0] <= word;
            answer_left  <= 3'd2;
            address      <= address + 1'b1;
          end else begin
            state <= COMMAND;
          end
        end
      endcase
    end
  end
endmodule
`resetall
