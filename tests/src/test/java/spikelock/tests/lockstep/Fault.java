package spikelock.tests.lockstep;

import java.util.List;

/**
 * One fault in the Verilog, and what lockstep must say of it.
 *
 * @param chip the random chip whose Verilog it is in
 * @param name what is wrong
 * @param file file of the emitted project
 * @param right text in it, there once
 * @param wrong what stands there instead
 * @param kinds kinds of difference that this fault can show first
 * @param where what the difference must name, a pattern
 */
record Fault(String chip, String name, String file, String right, String wrong, List<String> kinds, String where) {
  private static final String NEURON = "core\\d\\.\\w\\[\\d+\\]";
  private static final String SLOT = NEURON + "|tile \\d slot \\d+"; // an accumulator may belong to no neuron
  private static final String AXON = "axon \\d+.*";
  private static final String COUNTER = "busy_cycles|axon_out_stalls|packets_(in|out)|spikes|accumulations|hops_\\w+|cycles of (the step|batch \\d+)";
  private static final List<String> TIME = List.of("counter", "step_cycles");

  private Fault(String name, String file, String right, String wrong, List<String> kinds, String where) {
    this("pair", name, file, right, wrong, kinds, where);
  }

  /** On two tiles, which build soonest, where they can show there. */
  static final List<Fault> ALL = List.of(
      // What only debug chips count.
      new Fault("window", "neuron updates not counted", "core_counters.v", "counting & neuron_update", "1'b0", List.of("counter"), "neuron_updates"),
      new Fault("window", "words read counted only where a spike comes", "core_counters.v", "counting & synapse_read", "synapse_read & spike",
          List.of("counter"), "synapse_words"),
      new Fault("window", "hops of batches not counted", "core_counters.v", "{4{~counting}} & hops", "4'd0", List.of("counter"), "batch_hops_\\w+"),
      // The way into the memories and back.
      new Fault("the synapse memory is never written", "synapse_walk.v", ".write_enable(cfg_select_synapse & cfg_write)", ".write_enable(1'b0)",
          List.of("memory"), "synapse word \\d+"),
      new Fault("a memory written whenever it is selected", "axon_out.v", ".write_enable(cfg_select_index & cfg_write)",
          ".write_enable(cfg_select_index)", List.of("memory"), "fanout_index word \\d+"),
      new Fault("a read gives the word before", "axon_out.v", ".read_enable(fetch | (cfg_select_fanout & cfg_read))", ".read_enable(fetch)",
          List.of("memory"), "fanout word \\d+"),
      new Fault("one unit of a wide word lost", "config_port.v", "if (write && unit == UNIT)", "if (write && unit == UNIT && u != 0)",
          List.of("memory"), "\\w+ word \\d+"),
      new Fault("a region's neighbour written, too", "core.v", ".cfg_select_fanout(cfg_select[9])", ".cfg_select_fanout(cfg_select[9] | cfg_select[8])",
          List.of("memory"), "fanout word \\d+"),
      new Fault("the reset leaves the age", "core_control.v", "if (reset_state) begin\n        age <= 16'd0;", "if (reset_state) begin", List.of("control"), "age"),
      new Fault("the reset leaves the accumulators", "accumulators.v", "(hit | swept | clear | (cfg_write",
          "(hit | swept | (cfg_write", List.of("memory"), "accumulator word \\d+"),
      new Fault("the reset leaves a bit of the state", "neuron_sweep.v", "resetting ? initial_state : next_state",
          "resetting ? {initial_state[STATE_BITS-1:1], state_word[0]} : next_state", List.of("memory"), "state word \\d+"),
      new Fault("lists of the upper half of the fan-out memory sought in the lower", "axon_out.v", "more ? pointer : index_word[FANOUT_LOG2:1]",
          "more ? pointer : {1'b0, index_word[FANOUT_LOG2-1:1]}", List.of("scheduler", "output", "counter", "stopped"),
          AXON + "|" + NEURON + "|" + COUNTER + "|.*stopped.*"),
      new Fault("fixed order instead of round robin", "round_robin.v", "|first ? first : request", "request", TIME, COUNTER),
      new Fault("window", "arbiters keep their position at the pulse", "router.v", ".rst(rst | pulse)", ".rst(rst)", TIME, COUNTER),
      new Fault("a FIFO one flit short", "flit_fifo.v", "in_ready  = ~occupied[DEPTH-1]", "in_ready  = ~occupied[DEPTH-2]", TIME, COUNTER),
      new Fault("a full FIFO takes a flit and loses one", "flit_fifo.v", "in_ready  = ~occupied[DEPTH-1]", "in_ready  = ~occupied[DEPTH-1] | pop",
          List.of("scheduler", "output", "counter", "stopped"), AXON + "|" + NEURON + "|" + COUNTER + "|.*stopped.*"),
      new Fault("a spike lost while another leaves the queue", "axon_out.v", "if (spike) written", "if (spike && !pop) written",
          List.of("scheduler", "output", "counter"), AXON + "|" + NEURON + "|" + COUNTER),
      new Fault("the entry behind the next is sent", "axon_out.v", "pointer <= fetch_address + 1'b1", "pointer <= fetch_address + 2'd2",
          List.of("scheduler", "output", "counter", "stopped"), AXON + "|" + NEURON + "|" + COUNTER + "|.*stopped.*"),
      new Fault("a list does not end", "axon_out.v", "more = entry_valid & ~packet[ENTRY_BITS-1]", "more = entry_valid", List.of("stopped"), ".*still busy.*"),
      new Fault("a product is cut off instead of rounded", "datapath_1.v", "n11_p} + 39'h800", "n11_p} + 39'h0", List.of("state"), NEURON),
      new Fault("a threshold that is only reached", "datapath_0.v", "$signed(n3) < $signed(n9)", "$signed(n3) <= $signed(n9)", List.of("state"), NEURON),
      new Fault("stalls not counted", "core_counters.v", "counting & stall", "1'b0", List.of("counter"), "axon_out_stalls"),
      new Fault("a saturated counter starts again", "core_counters.v", "events[c] & ~count[COUNTER_BITS]", "events[c]", List.of("counter"), COUNTER),
      new Fault("accumulators not cleared by the sweep", "accumulators.v", "(hit | swept | clear |", "(hit | clear |",
          List.of("accumulator"), SLOT),
      new Fault("no forwarding between additions", "accumulators.v", "forward ? previous_sum : read_data &",
          "read_data &", List.of("state", "accumulator"), SLOT),
      new Fault("no forwarding between arrivals", "axon_scheduler.v", "(previous_valid && previous_entry == update_entry) ? previous_word : word", "word",
          List.of("scheduler", "state"), AXON + "|" + NEURON),
      new Fault("a delay one slot short", "axon_scheduler.v", "arrival_slot = now + arrival_delay", "arrival_slot = now + arrival_delay - 1'b1",
          List.of("scheduler", "state"), AXON + "|" + NEURON),
      new Fault("the due slot not cleared", "axon_scheduler.v", "write_data    = {WORD_BITS{1'b0}};\n    end else if (update_valid)",
          "write_data    = word;\n    end else if (update_valid)", List.of("scheduler"), AXON),
      new Fault("the reset leaves the scheduler as it is", "axon_scheduler.v", "copy_moving | update_valid | clear | (cfg_select & cfg_write)",
          "copy_moving | update_valid | (cfg_select & cfg_write)", List.of("scheduler"), AXON),
      new Fault("sets start a timestep late", "neuron_sweep.v", "gated <= age < set_word", "gated <= age <= set_word", List.of("state", "scheduler", "counter"),
          NEURON + "|spikes|" + AXON),
      new Fault("sets read one word too far", "neuron_sweep.v", "load_read ? set_pointer :", "load_read ? set_pointer + 1'b1 :",
          List.of("state", "counter", "step_cycles", "stopped"), NEURON + "|" + COUNTER + "|.*stopped.*"),
      new Fault("the barrier does not wait for arrivals", "core.v", "~busy & ~arrived & ~arrival_pending & ~reply_pending", "~busy & ~arrived & ~reply_pending",
          List.of("step_cycles", "batch_cycles"), COUNTER),
      new Fault("batches counted a cycle short", "host_port.v", "if (start_batch | start_step) cycles <= 32'd0;",
          "if (start_step) cycles <= 32'd0; else if (start_batch) cycles <= 32'hffffffff;", List.of("batch_cycles"), "cycles of batch 0"),
      new Fault("outputs kept from the step before", "host_port.v", ".clear(rst | start_step)", ".clear(rst)", List.of("output"), NEURON + "|output word \\d"),
      new Fault("an output lost that comes behind another", "output_bits.v", "previous_valid && previous_place == place ? previous_word : word", "word",
          List.of("output"), NEURON + "|output word \\d"),
      new Fault("exponents ignored", "synapse_unpacker.v", "extended << add_exponent", "extended + (add_exponent & 0)",
          List.of("state", "accumulator"), SLOT),
      new Fault("square", "payloads not multiplied", "synapse_unpacker.v", "<= factor * taken_payload", "<= factor + (taken_payload & 0)",
          List.of("state", "accumulator"), SLOT),
      new Fault("square", "payloads without their sign", "synapse_unpacker.v", "<= factor * taken_payload",
          "<= factor * $signed({1'b0, taken_payload})", List.of("state", "accumulator"), SLOT),
      new Fault("square", "the highest bit of a payload not stored", "axon_scheduler.v", "update_payload <= arrival_payload",
          "update_payload <= arrival_payload & ({PAYLOAD_BITS{1'b1}} >> 1)", List.of("scheduler", "state"), AXON + "|" + NEURON),
      new Fault("square", "a payload of the spike behind", "axon_out.v", "entry_payload <= index_payload", "entry_payload <= head[QUEUE_BITS-1:NEURONS_LOG2]",
          List.of("scheduler", "output", "state"), AXON + "|" + NEURON),
      new Fault("a row ends a word early", "row_engine.v", "at_most_a_step(row_dense, row_rest)", "at_most_a_step(row_dense, row_rest - row_step)",
          List.of("state", "accumulator", "counter"), SLOT + "|" + COUNTER));

  @Override
  public String toString() {
    return name;
  }
}
