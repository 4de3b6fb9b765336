package spikelock.emulator.datapath;

import java.util.List;

/** Runs a graph for one neuron, one operation after the other: slow, obvious, and what the other readers are held to. */
public final class Interpreter {
  private final Datapath datapath;
  private long payload;

  public Interpreter(Datapath datapath) {
    this.datapath = datapath;
  }

  /**
   * One update of one neuron.
   *
   * @param state [state fields] replaced by the next state
   * @param parameters [parameters] in declared order
   * @param inputs [inputs] synaptic sums
   * @return whether the neuron spikes
   * @throws IllegalStateException when a value leaves its declared range, which means that this program is wrong
   */
  public boolean step(long[] state, long[] parameters, long[] inputs) {
    List<Node> nodes = datapath.nodes();
    long[] value = new long[nodes.size()];
    for (int i = 0; i < value.length; i++) {
      Node node = nodes.get(i);
      value[i] = switch (node.op()) {
        case STATE -> state[(int) node.immediate()];
        case PARAMETER -> parameters[(int) node.immediate()];
        case INPUT -> inputs[(int) node.immediate()];
        default -> apply(node, value[node.a()], value[node.b()], value[node.c()], datapath.tables());
      };
      if (value[i] < node.lo() || value[i] > node.hi()) {
        throw new IllegalStateException(
            datapath.name() + " operation " + i + " " + node + " gave " + value[i] + ", outside its range");
      }
    }
    for (int field = 0; field < state.length; field++) {
      state[field] = value[datapath.next().get(field)];
    }
    payload = datapath.payload() < 0 ? 1 : value[datapath.payload()];
    return value[datapath.spike()] == 1;
  }

  /** What a spike of the neuron that was updated last carries; 1 when the datapath has no payload. */
  public long payload() {
    return payload;
  }

  /** The value of one operation on the values of its operands. */
  static long apply(Node node, long a, long b, long c, List<Table> tables) {
    return switch (node.op()) {
      case CONSTANT -> node.immediate();
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> node.rounding().shift(Math.multiplyExact(a, b), (int) node.immediate());
      case SHL -> a << node.immediate();
      case SHR -> node.rounding().shift(a, (int) node.immediate());
      case EQ -> a == b ? 1 : 0;
      case NE -> a != b ? 1 : 0;
      case LT -> a < b ? 1 : 0;
      case LE -> a <= b ? 1 : 0;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case NOT -> 1 - a;
      case SELECT -> a == 1 ? b : c;
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case SATURATE -> Math.max(node.lo(), Math.min(node.hi(), a));
      case WRAP -> new Type(node.lo() < 0, (int) node.immediate(), 0).wrap(a);
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case TABLE -> tables.get((int) node.immediate()).values().get((int) a);
      case STATE, PARAMETER, INPUT -> throw new IllegalArgumentException(node.op() + " is a leaf");
    };
  }
}
