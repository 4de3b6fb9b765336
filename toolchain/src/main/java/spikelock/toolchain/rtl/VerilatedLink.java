package spikelock.toolchain.rtl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DebugCounter;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.error.InputException;
import spikelock.emulator.link.ChipLink;
import spikelock.emulator.link.HostJobs;
import spikelock.emulator.link.JobStoppedException;
import spikelock.emulator.platform.PortEvent;
import spikelock.toolchain.verilator.Port;
import spikelock.toolchain.verilator.PortScript;
import spikelock.toolchain.verilator.SimulationException;
import spikelock.toolchain.verilator.VerilatedModel;

/**
 * The top-level ports of a Verilated {@code chip}: many jobs in one native call. A model in a child process is asked for one job a call,
 * since a call there has a time limit. Outputs and counters may be {@link #peekIn peeked} instead of read through the ports.
 */
final class VerilatedLink implements ChipLink {
  private static final int LOOKED = 64; // cycles looked at in one native call while ports are recorded
  private static final int ENDED = 3; // results of a job's end: cycles ticked, whether it ended, `cycles`

  private final ChipSpec spec;
  private final VerilatedModel model;
  private final int mostCycles;
  private final boolean oneByOne;
  private final PortScript script = new PortScript();
  private final Port inValid;
  private final Port inPacket;
  private final Port inject;
  private final Port pulse;
  private final Port busy;
  private final Port cycles;
  private final Port outAddress;
  private final Port outData;
  private final Port replyAddress;
  private final Port replyData;
  private final Port replies;
  private Optional<ExposedChip> exposed = Optional.empty();
  private Optional<PortTap> tap = Optional.empty();
  private List<PortEvent> portEvents = List.of();
  private int[] resultEnd = new int[64]; // [job of the call] results up to its end
  private int answered; // jobs of the run
  private int[] debugCounters = {};

  /**
   * Checks the ports against the chip and resets it.
   *
   * @param model closed with the link
   * @param mostCycles after how many cycles of one job the chip counts as hung
   * @param oneByOne whether each job is a call of its own
   * @throws InputException when a port is not there or of another width
   */
  VerilatedLink(ChipSpec spec, VerilatedModel model, int mostCycles, boolean oneByOne) {
    this.spec = spec;
    this.model = model;
    this.mostCycles = mostCycles;
    this.oneByOne = oneByOne;
    int bufferBits = ChipSpec.log2(spec.host().inputBuffer());
    this.inValid = port("in_valid", 1, true);
    this.inPacket = port("in_packet", new PacketFormat(spec).flitBits(), true);
    this.inject = port("inject", 1, true);
    this.pulse = port("pulse", 1, true);
    this.busy = port("busy", 1, false);
    this.cycles = port("cycles", 32, false);
    this.outAddress = port("out_address", spec.outputAddressBits(), true);
    this.outData = port("out_data", 16, false);
    this.replyAddress = port("reply_address", bufferBits, true);
    this.replyData = port("reply_data", 16, false);
    this.replies = port("replies", bufferBits + 1, false);
    Port rst = port("rst", 1, true);
    int settle = 2 * spec.mesh().treeDepth() + 4; // until the idle tree shows the reset tiles
    model.run(script.clear().set(rst, 1).tick(4).set(rst, 0).tick(settle));
  }

  private Port port(String name, int width, boolean input) {
    Port port = model.port(name);
    if (port.width() != width || port.input() != input) {
      throw new InputException("the design's port " + name + " is " + (port.input() ? "an input" : "an output") + " of " + port.width()
          + " bits, the image's chip needs " + (input ? "an input" : "an output") + " of " + width, "", name,
          "use a project that was emitted for the same chip");
    }
    return port;
  }

  /** From now on outputs and counters are peeked in place: the same values sooner. Before any {@link HostJobs} are made for this link. */
  void peekIn(ExposedChip chip) {
    exposed = Optional.of(chip);
    debugCounters = new int[chip.hasDebugCounters() ? spec.tiles() * DebugCounter.COUNT : 0];
  }

  /** Looks at the wires in every cycle of each step from now on; empty: no longer. */
  void record(Optional<PortTap> wires) {
    tap = wires;
  }

  /** What was seen in the last step. */
  List<PortEvent> portEvents() {
    return portEvents;
  }

  /** [tile * DebugCounter.COUNT + counter] of the last step and the batches before it; empty where they are not peeked. */
  int[] debugCounters() {
    return debugCounters.clone();
  }

  @Override
  public String name() {
    return "rtl";
  }

  @Override
  public boolean answersCounters() {
    return exposed.isPresent();
  }

  @Override
  public void run(HostJobs jobs, int[] answers) {
    for (answered = 0; answered < jobs.jobs();) {
      if (tap.isPresent() && jobs.isStep(answered)) {
        look(tap.get(), jobs, answered, answers);
        answered++;
      } else {
        call(jobs, answers);
      }
    }
  }

  @Override
  public int answered() {
    return answered;
  }

  /** Runs the next jobs in a native call. */
  private void call(HostJobs jobs, int[] answers) {
    script.clear();
    int first = answered;
    int results = 0;
    int end = first;
    do {
      results += jobs.isStep(end) ? askStep() : askBatch(jobs, end);
      if (end - first == resultEnd.length) {
        resultEnd = Arrays.copyOf(resultEnd, 2 * resultEnd.length);
      }
      resultEnd[end - first] = results;
      end++;
    } while (end < jobs.jobs() && !oneByOne && !(tap.isPresent() && jobs.isStep(end)));
    model.reserveResults(results);
    try {
      take(jobs, end, model.run(script), answers);
    } catch (SimulationException e) {
      int whole = first;
      while (whole < end && resultEnd[whole - first] <= e.results()) {
        whole++;
      }
      take(jobs, whole, model.results(), answers);
      throw e;
    }
  }

  /** Takes the results of the jobs that were not answered yet up to {@code end}. */
  private void take(HostJobs jobs, int end, int[] got, int[] answers) {
    int at = 0;
    for (int job = answered; job < end; job++) {
      int answer = jobs.answerAt(job);
      at = jobs.isStep(job) ? takeBatches(got, at) : at;
      if (got[at + 1] == 0) {
        throw new JobStoppedException(job, mostCycles);
      }
      answers[answer] = got[at + 2];
      at += ENDED;
      if (jobs.isStep(job)) {
        at = takeOutputs(got, at, answers, answer + HostJobs.OUTPUTS);
      } else {
        int words = 1 + jobs.reads(job); // the replies counted, and they
        System.arraycopy(got, at, answers, answer + 1, words);
        at += words;
      }
      answered++;
    }
  }

  /** Appends a batch; returns how many results it gives. */
  private int askBatch(HostJobs jobs, int job) {
    script.set(inValid, 1);
    for (int packet = jobs.firstPacket(job); packet < jobs.endPacket(job); packet++) {
      script.set(inPacket, jobs.packetAt(packet)).tick(1);
    }
    script.set(inValid, 0).set(inject, 1).tick(1).set(inject, 0).until(busy, 0, mostCycles).get(cycles).get(replies);
    int reads = jobs.reads(job);
    for (int reply = 0; reply < reads; reply++) {
      script.set(replyAddress, reply).tick(1).get(replyData);
    }
    return ENDED + 1 + reads;
  }

  private int askStep() {
    int before = askDebugCounters();
    script.set(pulse, 1).tick(1).set(pulse, 0).until(busy, 0, mostCycles).get(cycles);
    return before + ENDED + askOutputs();
  }

  private int askDebugCounters() {
    return exposed.isPresent() ? exposed.get().peekDebugCounters(script) : 0;
  }

  /** The pulse clears what was counted of the batches: it is looked at before. */
  private int takeBatches(int[] got, int from) {
    return exposed.isEmpty() ? from
        : exposed.get().takeDebugCounters(got, from, DebugCounter.BATCH_PACKETS_IN, DebugCounter.BATCH_HOPS_WEST, debugCounters);
  }

  /** Appends reading the outputs; an address shows its word one cycle later. */
  private int askOutputs() {
    if (exposed.isPresent()) {
      return exposed.get().peekOutputs(script) + exposed.get().peekCounters(script) + askDebugCounters();
    }
    for (int word = 0; word < spec.outputWords(); word++) {
      script.set(outAddress, word).tick(1).get(outData);
    }
    return spec.outputWords();
  }

  /** Takes what {@link #askOutputs} gave; returns where the next results begin. */
  private int takeOutputs(int[] got, int from, int[] answers, int to) {
    if (exposed.isPresent()) {
      int next = exposed.get().takeOutputs(got, from, answers, to);
      next = exposed.get().takeCounters(got, next, answers, to + spec.outputWords());
      return exposed.get().takeDebugCounters(got, next, DebugCounter.NEURON_UPDATES, DebugCounter.SYNAPSE_WORDS, debugCounters);
    }
    System.arraycopy(got, from, answers, to, spec.outputWords());
    return from + spec.outputWords();
  }

  /** Runs a step with a look at the wires in every cycle. */
  private void look(PortTap wires, HostJobs jobs, int job, int[] answers) {
    List<PortEvent> events = new ArrayList<>();
    int each = wires.results() + 2;
    script.clear();
    if (debugCounters.length > 0) {
      model.reserveResults(askDebugCounters());
      takeBatches(model.run(script), 0);
    }
    script.clear().set(pulse, 1);
    for (int first = 1; first <= mostCycles; first += LOOKED) {
      for (int i = 0; i < LOOKED; i++) {
        script.tick(1).set(pulse, 0).get(busy).get(cycles);
        wires.peek(script);
      }
      model.reserveResults(LOOKED * each);
      int[] got = model.run(script);
      script.clear();
      for (int i = 0; i < LOOKED; i++) {
        if (got[i * each] == 0) {
          answers[jobs.answerAt(job)] = got[i * each + 1];
          model.reserveResults(askOutputs());
          takeOutputs(model.run(script), 0, answers, jobs.answerAt(job) + HostJobs.OUTPUTS);
          portEvents = List.copyOf(events);
          return;
        }
        wires.events(first + i - spec.mesh().treeDepth(), got, i * each + 2, events);
      }
    }
    throw new JobStoppedException(job, mostCycles);
  }

  @Override
  public void close() {
    model.close();
  }
}
