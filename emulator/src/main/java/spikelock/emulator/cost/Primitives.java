package spikelock.emulator.cost;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.MemoryPlan.Memory;
import spikelock.emulator.chip.Region;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Node;
import spikelock.emulator.datapath.Op;

/**
 * Costs of a core's events from what additions, products and memory accesses cost: the operations are those of the core's datapath, the
 * memories those of its {@link MemoryPlan}. Wires, clock and control are not in it but where a primitive has them.
 */
final class Primitives {
  /** Operations that are wires. */
  private static final Set<Op> FREE = Set.of(Op.CONSTANT, Op.STATE, Op.PARAMETER, Op.INPUT, Op.SHL, Op.WRAP);

  private static final Set<Op> ADDERS = Set.of(Op.ADD, Op.SUB, Op.NEG, Op.ABS, Op.LT, Op.LE, Op.MIN, Op.MAX, Op.SATURATE);

  private final Band addBit;
  private final Band multiplyBit;
  private final Band logicBit;
  private final Band hopBit;
  private final NavigableMap<Integer, Constant> memoryBit;

  /** An energy with its band. */
  private record Band(double value, double low, double high) {
    static Band of(CostProfile profile, String path) {
      return profile.constant(path).map(Band::of).orElse(new Band(0, 0, 0));
    }

    static Band of(Constant constant) {
      return new Band(constant.value(), constant.low(), constant.high());
    }

    Band times(double factor) {
      return new Band(value * factor, low * factor, high * factor);
    }

    Band plus(Band other) {
      return new Band(value + other.value, low + other.low, high + other.high);
    }
  }

  Primitives(CostProfile profile) {
    addBit = Band.of(profile, Term.ADD_BIT);
    multiplyBit = Band.of(profile, Term.MULTIPLY_BIT);
    logicBit = Band.of(profile, Term.LOGIC_BIT);
    hopBit = Band.of(profile, Term.HOP_BIT);
    memoryBit = profile.table(Term.MEMORY_BIT);
  }

  /** What the events of a core cost. */
  Map<Event, Constant> costs(MemoryPlan plan, Datapath datapath) {
    Map<Event, Constant> costs = new EnumMap<>(Event.class);
    Band operations = new Band(0, 0, 0);
    int adders = 0;
    int products = 0;
    for (Node node : datapath.nodes()) {
      operations = operations.plus(operation(node, datapath.nodes()));
      adders += ADDERS.contains(node.op()) ? 1 : 0;
      products += node.op() == Op.MUL ? 1 : 0;
    }
    Band accumulator = access(plan, Region.ACCUMULATOR);
    int inputs = plan.shape().inputs();
    Band update = operations.plus(accumulator.times(2.0 * inputs)).plus(access(plan, Region.STATE).times(2)).plus(access(plan, Region.NEURON));
    costs.put(Event.NEURON_UPDATE, constant(update, adders + " additions and comparisons, " + products + " products and other operations of "
        + datapath.name() + ", state read and written, " + inputs + " accumulators read and cleared"));
    costs.put(Event.SPIKE, constant(named(plan, "queue").times(2).plus(access(plan, Region.FANOUT_INDEX)), "queue written and read, fan-out index read"));
    costs.put(Event.AXON_ROW, constant(access(plan, Region.AXON), "entry of the axon table read"));
    costs.put(Event.SYNAPSE_WORD, constant(access(plan, Region.SYNAPSE), "word of " + text(plan, Region.SYNAPSE) + " read"));
    Band event = accumulator.times(2).plus(addBit.times(plan.bits(Region.ACCUMULATOR)));
    if (plan.spec().packet().payloadBits() > 0) {
      event = event.plus(multiplyBit.times((double) plan.spec().packet().payloadBits() * plan.spec().core().synapses().weightBits()));
    }
    costs.put(Event.SYNAPTIC_EVENT, constant(event, "accumulator of " + text(plan, Region.ACCUMULATOR) + " read and written, an addition"
        + (plan.spec().packet().payloadBits() > 0 ? ", a product with the payload" : "")));
    costs.put(Event.PACKET_OUT, constant(access(plan, Region.FANOUT), "fan-out entry of " + text(plan, Region.FANOUT) + " read"));
    costs.put(Event.PACKET_IN, constant(access(plan, Region.SCHEDULER).times(2), "scheduler word read and written"));
    int flit = plan.packets().flitBits();
    for (Event hop : List.of(Event.HOP_NORTH, Event.HOP_EAST, Event.HOP_SOUTH, Event.HOP_WEST)) {
      costs.put(hop, constant(hopBit.times(flit), "a flit of " + flit + " bits"));
    }
    return costs;
  }

  private static Constant constant(Band band, String how) {
    return Constant.derived(band.value, band.low, band.high, "from primitives: " + how);
  }

  private Band operation(Node node, List<Node> nodes) {
    int bits = node.signedBits();
    if (FREE.contains(node.op()) || node.op() == Op.SHR && node.rounding() == spikelock.emulator.datapath.Rounding.FLOOR) {
      return new Band(0, 0, 0);
    }
    if (node.op() == Op.MUL) {
      return multiplyBit.times((double) nodes.get(node.a()).signedBits() * nodes.get(node.b()).signedBits());
    }
    if (ADDERS.contains(node.op()) || node.op() == Op.SHR) {
      return addBit.times(Math.max(bits, Math.max(nodes.get(node.a()).signedBits(), node.op().operands() > 1 ? nodes.get(node.b()).signedBits() : 0)));
    }
    return logicBit.times(bits);
  }

  /** One access to a word of a region's memory; nothing where the core has none. */
  private Band access(MemoryPlan plan, Region region) {
    return plan.memories().stream().filter(m -> m.region() == region).findFirst().map(this::access).orElse(new Band(0, 0, 0));
  }

  private Band named(MemoryPlan plan, String name) {
    return plan.memories().stream().filter(m -> m.name().equals(name)).findFirst().map(this::access).orElseThrow();
  }

  /** Between two sizes of the table an access costs as a power of the size between them; beyond its ends as at the end. */
  private Band access(Memory memory) {
    double bytes = (double) memory.words() * memory.bits() / 8;
    Map.Entry<Integer, Constant> below = memoryBit.floorEntry((int) Math.max(1, Math.min(bytes, Integer.MAX_VALUE)));
    Map.Entry<Integer, Constant> above = memoryBit.ceilingEntry((int) Math.max(1, Math.min(bytes, Integer.MAX_VALUE)));
    if (below == null || above == null || below.getKey().equals(above.getKey())) {
      return Band.of((below == null ? above : below).getValue()).times(memory.bits());
    }
    double share = Math.log(bytes / below.getKey()) / Math.log((double) above.getKey() / below.getKey());
    Constant least = below.getValue();
    Constant most = above.getValue();
    return new Band(between(least.value(), most.value(), share), between(least.low(), most.low(), share), between(least.high(), most.high(), share))
        .times(memory.bits());
  }

  private static double between(double least, double most, double share) {
    return least <= 0 || most <= 0 ? least + (most - least) * share : least * Math.pow(most / least, share);
  }

  private static String text(MemoryPlan plan, Region region) {
    return String.format(Locale.ROOT, "%d x %d bits", plan.words(region), plan.bits(region));
  }
}
