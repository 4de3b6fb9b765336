package spikelock.mapper.sanafe.simulate;

import java.util.Arrays;
import spikelock.emulator.engine.message.DetailedTiming;
import spikelock.emulator.engine.message.MessageMesh;
import spikelock.emulator.engine.message.MessageTiming;
import spikelock.emulator.engine.message.SimpleTiming;
import spikelock.emulator.engine.message.StepMessages;
import spikelock.mapper.sanafe.chip.BufferPosition;
import spikelock.mapper.sanafe.chip.SanafeChip;
import spikelock.mapper.sanafe.network.EdgeBuffer;
import spikelock.mapper.sanafe.network.SanafeNetwork;

/** A network on a chip, timestep by timestep. Confined to one thread. */
public final class SanafeSimulator {
  /** How closely time is looked at. */
  public enum Level { SIMPLE, DETAILED }

  private final Placed placed;
  private final MessageTiming timing;
  private final StepMessages messages;
  private final double[] buffered; // [neuron] what waits for it, where something does
  private final boolean[] waits;
  private final byte[] states;
  private final int[] senders; // neurons that send in this timestep, in order
  private final int[] firstMessages; // [sender]
  private int senderCount;
  private final EdgeBuffer edges = new EdgeBuffer();
  private final double[] somaS; // [axon of a sender] what somas took for its message
  private long timestep;

  private final long[] accesses; // [soma price]
  private final long[] updates;
  private final long[] spikes;
  private final long[] dendriteUpdates; // [dendrite price]
  private long fired;
  private long updated;

  /**
   * Puts a network on a chip.
   *
   * @throws spikelock.emulator.error.InputException when it does not fit, or the two contradict each other
   */
  public SanafeSimulator(SanafeChip chip, SanafeNetwork network, Level level) {
    MessageMesh mesh = chip.mesh();
    placed = Placer.place(chip, network, mesh);
    double barrierS = chip.barrier().seconds(placed.tilesUsed);
    timing = level == Level.SIMPLE ? new SimpleTiming(placed.cores, barrierS) : new DetailedTiming(mesh, barrierS);
    messages = new StepMessages(placed.cores);
    buffered = new double[placed.neurons];
    waits = new boolean[placed.neurons];
    states = new byte[placed.neurons];
    senders = new int[placed.neurons];
    firstMessages = new int[placed.neurons];
    somaS = new double[placed.usedCores.length];
    accesses = new long[placed.accessJ.length];
    updates = new long[placed.accessJ.length];
    spikes = new long[placed.accessJ.length];
    dendriteUpdates = new long[placed.dendriteEnergyJ.length];
  }

  public int neurons() {
    return placed.neurons;
  }

  /** Cores that have neurons. */
  public int coresUsed() {
    return placed.usedCores.length;
  }

  public long synapses() {
    return Arrays.stream(placed.synapses).asLongStream().sum();
  }

  /** Whether a neuron fired in the last timestep. */
  public void fired(boolean[] byNumber) {
    for (int neuron = 0; neuron < placed.neurons; neuron++) {
      byNumber[placed.numbers[neuron]] = states[neuron] == Somas.FIRED;
    }
  }

  /** The potentials after the last timestep, by the neurons' numbers in the network; 0 for inputs. */
  public void potentials(double[] byNumber) {
    for (int neuron = 0; neuron < placed.neurons; neuron++) {
      byNumber[placed.numbers[neuron]] = placed.somas.potential(neuron);
    }
  }

  /** Runs one timestep. */
  public SanafeStep step() {
    timestep++;
    messages.clear();
    senderCount = 0;
    fired = 0;
    updated = 0;
    Arrays.fill(accesses, 0);
    Arrays.fill(updates, 0);
    Arrays.fill(spikes, 0);
    Arrays.fill(dendriteUpdates, 0);
    for (int used = 0; used < placed.usedCores.length; used++) {
      runNeurons(used);
    }
    long sent = 0;
    long hops = 0;
    long events = 0;
    double synapseJ = 0;
    double dendriteJ = 0;
    double networkJ = 0;
    for (int i = 0; i < senderCount; i++) {
      int first = placed.firstAxons[senders[i]];
      int end = placed.firstAxons[senders[i] + 1];
      deliver(senders[i], firstMessages[i]);
      for (int axon = first; axon < end; axon++) {
        events += placed.synapses[axon];
        hops += placed.hops[axon];
        synapseJ += placed.synapseJ[axon];
        dendriteJ += placed.dendriteJ[axon];
        networkJ += placed.networkJ[axon];
      }
      sent += end - first;
    }
    double somaJ = 0;
    for (int price = 0; price < accesses.length; price++) {
      somaJ += accesses[price] * placed.accessJ[price] + updates[price] * placed.updateJ[price] + spikes[price] * placed.spikeJ[price];
    }
    for (int price = 0; price < dendriteUpdates.length; price++) {
      dendriteJ += dendriteUpdates[price] * placed.dendriteEnergyJ[price];
    }
    return new SanafeStep(fired, updated, sent, hops, events, somaJ, synapseJ, dendriteJ, networkJ, timing.time(messages));
  }

  private void runNeurons(int used) {
    BufferPosition buffer = placed.buffers[used];
    int core = placed.usedCores[used];
    double sinceMessage = 0;
    for (int neuron = placed.firstNeurons[used]; neuron < placed.firstNeurons[used + 1]; neuron++) {
      sinceMessage += runNeuron(neuron, buffer);
      if (states[neuron] != Somas.FIRED) {
        continue;
      }
      int first = placed.firstAxons[neuron];
      int end = placed.firstAxons[neuron + 1];
      if (first < end) {
        senders[senderCount] = neuron;
      }
      for (int axon = first; axon < end; axon++) {
        int message = messages.send(core, placed.destinations[axon], sinceMessage + placed.axonOutS[used], placed.processingS[axon]);
        if (axon == first) {
          firstMessages[senderCount++] = message;
        }
        sinceMessage = 0;
      }
    }
    if (sinceMessage != 0) {
      messages.work(core, sinceMessage);
    }
  }

  /** What a core does for one of its neurons before it looks whether that fired; answers the time. */
  private double runNeuron(int neuron, BufferPosition buffer) {
    double current = 0;
    boolean comes = false;
    if (buffer.isBuffered()) {
      current = buffered[neuron];
      comes = waits[neuron];
      waits[neuron] = false;
    }
    double latencyS = 0;
    if (buffer.dendriteWithNeurons()) {
      Dendrite dendrite = placed.dendrites[neuron];
      current = dendrite.update(placed.dendriteAddresses[neuron], current, comes, dendrite.slot(0), timestep);
      comes = dendrite.gives;
      latencyS += placed.dendriteLatencyS[placed.dendritePrices[neuron]];
      dendriteUpdates[placed.dendritePrices[neuron]]++;
    }
    return buffer.somaWithNeurons() ? latencyS + runSoma(neuron, current, comes) : latencyS;
  }

  private double runSoma(int neuron, double current, boolean comes) {
    byte state = placed.somas.update(neuron, current, comes, timestep);
    int price = placed.somaPrices[neuron];
    states[neuron] = state;
    accesses[price]++;
    if (state == Somas.IDLE) {
      return placed.idleS[price];
    }
    updates[price]++;
    updated++;
    if (state == Somas.UPDATED) {
      return placed.updatedS[price];
    }
    spikes[price]++;
    fired++;
    return placed.firedS[price];
  }

  /** Takes the spike of a sender through all its edges, in file order: for each target that is the order in which SANA-FE goes through axons too. */
  private void deliver(int sender, int firstMessage) {
    int number = placed.numbers[sender];
    placed.source.edges(number, edges);
    if (placed.simple[sender]) {
      for (int edge = 0; edge < edges.count(); edge++) {
        int target = placed.neuronOf[edges.target(edge)];
        add(target, edges.weight(edge));
      }
      return;
    }
    int firstAxon = placed.firstAxons[sender];
    Arrays.fill(somaS, 0, placed.firstAxons[sender + 1] - firstAxon, 0);
    for (int edge = 0; edge < edges.count(); edge++) {
      int target = placed.neuronOf[edges.target(edge)];
      double tookS = deliver(target, edges.weight(edge), placed.slots.length == 0 ? 0 : placed.slots[placed.firstEdges[number] + edge]);
      if (tookS != 0) {
        int core = placed.usedCores[placed.usedOf[target]];
        somaS[Arrays.binarySearch(placed.destinations, firstAxon, placed.firstAxons[sender + 1], core) - firstAxon] += tookS;
      }
    }
    for (int axon = firstAxon; axon < placed.firstAxons[sender + 1]; axon++) {
      if (somaS[axon - firstAxon] != 0) {
        messages.process(firstMessage + axon - firstAxon, placed.processingS[axon] + somaS[axon - firstAxon]);
      }
    }
  }

  /** What dendrites that only add up come to: one current, and the buffer behind them holds it. */
  private void add(int target, double weight) {
    buffered[target] = waits[target] ? buffered[target] + weight : weight;
    waits[target] = true;
  }

  /** Takes a current as far as the target's buffer; answers the time that a soma took for it. */
  private double deliver(int target, double weight, int slot) {
    if (placed.adds[target]) {
      add(target, weight);
      return 0;
    }
    BufferPosition buffer = placed.buffers[placed.usedOf[target]];
    double current = weight;
    boolean gives = true;
    if (buffer.dendriteWithMessages()) {
      Dendrite dendrite = placed.dendrites[target];
      current = dendrite.update(placed.dendriteAddresses[target], weight, true, slot, timestep);
      gives = dendrite.gives;
    }
    if (buffer.somaWithMessages()) {
      return runSoma(target, current, gives);
    }
    buffered[target] = current; // the last one stays: SANA-FE's buffer holds one current a neuron
    waits[target] = gives;
    return 0;
  }
}
