// Testbench of an emitted chip: loads config.hex through the host port, runs the timesteps of input.hex and prints
// their cycles and outputs. With expected.hex it compares them, and ends with a failure when they differ. +vcd writes
// chip.vcd. Written by Spikelock; plain Verilog-2001.
//   config.hex    packets, then the RESET-STATE packets that follow them in batches of their own
//   input.hex     {end of timestep, packet}: a timestep's packets, then one word with the highest bit set
//   expected.hex  for each timestep its step cycles, its batch cycles, and its output words of 16
//                 (with payloads a word is one output, signed)
module chip_tb;
  localparam FLIT_BITS = @FLIT_BITS@;
  localparam BUFFER_LOG2 = @BUFFER_LOG2@;
  localparam BUFFER = 1 << BUFFER_LOG2;
  localparam CONFIG_PACKETS = @CONFIG_PACKETS@;
  localparam RESET_PACKETS = @RESET_PACKETS@;
  localparam INPUT_WORDS = @INPUT_WORDS@;
  localparam TIMESTEPS = @TIMESTEPS@;
  localparam OUTPUT_WORDS = @OUTPUT_WORDS@;
  localparam OUT_ADDRESS_BITS = @OUT_ADDRESS_BITS@;
  localparam CHECKED = @CHECKED@;  // 1: expected.hex is there
  localparam MOST_CYCLES = @MOST_CYCLES@;  // a batch or step that takes longer has hung
  localparam ROW = 2 + OUTPUT_WORDS;

  reg clk = 1'b0;
  always #5 clk = ~clk;

  reg                    rst = 1'b1;
  reg                    in_valid = 1'b0;
  reg  [  FLIT_BITS-1:0] in_packet = {FLIT_BITS{1'b0}};
  reg                    inject = 1'b0;
  reg                    pulse = 1'b0;
  reg  [OUT_ADDRESS_BITS-1:0] out_address = {OUT_ADDRESS_BITS{1'b0}};
  wire                   in_ready;
  wire                   busy;
  wire [           31:0] cycles;
  wire [           15:0] out_data;
  wire [           15:0] reply_data;
  wire [  BUFFER_LOG2:0] replies;

  @TOP@ dut (
      .clk(clk),
      .rst(rst),
      .in_valid(in_valid),
      .in_ready(in_ready),
      .in_packet(in_packet),
      .inject(inject),
      .pulse(pulse),
      .busy(busy),
      .cycles(cycles),
      .out_address(out_address),
      .out_data(out_data),
      .reply_address({BUFFER_LOG2{1'b0}}),
      .reply_data(reply_data),
      .replies(replies)
  );

  reg [FLIT_BITS-1:0] configuration[0:CONFIG_PACKETS+RESET_PACKETS-1];
  reg [FLIT_BITS:0] inputs[0:INPUT_WORDS-1];
  reg [31:0] expected[0:TIMESTEPS*ROW-1];

  integer i;
  integer held;  // packets of the batch under way
  integer waited;
  integer timestep;
  integer word;
  integer differences;
  reg [31:0] batch_cycles;
  reg [15:0] outputs[0:OUTPUT_WORDS-1];

  task finish_job;
    begin
      waited = 0;
      while (busy && waited < MOST_CYCLES) begin
        @(posedge clk);
        #1 waited = waited + 1;
      end
      if (busy) begin
        $display("HUNG: timestep %0d: the chip is still busy after %0d cycles", timestep, MOST_CYCLES);
        $fatal(1, "HUNG");
      end
    end
  endtask

  task run_batch;
    begin
      in_valid = 1'b0;
      inject   = 1'b1;
      @(posedge clk);
      #1 inject = 1'b0;
      finish_job;
      batch_cycles = batch_cycles + cycles;
      held = 0;
    end
  endtask

  task send(input [FLIT_BITS-1:0] packet);
    begin
      if (held == BUFFER) run_batch;
      in_valid  = 1'b1;
      in_packet = packet;
      @(posedge clk);
      #1 in_valid = 1'b0;
      held = held + 1;
    end
  endtask

  task compare(input [31:0] value, input integer column);
    if (CHECKED != 0 && expected[timestep*ROW+column] !== value) begin
      differences = differences + 1;
      $display("DIFFERENT: timestep %0d %0s %0d: expected %0d, got %0d", timestep,
               column == 0 ? "step cycles" : column == 1 ? "batch cycles" : "output word",
               column < 2 ? 0 : column - 2, expected[timestep*ROW+column], value);
    end
  endtask

  task run_step;
    begin
      pulse = 1'b1;
      @(posedge clk);
      #1 pulse = 1'b0;
      finish_job;
      $write("timestep %0d cycles %0d batch_cycles %0d outputs", timestep, cycles, batch_cycles);
      for (word = 0; word < OUTPUT_WORDS; word = word + 1) begin
        out_address = word;
        @(posedge clk);
        #1 outputs[word] = out_data;
      end
      for (word = OUTPUT_WORDS - 1; word >= 0; word = word - 1) $write(" %h", outputs[word]);
      $write("\n");
      compare(cycles, 0);
      compare(batch_cycles, 1);
      for (word = 0; word < OUTPUT_WORDS; word = word + 1) compare({16'd0, outputs[word]}, 2 + word);
      timestep = timestep + 1;
      batch_cycles = 32'd0;
    end
  endtask

  initial begin
    if ($test$plusargs("vcd")) begin
      $dumpfile("chip.vcd");
      $dumpvars(0, chip_tb);
    end
    $display("input: @INPUT@");
    $readmemh("config.hex", configuration);
    $readmemh("input.hex", inputs);
    if (CHECKED != 0) $readmemh("expected.hex", expected);
    held = 0;
    timestep = 0;
    differences = 0;
    batch_cycles = 32'd0;
    repeat (4) @(posedge clk);
    #1 rst = 1'b0;
    repeat (40) @(posedge clk);
    #1;
    for (i = 0; i < CONFIG_PACKETS; i = i + 1) send(configuration[i]);
    run_batch;
    for (i = 0; i < RESET_PACKETS; i = i + 1) send(configuration[CONFIG_PACKETS+i]);
    run_batch;
    batch_cycles = 32'd0;
    for (i = 0; i < INPUT_WORDS; i = i + 1)
      if (!inputs[i][FLIT_BITS]) send(inputs[i][FLIT_BITS-1:0]);
      else begin
        if (held > 0) run_batch;
        run_step;
      end
    if (CHECKED == 0) $display("DONE: %0d timesteps", timestep);
    else if (differences == 0) $display("EQUAL: %0d timesteps", timestep);
    else begin
      $display("DIFFERENT: %0d values", differences);
      $fatal(1, "DIFFERENT");
    end
    $finish;
  end
endmodule
