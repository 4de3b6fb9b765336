// The lowest bit of a mask that is not 0, by groups of four bits: no carry chain, so it is quick where those are slow.
`resetall
`default_nettype none
module lowest_of_16 (
    input  wire [15:0] mask,
    output wire [ 3:0] position,
    output wire [15:0] rest,  // the mask without it
    output wire        single  // it is the only one
);
  wire [3:0] some;  // of each group: has a bit
  wire [3:0] several;  // has more than one
  wire [3:0] behind;  // has a bit in a group below it

  genvar g;
  generate
    for (g = 0; g < 4; g = g + 1) begin : group
      wire [3:0] four = mask[4*g+:4];
      assign some[g]        = |four;
      assign several[g]     = (four[0] & |four[3:1]) | (four[1] & |four[3:2]) | (four[2] & four[3]);
      assign rest[4*g+:4]   = four & {behind[g] | |four[2:0], behind[g] | |four[1:0], behind[g] | four[0], behind[g]};
    end
  endgenerate
  assign behind = {|some[2:0], |some[1:0], some[0], 1'b0};
  assign single = ~|several & ~|(some & behind);

  wire [1:0] first = {~some[0] & ~some[1], ~some[0] & (some[1] | ~some[2])};
  wire [2:0] low = first[1] ? (first[0] ? mask[14:12] : mask[10:8]) : (first[0] ? mask[6:4] : mask[2:0]);
  assign position = {first, ~low[0] & ~low[1], ~low[0] & (low[1] | ~low[2])};
endmodule
`resetall
