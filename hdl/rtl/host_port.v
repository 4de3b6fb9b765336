// Host port: the west link of tile (0,0), the input buffer, the outputs, the replies, and the root of the
// pulse and idle trees. Two jobs:
//   batch  the packets of the input buffer enter the mesh, one a cycle; over when the mesh has drained
//   step   a pulse; over when the barrier is seen; then the advance, not counted
// After a step out_data is the word of outputs that out_address chose one cycle ago, as reply_data is the reply.
// `cycles` is the number of clock edges from the one that started the job to the one that saw it end.
`resetall
`default_nettype none
module host_port #(
    parameter FLIT_BITS = 23,
    parameter TREE_DEPTH = 1,
    parameter BUFFER_LOG2 = 8,
    parameter OUTPUTS = 16,
    parameter OUTPUTS_LOG2 = 4,
    parameter PAYLOAD_BITS = 0,
    parameter OUT_ADDRESS_BITS = 8
) (
    input  wire                        clk,
    input  wire                        rst,
    // host side
    input  wire                        in_valid,
    output wire                        in_ready,
    input  wire [       FLIT_BITS-1:0] in_packet,
    input  wire                        inject,
    input  wire                        pulse,
    output wire                        busy,
    output reg  [                31:0] cycles,
    input  wire [OUT_ADDRESS_BITS-1:0] out_address,
    output wire [                15:0] out_data,
    input  wire [     BUFFER_LOG2-1:0] reply_address,
    output wire [                15:0] reply_data,
    output reg  [       BUFFER_LOG2:0] replies,
    // trees
    output wire                        pulse_root,
    output wire                        advance_root,
    input  wire                        idle_root,
    // west link of tile (0,0)
    output wire                        link_valid,
    input  wire                        link_ready,
    output wire [       FLIT_BITS-1:0] link_packet,
    input  wire                        from_valid,
    input  wire [       FLIT_BITS-1:0] from_packet
);
  localparam PAYLOAD_WIDTH = PAYLOAD_BITS > 0 ? PAYLOAD_BITS : 1;
  localparam [2:0] IDLE = 3'd0, BATCH = 3'd1, SETTLE = 3'd2, STEP = 3'd3, ADVANCE = 3'd4;
  localparam [7:0] SETTLED = TREE_DEPTH;  // idle shows a packet injected at an edge this many edges later
  localparam [7:0] ROUND_TRIP = 2 * TREE_DEPTH;
  localparam [7:0] ARRIVED = TREE_DEPTH;

  reg  [            2:0] job;
  reg  [            7:0] wait_count;
  reg  [  BUFFER_LOG2:0] held;  // packets in the buffer
  reg  [  BUFFER_LOG2:0] read;
  reg                    packet_valid;
  wire                   start_batch = (job == IDLE) & inject;
  wire                   start_step = (job == IDLE) & pulse & ~inject;
  wire                   accept = in_valid & in_ready;
  wire                   sent = packet_valid & link_ready;
  wire                   fetch = (job == BATCH) & (read != held) & (~packet_valid | sent);
  wire                   barrier = (job == STEP) & (wait_count == ROUND_TRIP) & idle_root;

  assign busy         = job != IDLE;
  assign in_ready     = (job == IDLE) & ~held[BUFFER_LOG2];
  assign pulse_root   = start_step;
  assign advance_root = barrier;
  assign link_valid   = packet_valid;

  ram_1r1w #(
      .WIDTH(FLIT_BITS),
      .DEPTH(1 << BUFFER_LOG2),
      .ADDRESS_BITS(BUFFER_LOG2)
  ) buffer (
      .clk(clk),
      .write_enable(accept),
      .write_address(held[BUFFER_LOG2-1:0]),
      .write_data(in_packet),
      .read_enable(fetch),
      .read_address(read[BUFFER_LOG2-1:0]),
      .read_data(link_packet)
  );

  always @(posedge clk)
    if (rst) begin
      job          <= IDLE;
      held         <= {(BUFFER_LOG2 + 1) {1'b0}};
      read         <= {(BUFFER_LOG2 + 1) {1'b0}};
      packet_valid <= 1'b0;
      cycles       <= 32'd0;
    end else begin
      if (accept) held <= held + 1'b1;
      packet_valid <= fetch | (packet_valid & ~sent);
      if (fetch) read <= read + 1'b1;
      if (start_batch | start_step) cycles <= 32'd0;
      else if (job == BATCH || job == SETTLE || job == STEP) cycles <= cycles + 32'd1;
      case (job)
        IDLE: begin
          wait_count <= 8'd0;
          if (start_batch) job <= BATCH;
          else if (start_step) job <= STEP;
        end
        BATCH: if (read == held && !packet_valid) job <= SETTLE;
        SETTLE:
        if (wait_count != SETTLED) wait_count <= wait_count + 8'd1;
        else if (idle_root) begin
          job  <= IDLE;
          held <= {(BUFFER_LOG2 + 1) {1'b0}};
          read <= {(BUFFER_LOG2 + 1) {1'b0}};
        end
        STEP:
        if (wait_count != ROUND_TRIP) wait_count <= wait_count + 8'd1;
        else if (idle_root) begin
          job        <= ADVANCE;
          wait_count <= 8'd0;
        end
        default: begin  // ADVANCE
          wait_count <= wait_count + 8'd1;
          if (wait_count == ARRIVED) job <= IDLE;
        end
      endcase
    end

  // ---- what leaves the chip: outputs, and replies to READ-next -----------------------------------------------
  wire                     is_reply = from_packet[FLIT_BITS-1];
  wire                     reply = from_valid & is_reply;
  wire [PAYLOAD_WIDTH-1:0] payload;
  wire                     unused_bits = &from_packet;

  generate
    if (PAYLOAD_BITS > 0) begin : graded
      assign payload = from_packet[PAYLOAD_BITS-1:0];
    end else begin : plain
      assign payload = 1'b1;
    end
  endgenerate

  outputs #(
      .OUTPUTS(OUTPUTS),
      .OUTPUTS_LOG2(OUTPUTS_LOG2),
      .PAYLOAD_BITS(PAYLOAD_BITS),
      .ADDRESS_BITS(OUT_ADDRESS_BITS)
  ) outputs (
      .clk(clk),
      .clear(rst | start_step),
      .spike(from_valid & ~is_reply),
      .spike_number(from_packet[PAYLOAD_BITS+:OUTPUTS_LOG2]),
      .spike_payload(payload),
      .address(out_address),
      .data(out_data)
  );

  always @(posedge clk)
    if (rst | start_batch) replies <= {(BUFFER_LOG2 + 1) {1'b0}};
    else if (reply) replies <= replies + 1'b1;

  ram_1r1w #(
      .WIDTH(16),
      .DEPTH(1 << BUFFER_LOG2),
      .ADDRESS_BITS(BUFFER_LOG2)
  ) reply_buffer (
      .clk(clk),
      .write_enable(reply),
      .write_address(replies[BUFFER_LOG2-1:0]),
      .write_data(from_packet[15:0]),
      .read_enable(1'b1),
      .read_address(reply_address),
      .read_data(reply_data)
  );
endmodule
`resetall
