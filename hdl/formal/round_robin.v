// round_robin: one grant exactly where there is a request; a grant that is not accepted stays; and whoever asks is served
// after at most four others.
`default_nettype none
module round_robin_proof (
    input wire       clk,
    input wire [4:0] request,
    input wire       accepted
);
  reg begun = 1'b0;
  always @(posedge clk) begun <= 1'b1;
  wire rst = ~begun;

  wire [4:0] grant;
  round_robin arbiter (
      .clk(clk),
      .rst(rst),
      .request(request),
      .accepted(accepted),
      .grant(grant)
  );

  reg  [4:0] refused = 5'd0;  // what was granted and not accepted
  always @(posedge clk) refused <= (rst | accepted) ? 5'd0 : grant;

  always @* if (!rst) begin
    grants_one: assert ((grant & (grant - 5'd1)) == 5'd0);
    grants_a_request: assert ((grant & ~request) == 5'd0);
    grants_if_asked: assert ((grant != 5'd0) == (request != 5'd0));
    keeps_what_was_not_accepted: assert ((refused & request) == 5'd0 || grant == refused);
  end

  // How many others were accepted while a port went on asking.
  wire [4:0] passed_over = {5{accepted}} & request & ~grant;
  wire [4:0] overdue;
  genvar p;
  generate
    for (p = 0; p < 5; p = p + 1) begin : port
      reg [2:0] others = 3'd0;
      assign overdue[p] = passed_over[p] & (others == 3'd4);
      always @(posedge clk)
        if (rst | ~request[p] | (grant[p] & accepted)) others <= 3'd0;
        else if (passed_over[p]) others <= others + 3'd1;
    end
  endgenerate
  always @* if (!rst) waits_for_four_at_most: assert (overdue == 5'd0);
endmodule
