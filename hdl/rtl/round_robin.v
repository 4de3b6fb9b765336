// Round-robin choice among five requests. The search starts behind the port that was accepted last; after
// reset it starts at port 0. A choice that is not accepted stays, because the next search starts at it: while
// its request stays, no other can take its place.
`resetall
`default_nettype none
module round_robin (
    input  wire       clk,
    input  wire       rst,
    input  wire [4:0] request,
    input  wire       accepted,
    output wire [4:0] grant
);
  reg  [4:0] behind;  // the first to be asked: ports behind the last accepted one, or from the one on offer
  wire [4:0] first = request & behind;
  wire [4:0] candidates = |first ? first : request;

  assign grant = candidates & (~candidates + 5'd1);  // the lowest one

  always @(posedge clk)
    if (rst) behind <= 5'b11111;
    else if (|request) behind <= ~((grant - 5'd1) | (grant & {5{accepted}}));
endmodule
`resetall
