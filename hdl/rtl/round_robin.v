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

  // bit i: a lower port than i is a candidate. Written out, this is smaller than the carry chain of a subtraction.
  wire [4:0] above = {|candidates[3:0], |candidates[2:0], |candidates[1:0], candidates[0], 1'b0};

  assign grant = candidates & ~above;  // the lowest one

  always @(posedge clk)
    if (rst) behind <= 5'b11111;
    else if (|request) behind <= above | (grant & {5{~accepted}});
endmodule
`resetall
