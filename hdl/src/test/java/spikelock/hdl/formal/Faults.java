package spikelock.hdl.formal;

import java.util.List;
import java.util.Map;

/** What is planted in the RTL to see the assertions fail. */
final class Faults {
  private static final Proof FIFO = Proof.reached("flit_fifo", Map.of("DEPTH", 2));
  private static final Proof ARBITER = Proof.reached("round_robin", Map.of());
  private static final Proof LINKS = Proof.reached("router_links", Map.of("X", 1, "Y", 1));
  private static final Proof CONSERVATION = Proof.reached("router_conservation", Map.of());
  private static final Proof WAIT = Proof.reached("router_wait", Map.of());
  private static final Proof STALLED = Proof.reached("router_wait", Map.of("STALLS", 1));
  private static final Proof TREES = Proof.reached("trees", Map.of("MOST", 5));
  private static final Proof BARRIER = Proof.reached("barrier", Map.of());
  private static final Proof HOST = Proof.reached("host_port", Map.of());
  private static final Proof OUTPUTS = Proof.reached("outputs", Map.of("PLACE", 19));
  private static final Proof GRADED_OUTPUTS = Proof.reached("outputs", Map.of("PLACE", 19, "PAYLOAD_BITS", 2));
  private static final Proof SCHEDULER = Proof.reached("axon_scheduler", Map.of("PLACE", 21));
  private static final Proof GRADED_SCHEDULER = Proof.reached("axon_scheduler", Map.of("PLACE", 21, "PAYLOAD_BITS", 1));
  private static final Proof SUMS = Proof.reached("accumulators", Map.of("PLACE", 1));
  private static final Proof AXON_OUT = Proof.reached("axon_out", Map.of());
  private static final Proof CORE = Proof.reached("core", Map.of());

  static final List<Fault> ALL = List.of(
      new Fault("a flit taken where there is no room", FIFO, "flit_fifo.v", "in_ready  = ~occupied[DEPTH-1]", "in_ready  = 1'b1",
          List.of("takes_while_there_is_room", "is_never_lost")),
      new Fault("a flit lost when the FIFO empties", FIFO, "flit_fifo.v",
          "push ? {kept[DEPTH-2:0], 1'b1} : kept", "push & ~pop ? {kept[DEPTH-2:0], 1'b1} : kept", List.of("offers_what_it_has")),
      new Fault("a flit written over the one in front", FIFO, "flit_fifo.v", "lands_here = push & ~kept[i]", "lands_here = push",
          List.of("comes_out_unchanged_in_order", "holds_still")),
      new Fault("a head that changes while it waits", FIFO, "flit_fifo.v", "else if (pop && i", "else if (push && i",
          List.of("comes_out_unchanged_in_order")),

      new Fault("two grants", ARBITER, "round_robin.v", "grant = candidates & ~above", "grant = candidates",
          List.of("grants_one", "keeps_what_was_not_accepted")),
      new Fault("the lowest port first, always", ARBITER, "round_robin.v", "candidates = |first ? first : request", "candidates = request",
          List.of("waits_for_four_at_most")),
      new Fault("a grant to who does not ask", ARBITER, "round_robin.v",
          "candidates = |first ? first : request", "candidates = |first ? first : 5'b11111", List.of("grants_a_request", "grants_if_asked")),
      new Fault("nothing for who asked before", ARBITER, "round_robin.v", "candidates = |first ? first : request", "candidates = first",
          List.of("grants_if_asked")),
      new Fault("a choice made anew while a flit is on offer", ARBITER, "round_robin.v",
          "if (|request) behind", "if (accepted && |request) behind", List.of("keeps_what_was_not_accepted")),

      new Fault("south before the column is right", LINKS, "router.v", "head_valid[i] & column & south", "head_valid[i] & south",
          List.of("goes_by_xy_order", "holds_still")),
      new Fault("a choice made anew while a flit is on offer", LINKS, "round_robin.v", "if (|request) behind", "if (accepted && |request) behind",
          List.of("holds_still")),
      new Fault("an offer that waits for being accepted", LINKS, "router.v", "out_valid[o] = |request", "out_valid[o] = |request & out_ready[o]",
          List.of("offers_something_unless_idle")),
      new Fault("west where the column is right", LINKS, "router.v", "(west | (home & to_host))", "((x <= HERE_X) | (home & to_host))",
          List.of("takes_no_forbidden_turn")),
      new Fault("a FIFO that mixes what it holds", LINKS, "flit_fifo.v",
          "if (lands_here) flits[i*WIDTH+:WIDTH] <= in_flit", "if (lands_here) flits[i*WIDTH+:WIDTH] <= in_flit ^ flits[WIDTH-1:0]",
          List.of("holds_what_may_come")),

      new Fault("the host's flits into the core", CONSERVATION, "router.v", "home & ~to_host", "home",
          List.of("is_offered_nowhere_else", "leaves_once_by_its_way")),
      new Fault("a head that stays when it is accepted", CONSERVATION, "router.v",
          "grant[10+i] | grant[15+i] | grant[20+i]", "grant[10+i] | grant[15+i]", List.of("inside_once")),
      new Fault("a head lost when another is accepted", CONSERVATION, "router.v", "chosen & {5{out_ready[o]}}", "request & {5{out_ready[o]}}",
          List.of("inside_once")),
      new Fault("idle with a flit from the west", CONSERVATION, "router.v", "idle = ~|head_valid", "idle = ~|head_valid[3:0]",
          List.of("is_not_idle_until_then")),
      new Fault("two heads in one offer", CONSERVATION, "round_robin.v", "grant = candidates & ~above", "grant = candidates",
          List.of("leaves_unchanged")),
      new Fault("an overrun FIFO", CONSERVATION, "flit_fifo.v", "in_ready  = ~occupied[DEPTH-1]", "in_ready  = 1'b1", List.of("inside_once")),
      new Fault("a flit that changes on its way to the head", CONSERVATION, "flit_fifo.v",
          "<= flits[((i+1)%DEPTH)*WIDTH+:WIDTH]", "<= flits[((i+1)%DEPTH)*WIDTH+:WIDTH] ^ 2", List.of("unchanged_inside")),
      new Fault("a FIFO with gaps", CONSERVATION, "flit_fifo.v", "push ? {kept[DEPTH-2:0], 1'b1} : kept", "push ? ~kept : kept",
          List.of("inside_once", "no_gaps")),

      new Fault("the lowest port first, always", WAIT, "round_robin.v", "candidates = |first ? first : request", "candidates = request",
          List.of("sees_four_others_at_most", "leaves_in_time")),
      new Fault("the lowest port first, always", STALLED, "round_robin.v", "candidates = |first ? first : request", "candidates = request",
          List.of("is_overtaken_less_and_less")),
      new Fault("a search that starts anywhere", STALLED, "round_robin.v", "behind <= above | (grant", "behind <= ~above | (grant",
          List.of("arbiters_are_sound", "is_overtaken_less_and_less")),
      new Fault("an output that stays away one cycle in two", WAIT, "router.v",
          "grant[o*5+:5] = chosen & {5{out_ready[o]}}", "grant[o*5+:5] = chosen & {5{out_ready[o] & in_valid[0]}}", List.of("comes_nearer")),
      new Fault("a flit that wants two outputs", WAIT, "router.v", "head_valid[i] & column & south", "head_valid[i] & south",
          List.of("wants_one_output")),
      new Fault("a flit lost when the FIFO empties", WAIT, "flit_fifo.v",
          "push ? {kept[DEPTH-2:0], 1'b1} : kept", "push & ~pop ? {kept[DEPTH-2:0], 1'b1} : kept", List.of("is_in_its_fifo")),
      new Fault("a FIFO with gaps", WAIT, "flit_fifo.v", "push ? {kept[DEPTH-2:0], 1'b1} : kept", "push ? ~kept : kept", List.of("no_gaps")),

      new Fault("a leaf nearer than the others", TREES, "pulse_tree.v", "node[i/2] & ~rst", "node[1] & ~rst", List.of("every_leaf_sees_the_root")),
      new Fault("half of the leaves not asked", TREES, "idle_tree.v", "node[2*i] & node[2*i+1]", "node[2*i]", List.of("the_root_sees_every_leaf")),

      new Fault("a barrier before the pulse is there", BARRIER, "host_port.v", "ROUND_TRIP = 2 * TREE_DEPTH", "ROUND_TRIP = TREE_DEPTH",
          List.of("comes_in_its_cycle", "is_not_early")),
      new Fault("a barrier one cycle late", BARRIER, "host_port.v", "ROUND_TRIP = 2 * TREE_DEPTH", "ROUND_TRIP = 2 * TREE_DEPTH + 1",
          List.of("comes_in_its_cycle")),
      new Fault("a tile that the barrier does not ask", BARRIER, "idle_tree.v", "node[2*i] & node[2*i+1]", "node[2*i]",
          List.of("comes_in_its_cycle")),
      new Fault("a tile that sees the pulse before the others", BARRIER, "pulse_tree.v",
          "node[i/2] & ~rst", "(i == 5 ? node[1] : node[i/2]) & ~rst", List.of("every_tile_sees_it", "pulse_and_advance_take_turns")),
      new Fault("a batch that is over before the mesh has drained", BARRIER, "host_port.v", "SETTLED = TREE_DEPTH", "SETTLED = 0",
          List.of("a_batch_is_sent_and_drained")),
      new Fault("a batch that is over long after", BARRIER, "host_port.v",
          "if (wait_count != SETTLED) wait", "if (wait_count != SETTLED + 8'd9) wait", List.of("a_batch_ends")),
      new Fault("a pulse while a batch goes on", BARRIER, "host_port.v",
          "start_step = (job == IDLE) & pulse & ~inject", "start_step = pulse & ~inject",
          List.of("nothing_is_sent_in_a_step", "waits_until_the_advance_is_there")),
      new Fault("accepted before the advance has arrived", BARRIER, "host_port.v", "if (wait_count == ARRIVED) job", "if (wait_count == 0) job",
          List.of("waits_until_the_advance_is_there")),
      new Fault("a cycle counted twice", BARRIER, "host_port.v", "cycles <= cycles + 32'd1", "cycles <= cycles + (idle_root ? 32'd2 : 32'd1)",
          List.of("counts_its_cycles")),

      new Fault("a packet fetched over one that waits", HOST, "host_port.v", "(read != held) & (~packet_valid | sent)", "(read != held)",
          List.of("holds_still", "sends_in_order")),
      new Fault("a packet sent twice", HOST, "host_port.v",
          "packet_valid <= fetch | (packet_valid & ~sent)", "packet_valid <= fetch | packet_valid & (~sent | inject)",
          List.of("sends_what_was_taken")),
      new Fault("a batch that leaves its last packet", HOST, "host_port.v",
          "BATCH: if (read == held && !packet_valid)", "BATCH: if (read == held)", List.of("sends_all")),
      new Fault("a packet taken when the buffer is full", HOST, "host_port.v",
          "in_ready     = (job == IDLE) & ~held[BUFFER_LOG2]", "in_ready     = (job == IDLE)", List.of("has_room_for_its_packets")),
      new Fault("a reply written where another was", HOST, "host_port.v",
          ".write_address(replies[BUFFER_LOG2-1:0])", ".write_address(read[BUFFER_LOG2-1:0])", List.of("keeps_replies")),

      new Fault("an output lost beside one of its word", OUTPUTS, "output_bits.v", "previous_valid && previous_place == place ?", "1'b0 ?",
          List.of("shows_what_came")),
      new Fault("a payload lost beside another", GRADED_OUTPUTS, "outputs.v", "previous_valid && previous_number == update_number ?", "1'b0 ?",
          List.of("shows_what_came")),

      new Fault("an arrival lost beside one of its word", SCHEDULER, "axon_scheduler.v",
          "(previous_valid && previous_entry == update_entry) ?", "1'b0 ?", List.of("stores_what_arrived")),
      new Fault("a payload in the bit of its neighbour", GRADED_SCHEDULER, "axon_scheduler.v",
          "update_payload & {PAYLOAD_BITS{arrived[a]}}", "update_payload & {PAYLOAD_BITS{arrived[a] | arrived[(a+1)%16]}}",
          List.of("stores_the_payload")),
      new Fault("a slot that is copied and not cleared", SCHEDULER, "axon_scheduler.v",
          "write_enable  = copy_moving | update_valid", "write_enable  = update_valid", List.of("stores_what_arrived")),
      new Fault("a word of due axons lost", SCHEDULER, "axon_scheduler.v",
          "due_empty = (due_read == due_count) & ~next_valid", "due_empty = ~next_valid", List.of("forgets_nothing")),
      new Fault("a due axon that is not waited for", SCHEDULER, "axon_scheduler.v", "end else if (due_taken) begin", "end else begin",
          List.of("holds_still", "offers_what_arrived", "rises", "stores_what_arrived")),
      new Fault("payloads of the word before", GRADED_SCHEDULER, "axon_scheduler.v", "if (refill) payloads", "if (fetch) payloads",
          List.of("keeps_the_payload")),

      new Fault("a sum without the addition before", SUMS, "accumulators.v", "forward ? previous_sum", "1'b0 ? previous_sum",
          List.of("sweep_reads_the_sum")),
      new Fault("a sum that is not cleared", SUMS, "accumulators.v", "(hit | swept | clear |", "(hit | clear |",
          List.of("sweep_reads_the_sum")),

      new Fault("a spike lost while another leaves the queue", AXON_OUT, "axon_out.v", "if (spike) written", "if (spike && !pop) written",
          List.of("is_busy_until_all_is_sent")),
      new Fault("the entry behind the next", AXON_OUT, "axon_out.v", "pointer <= fetch_address + 1'b1", "pointer <= fetch_address + 2'd2",
          List.of("sends_the_list_in_order")),
      new Fault("a list that goes on without being accepted", AXON_OUT, "axon_out.v", "advance = ~entry_valid | packet_ready", "advance = 1'b1",
          List.of("holds_still")),
      new Fault("idle with an index on its way", AXON_OUT, "axon_out.v", "neuron_valid | index_valid | entry_valid", "neuron_valid | entry_valid",
          List.of("is_busy_until_all_is_sent", "sends_the_list_in_order")),
      new Fault("a list sent twice", AXON_OUT, "axon_out.v", "(index_valid & ~index_taken)", "(index_valid & ~(index_taken & packet_ready))",
          List.of("sends_nothing_else")),
      new Fault("a queue read backwards", AXON_OUT, "axon_out.v",
          ".read_address(popped[NEURONS_LOG2-1:0])", ".read_address(popped[NEURONS_LOG2-1:0] ^ 2'd1)",
          List.of("keeps_the_order_of_spikes", "sends_nothing_else")),

      new Fault("idle with an arrival on its way", CORE, "core.v", "~busy & ~arrived & ~arrival_pending & ~reply_pending", "~busy & ~reply_pending",
          List.of("copy_finds_no_arrival", "works_on_what_came", "slot_changes_between_steps")),
      new Fault("a walk before the copy is over", CORE, "core_phases.v", "COPY: if (!copying)", "COPY: if (1'b1)",
          List.of("walks_after_the_copy")),
      new Fault("a sweep while due axons wait", CORE, "core.v",
          "walk_done = due_empty & walk_empty & ~add_pending", "walk_done = walk_empty & ~add_pending",
          List.of("walks_to_the_end", "walks_after_the_sweep", "sweeps_after_the_walk")),
      new Fault("a queue emptied beyond its end", CORE, "axon_out.v", "(popped != written) & (~neuron_valid", "(~neuron_valid",
          List.of("configures_alone", "index_is_not_read_where_written", "starts_nothing_by_itself", "entries_are_not_read_where_written")),
      new Fault("idle with spikes on their way", CORE, "core.v", "busy = in_phase | out_busy", "busy = in_phase",
          List.of("axon_out_starts_empty")),
      new Fault("a neuron swept twice", CORE, "neuron_sweep.v", "if (read) issue <= issue", "if (read && step[0]) issue <= issue",
          List.of("visits_no_neuron_twice")),
      new Fault("idle when the sweep begins", CORE, "core_phases.v", "WALK: if (walk_done) phase <= SWEEP", "WALK: if (walk_done) phase <= IDLE",
          List.of("axon_out_starts_empty")),
      new Fault("a core that starts by itself", CORE, "core_phases.v", "if (pulse) phase <= COPY", "if (pulse | walk_done) phase <= COPY",
          List.of("sets_are_not_read_where_written", "neurons_are_not_read_where_written", "states_are_not_read_where_written")),
      new Fault("a reply that nobody waits for", CORE, "core.v", "~arrival_pending & ~reply_pending", "~arrival_pending",
          List.of("works_while_it_offers")),
      new Fault("a state written to the neuron that is read", CORE, "neuron_sweep.v",
          ".write_address(store ? arrive_neuron :", ".write_address(store ? issue :", List.of("states_are_not_read_where_written")),
      new Fault("due words written where they are read", CORE, "axon_scheduler.v", ".write_enable(keep)", ".write_enable(keep | fetch)",
          List.of("due_buffer_is_not_read_where_written")),
      new Fault("spikes queued where they are read", CORE, "axon_out.v",
          ".write_address(written[NEURONS_LOG2-1:0])", ".write_address(popped[NEURONS_LOG2-1:0])", List.of("queue_is_not_read_where_written")),
      new Fault("configuration that is heard in a step", CORE, "core.v", "arrived & arrived_flit[FLIT_BITS-1]", "arrived_flit[FLIT_BITS-1]",
          List.of("arrivals_come_after_the_copy", "sends_after_the_copy", "clears_alone", "holds_still", "axons_are_not_read_where_written")),
      new Fault("a scheduler cleared while it walks", CORE, "core_phases.v", "clearing     = phase == CLEAR", "clearing     = phase != IDLE",
          List.of("arrivals_come_after_the_copy")));

  private Faults() {}
}
