package spikelock.toolchain.rtl.unit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * TIMING.md, section 4: a set of c neurons takes units + 1 cycles to load, interval * max(1, c) to read a neuron in the first of
 * every interval, latency + 1 to drain, and one more cycle ends the sweep. A neuron read in cycle r has its words at the datapath in r + 1 and
 * its results in r + 1 + latency; its accumulators are read inputStage cycles behind r. RESET-STATE writes the initial state in r + 1 instead. In some streams the last set has more neurons than a
 * stream has cycles, and is still being read when it ends. The datapath here is noise. Tables are written first, then sweeps and
 * configuration follow.
 */
final class NeuronSweepModel implements UnitModel {
  private enum Phase { LOAD, SWEEP, CONFIGURE }

  private static final int ENDLESS = 1 << 15; // added to the count of a set

  private final RandomGenerator random;
  private final Shape shape;
  private final int[] counts; // [set], of an endless one those that are known
  private final int[] starts;
  private final long[] setRest; // parameters, and behind them the initial state
  private final long[] neuronWords;
  private final long[] states;
  private final boolean endless;
  private final int early; // ages and starts are this and a little more

  private Phase phase = Phase.LOAD;
  private int at; // cycle of the phase
  private int length; // of a phase that has one
  private int unknown; // first cycle in which a neuron is read that is not followed
  private boolean resetting;
  private int age;
  private final Deque<Read> reads = new ArrayDeque<>(); // still to come in the sweep
  private final Deque<Read> arriving = new ArrayDeque<>(); // in the cycle after
  private final Deque<Read> inputs = new ArrayDeque<>(); // whose accumulators are still to be read
  private final Deque<Read> results = new ArrayDeque<>(); // to come from the datapath
  private int stateAsked = -1; // in the cycle before
  private int setWordAsked = -1;
  private int neuronAsked = -1;

  /** The parameters of the module. */
  record Shape(int neuronsLog2, int stateBits, int setBits, int neuronBits, boolean neuronInit, int setsLog2, int latency, int inputStage, int interval) {
    int units() {
      return 2 + (setBits + (neuronInit ? 0 : stateBits) + 15) / 16;
    }

    int wordBits() {
      return neuronBits + (neuronInit ? stateBits : 0);
    }
  }

  private record Read(int cycle, int neuron, int set) {}

  NeuronSweepModel(RandomGenerator random, Shape shape) {
    this.random = random;
    this.shape = shape;
    int sets = random.nextInt(1 + (1 << shape.setsLog2()) / shape.units());
    int neurons = 1 << shape.neuronsLog2();
    this.counts = new int[sets];
    this.starts = new int[sets];
    this.setRest = new long[sets];
    this.endless = sets > 0 && random.nextInt(4) == 0;
    this.early = random.nextBoolean() ? 0 : (1 << (random.nextBoolean() ? 15 : random.nextInt(4, 15))) - 2; // around a bit that changes
    int left = neurons;
    for (int set = 0; set < sets; set++) {
      counts[set] = random.nextInt(1 + Math.min(left, 6));
      left -= counts[set];
      starts[set] = early + random.nextInt(4);
      setRest[set] = bits(shape.setBits() + (shape.neuronInit() ? 0 : shape.stateBits()));
    }
    this.neuronWords = new long[neurons];
    this.states = new long[neurons];
    this.length = neurons + neurons + sets * shape.units();
  }

  @Override
  public void cycle(Wires wires) {
    expectConfigured(wires);
    wires.drive("start", false);
    wires.drive("resetting", phase == Phase.SWEEP && resetting);
    wires.drive("cfg_select_state", false);
    wires.drive("cfg_select_neuron", false);
    wires.drive("cfg_select_set", false);
    if (phase == Phase.SWEEP) {
      sweep(wires);
    } else {
      wires.expect("active", false);
      wires.expect("input_read", false);
      wires.expect("updated", false);
      wires.expect("spike", false);
      if (phase == Phase.LOAD) {
        load(wires);
      } else {
        configure(wires);
      }
    }
    if (++at == length) {
      begin();
    }
  }

  /** A sweep begins with the cycle of its start, in which it is not yet active. */
  private void begin() {
    at = 0;
    phase = random.nextInt(3) == 0 ? Phase.CONFIGURE : Phase.SWEEP;
    length = random.nextInt(1, 10);
    if (phase == Phase.CONFIGURE) {
      return;
    }
    resetting = random.nextInt(4) == 0;
    age = early + random.nextInt(5);
    int cycle = 1;
    int neuron = 0;
    for (int set = 0; set < counts.length; set++) {
      cycle += shape.units() + 1;
      for (int k = 0; k < counts[set]; k++) {
        reads.add(new Read(cycle + k * shape.interval(), neuron++, set));
      }
      cycle += shape.interval() * Math.max(1, counts[set]) + shape.latency() + 1;
    }
    unknown = cycle - shape.latency() - 1 - (counts.length > 0 && counts[counts.length - 1] == 0 ? shape.interval() : 0);
    length = endless ? Integer.MAX_VALUE : cycle + 1;
  }

  private void sweep(Wires wires) {
    wires.drive("start", at == 0);
    if (at == 0) {
      wires.drive("sets_used", counts.length);
    }
    wires.drive("age", age);
    wires.expect("active", at > 0);
    offerWords(wires);
    takeResults(wires);
    boolean follows = !reads.isEmpty() && reads.element().cycle() == at;
    if (follows) {
      inputs.add(reads.element());
      arriving.add(reads.element());
      results.add(reads.remove());
    }
    boolean takes = !inputs.isEmpty() && inputs.element().cycle() + shape.inputStage() == at;
    int unknownInput = unknown + shape.inputStage();
    wires.expect("input_read", takes || endless && at >= unknownInput && (at - unknownInput) % shape.interval() == 0);
    if (takes) {
      wires.expect("input_neuron", inputs.remove().neuron());
    }
  }

  /** The words of the neuron that was read in the cycle before are at the datapath. */
  private void offerWords(Wires wires) {
    if (arriving.isEmpty() || arriving.element().cycle() == at) {
      return;
    }
    Read read = arriving.remove();
    long rest = setRest[read.set()];
    wires.expect("state_word", states[read.neuron()]);
    if (shape.setBits() > 0) {
      wires.expect("set_params", rest);
    }
    if (shape.neuronBits() > 0) {
      wires.expect("neuron_params", neuronWords[read.neuron()]);
    }
    if (resetting) {
      states[read.neuron()] = shape.neuronInit() ? neuronWords[read.neuron()] >>> shape.neuronBits() : rest >>> shape.setBits();
    }
  }

  private void takeResults(Wires wires) {
    boolean there = !results.isEmpty() && results.element().cycle() + 1 + shape.latency() == at;
    boolean updates = there && !resetting && age >= starts[results.element().set()];
    boolean fires = random.nextBoolean();
    wires.drive("fires", fires);
    if (!endless || at <= unknown) {
      wires.expect("updated", updates);
      wires.expect("spike", updates && fires);
    }
    if (there) {
      int neuron = results.remove().neuron();
      if (updates) {
        wires.expect("spike_neuron", neuron);
        states[neuron] = bits(shape.stateBits());
        wires.drive("next_state", states[neuron]);
      }
    }
  }

  private void load(Wires wires) {
    if (at < states.length) {
      writeState(wires, at);
    } else if (at < 2 * states.length) {
      writeNeuron(wires, at - states.length);
    } else {
      int word = at - 2 * states.length;
      access(wires, "cfg_select_set", word, true);
      wires.drive("cfg_data", 0, 16, setWord(word));
    }
  }

  private void configure(Wires wires) {
    int neuron = random.nextInt(states.length);
    switch (random.nextInt(5)) {
      case 0 -> writeState(wires, neuron);
      case 1 -> writeNeuron(wires, neuron);
      case 2 -> {
        access(wires, "cfg_select_state", neuron, false);
        stateAsked = neuron;
      }
      case 3 -> {
        access(wires, "cfg_select_neuron", neuron, false);
        neuronAsked = neuron;
      }
      default -> {
        if (counts.length > 0) {
          setWordAsked = random.nextInt(counts.length * shape.units());
          access(wires, "cfg_select_set", setWordAsked, false);
        }
      }
    }
  }

  private void writeState(Wires wires, int neuron) {
    states[neuron] = bits(shape.stateBits());
    access(wires, "cfg_select_state", neuron, true);
    wires.drive("cfg_data", 0, shape.stateBits(), states[neuron]);
  }

  private void writeNeuron(Wires wires, int neuron) {
    neuronWords[neuron] = bits(shape.wordBits());
    access(wires, "cfg_select_neuron", neuron, true);
    wires.drive("cfg_data", 0, shape.wordBits(), neuronWords[neuron]);
  }

  private static void access(Wires wires, String select, int entry, boolean writes) {
    wires.drive(select, true);
    wires.drive("cfg_write", writes);
    wires.drive("cfg_read", !writes);
    wires.drive("cfg_entry", entry);
  }

  private void expectConfigured(Wires wires) {
    if (stateAsked >= 0) {
      wires.expect("state_word", states[stateAsked]);
    }
    if (neuronAsked >= 0 && shape.wordBits() > 0) {
      wires.expect("neuron_word", neuronWords[neuronAsked]);
    }
    if (setWordAsked >= 0) {
      wires.expect("set_word", setWord(setWordAsked));
    }
    stateAsked = -1;
    neuronAsked = -1;
    setWordAsked = -1;
  }

  /** A record is {initial state, parameters, start, count}, its lowest unit first. */
  private long setWord(int word) {
    int set = word / shape.units();
    int unit = word % shape.units();
    return unit == 0 ? counts[set] | (endless && set == counts.length - 1 ? ENDLESS : 0) : unit == 1 ? starts[set] : setRest[set] >>> 16 * (unit - 2) & 0xffff;
  }

  private long bits(int width) {
    return width == 0 ? 0 : random.nextLong() >>> 64 - width;
  }
}
