// host_port: the packets that were taken in enter the mesh once each, unchanged and in their order; the link holds still; and
// after a batch the host reads each reply where it was counted. One packet and one reply are followed.
`default_nettype none
module host_port_proof (
    input wire       clk,
    input wire       in_valid,
    input wire [1:0] in_value,
    input wire       mark,  // this packet is the one that is followed
    input wire       inject,
    input wire       pulse,
    input wire       idle_root,
    input wire       link_ready,
    input wire       reply_valid,
    input wire [1:0] reply_value,
    input wire       reply_mark,  // this reply is the one that is followed
    input wire [1:0] reply_address
);
  localparam FLIT_BITS = 17;

  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  wire rst = ~begun;

  wire        in_ready;
  wire        busy;
  wire [15:0] reply_data;
  wire [ 2:0] replies;
  wire        link_valid;
  wire [16:0] link_packet;
  host_port #(
      .FLIT_BITS(FLIT_BITS),
      .TREE_DEPTH(1),
      .BUFFER_LOG2(2),
      .OUTPUTS(2),
      .OUTPUTS_LOG2(1),
      .OUT_ADDRESS_BITS(1)
  ) host (
      .clk(clk),
      .rst(rst),
      .in_valid(in_valid),
      .in_ready(in_ready),
      .in_packet({15'd0, in_value}),
      .inject(inject),
      .pulse(pulse),
      .busy(busy),
      .out_address(1'b0),
      .reply_address(reply_address),
      .reply_data(reply_data),
      .replies(replies),
      .idle_root(idle_root),
      .link_valid(link_valid),
      .link_ready(link_ready),
      .link_packet(link_packet),
      .from_valid(reply_valid),
      .from_packet({1'b1, 14'd0, reply_value})
  );

  // ---- packets: how many were taken in and how many sent since the batch before --------------------------------------------
  reg        batching = 1'b0;
  reg  [2:0] taken = 3'd0;
  reg  [2:0] sent = 3'd0;
  reg        marked = 1'b0;
  reg  [2:0] number;  // of the followed packet in its batch
  reg  [1:0] value;
  wire       take = in_valid & in_ready;
  wire       send = link_valid & link_ready;
  wire       starts = inject & ~busy;
  wire       ended = batching & ~busy;  // the batch ended with the cycle before
  always @(posedge clk)
    if (!rst) begin
      if (starts) batching <= 1'b1;
      else if (!busy) batching <= 1'b0;
      taken <= (ended ? 3'd0 : taken) + take;
      sent  <= (ended ? 3'd0 : sent) + send;
      if (ended) marked <= 1'b0;
      if (take && mark && (!marked || ended)) begin
        marked <= 1'b1;
        number <= ended ? 3'd0 : taken;
        value  <= in_value;
      end
    end

  reg         refused = 1'b0;
  reg  [ 1:0] offered;
  always @(posedge clk) begin
    refused <= ~rst & link_valid & ~link_ready;
    offered <= link_packet[1:0];
  end

  // ---- replies: those of a batch come before its end, one at most for each packet ------------------------------------------
  reg        stored = 1'b0;
  reg  [2:0] place;
  reg  [1:0] stored_value;
  reg        read = 1'b0;
  always @(posedge clk)
    if (!rst) begin
      if (starts) stored <= 1'b0;
      else if (reply_valid && reply_mark && !stored) begin
        stored       <= 1'b1;
        place        <= replies;
        stored_value <= reply_value;
      end
      read <= stored & ~busy & ~starts & (reply_address == place[1:0]);
    end
  always @* begin
    replies_come_in_a_batch: assume (!reply_valid || (batching && busy && replies < sent));
  end

  always @* if (!rst) begin
    has_room_for_its_packets: assert (taken <= 3'd4 && (busy || ended || in_ready == (taken < 3'd4)));
    sends_what_was_taken: assert (!link_valid || sent < taken);
    sends_in_order: assert (!(link_valid & marked) || sent != number || link_packet[1:0] == value);
    sends_all: assert (!ended || sent == taken);
    holds_still: assert (!refused || (link_valid && link_packet[1:0] == offered));
    keeps_replies: assert (!read || reply_data[1:0] == stored_value);
  end
endmodule
