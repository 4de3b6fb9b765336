package spikelock.emulator.run;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.PublishedMesh;
import spikelock.emulator.cost.Constant;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Event;
import spikelock.emulator.cost.Latency;
import spikelock.emulator.cost.Term;
import spikelock.emulator.engine.message.Barrier;
import spikelock.emulator.engine.message.DetailedTiming;
import spikelock.emulator.engine.message.MessageMesh;
import spikelock.emulator.engine.message.MessageTiming;
import spikelock.emulator.engine.message.StepMessages;
import spikelock.emulator.engine.message.StepTime;
import spikelock.emulator.engine.step.Step;
import spikelock.emulator.platform.StepRecord;

/**
 * How long each timestep takes on a published chip: its spikes become messages, which are played with the times of a profile. A core goes through
 * its neurons in order (access and update each), a spike sends its packets one after the other, and the core that gets one works through the
 * row of the packet's axon. Input packets are taken to wait at core 0 when the timestep begins; packets to the host cost their sender alone.
 */
public final class MessageLatency implements RunWatcher {
  private final ImageEvents tables;
  private final double[][] seconds; // [samples][timesteps]
  private final double[] parts = new double[Latency.Bound.values().length];
  private final MessageTiming timing;
  private final StepMessages messages;
  private final PacketTimes packets;
  private final double neuronS;
  private final double spikeS;
  private final double sendS;
  private int sample;
  private int timestep;

  /**
   * For a profile.
   *
   * @param seconds [samples] a row is put there when its sample runs; shared by all who watch one run
   */
  public MessageLatency(ImageEvents tables, CostProfile profile, double[][] seconds) {
    this.tables = tables;
    this.seconds = seconds;
    ChipSpec spec = tables.image().spec();
    PublishedMesh mesh = spec.mesh().published();
    this.messages = new StepMessages(spec.tiles());
    this.timing = new DetailedTiming(mesh(mesh, spec.tiles(), profile), barrier(profile).seconds(tilesInUse(mesh)));
    this.packets = tables.packetTimes(profile);
    this.neuronS = profile.value(Term.time(Event.NEURON_ACCESS)) + profile.value(Term.time(Event.NEURON_UPDATE));
    this.spikeS = profile.value(Term.time(Event.SPIKE));
    this.sendS = profile.value(Term.time(Event.PACKET_OUT));
  }

  private int tilesInUse(PublishedMesh mesh) {
    return (int) IntStream.of(tables.usedTiles()).map(mesh::tile).distinct().count();
  }

  private static Barrier barrier(CostProfile profile) {
    NavigableMap<Integer, Constant> table = profile.table(Term.BARRIER);
    NavigableMap<Integer, Double> seconds = new TreeMap<>();
    table.forEach((tiles, constant) -> seconds.put(tiles, constant.value()));
    return seconds.isEmpty() ? Barrier.fixed(0) : new Barrier(seconds);
  }

  private static MessageMesh mesh(PublishedMesh mesh, int cores, CostProfile profile) {
    MessageMesh.Hops hops = new MessageMesh.Hops(profile.value(Term.time(Event.HOP_EAST)), profile.value(Term.time(Event.HOP_WEST)),
        profile.value(Term.time(Event.HOP_SOUTH)), profile.value(Term.time(Event.HOP_NORTH)));
    int[] slots = new int[cores];
    int[] used = new int[mesh.tiles()];
    for (int core = 0; core < cores; core++) {
      slots[core] = used[mesh.tile(core)]++;
    }
    MessageMesh.Hops[] all = new MessageMesh.Hops[cores];
    Arrays.fill(all, hops);
    return new MessageMesh(mesh.width(), mesh.height(), mesh.coresPerTile().cores(), (int) profile.constant(Term.LINK_BUFFER).map(Constant::value).orElse(1.0).doubleValue(),
        IntStream.range(0, cores).map(mesh::column).toArray(), IntStream.range(0, cores).map(mesh::row).toArray(), slots, all);
  }

  @Override
  public void begin(int number, int timesteps) {
    sample = number;
    timestep = 0;
    seconds[sample] = new double[timesteps];
    messages.clear();
  }

  @Override
  public void input(int at, int[] channels, int count) {
    for (int c = 0; c < count; c++) {
      for (int packet = packets.firstInput(channels[c]); packet < packets.firstInput(channels[c] + 1); packet++) {
        messages.send(0, packets.inputTile(packet), 0, packets.inputS(packet));
      }
    }
  }

  @Override
  public void after(Step step, StepRecord record) {
    for (int tile : tables.usedTiles()) {
      int done = 0; // neurons
      double since = 0; // the last message
      for (int spike = step.firstSpike(tile), end = step.firstSpike(tile + 1); spike < end; spike++) {
        int slot = step.neuron(spike);
        since += (slot + 1 - done) * neuronS + spikeS;
        done = slot + 1;
        int neuron = tables.firstNeuron(tile) + slot;
        for (int packet = packets.first(neuron); packet < packets.first(neuron + 1); packet++) {
          since += sendS;
          if (packets.tile(packet) >= 0) {
            messages.send(tile, packets.tile(packet), since, packets.rowS(packet));
            since = 0;
          }
        }
      }
      since += (tables.neurons(tile) - done) * neuronS;
      if (since > 0) {
        messages.work(tile, since);
      }
    }
    StepTime time = timing.time(messages);
    messages.clear();
    add(time.computeS() >= time.memoryS() ? Latency.Bound.COMPUTE : Latency.Bound.MEMORY, Math.max(time.computeS(), time.memoryS()));
    add(Latency.Bound.TRAFFIC, time.trafficS());
    add(Latency.Bound.BARRIER, time.barrierS());
    seconds[sample][timestep++] = time.seconds();
  }

  private void add(Latency.Bound bound, double more) {
    parts[bound.ordinal()] += more;
  }

  /** A target that shows no events cannot be timed by its messages. */
  @Override
  public void after(StepRecord record) {
    throw new IllegalStateException("messages are known of targets that tell their events");
  }

  /**
   * The latency of a run.
   *
   * @param watchers all who watched it
   */
  public static Latency latency(List<MessageLatency> watchers) {
    Map<Latency.Bound, Double> parts = new EnumMap<>(Latency.Bound.class);
    for (Latency.Bound bound : Latency.Bound.values()) {
      double sum = watchers.stream().mapToDouble(watcher -> watcher.parts[bound.ordinal()]).sum();
      if (sum > 0) {
        parts.put(bound, sum);
      }
    }
    double[][] seconds = watchers.getFirst().seconds;
    return new Latency(Arrays.stream(seconds).flatMapToDouble(Arrays::stream).toArray(),
        Arrays.stream(seconds).mapToDouble(row -> Arrays.stream(row).sum()).toArray(), parts);
  }
}
