package spikelock.emulator.datapath;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;

/**
 * A neuron model as a graph of fixed-point operations in evaluation order.
 *
 * @param name the model's name
 * @param states state fields
 * @param parameters parameters
 * @param inputs synaptic inputs
 * @param tables look-up tables
 * @param nodes operations; operands come first
 * @param next [state fields] the node that is each field's next value
 * @param spike the node that says whether the neuron spikes
 * @param payload the node whose value a spike carries, or -1: then it carries 1
 * @param observed state fields that stay even when nothing reads them, because people probe them
 */
public record Datapath(
    String name,
    List<Field> states,
    List<Field> parameters,
    List<Field> inputs,
    List<Table> tables,
    List<Node> nodes,
    List<Integer> next,
    int spike,
    int payload,
    List<String> observed) {

  /** In {@link #specialise}: the greatest value that the field can hold, whatever its width. */
  public static final long MAXIMUM = Long.MAX_VALUE;

  private static final int NONE = -1;
  private static final int KEPT = 0; // as a number of payload bits: not limited

  public Datapath {
    states = List.copyOf(states);
    parameters = List.copyOf(parameters);
    inputs = List.copyOf(inputs);
    tables = List.copyOf(tables);
    nodes = List.copyOf(nodes);
    next = List.copyOf(next);
    observed = List.copyOf(observed);
  }

  /** The number of a parameter, or -1. */
  public int parameter(String wanted) {
    return index(parameters, wanted);
  }

  /** The number of a state field, or -1. */
  public int state(String wanted) {
    return index(states, wanted);
  }

  private static int index(List<Field> fields, String wanted) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The same model with some parameters (or state fields) held at a value: constants are folded, and operations, parameters and
   * state fields that no longer matter are removed.
   *
   * @param fixed values by the name of a parameter or state field
   * @throws InputException when a name is unknown, a value is out of range, or a fixed state field would change
   */
  public Datapath specialise(Map<String, Long> fixed) {
    return rebuilt(fixed, payload < 0 ? NONE : KEPT);
  }

  /**
   * The same model on a chip with payloads of so many bits: the payload limited to them, or no payload where there are 0.
   */
  public Datapath withPayloadBits(int bits) {
    return payload < 0 ? this : rebuilt(Map.of(), bits == 0 ? NONE : bits);
  }

  private Datapath rebuilt(Map<String, Long> fixed, int payloadBits) {
    List<Field> heldParameters = hold(parameters, fixed);
    List<Field> heldStates = hold(states, fixed);
    for (String wanted : new TreeMap<>(fixed).keySet()) {
      if (parameter(wanted) < 0 && state(wanted) < 0) {
        List<String> known = new ArrayList<>(parameters.stream().map(Field::name).toList());
        states.forEach(s -> known.add(s.name()));
        throw new InputException(name + " has no parameter or state \"" + wanted + "\"", "", wanted,
            NearMiss.hint(wanted, known));
      }
    }
    GraphBuilder graph = new GraphBuilder(tables);
    int[] moved = new int[nodes.size()];
    for (int i = 0; i < moved.length; i++) {
      Node node = nodes.get(i);
      int index = (int) node.immediate();
      moved[i] = switch (node.op()) {
        case STATE -> graph.leaf(Op.STATE, index, heldStates.get(index));
        case PARAMETER -> graph.leaf(Op.PARAMETER, index, heldParameters.get(index));
        case INPUT -> graph.leaf(Op.INPUT, index, inputs.get(index));
        default -> graph.rebuild(node, moved[node.a()], moved[node.b()], moved[node.c()]);
      };
    }
    int[] movedNext = new int[states.size()];
    for (int field = 0; field < movedNext.length; field++) {
      movedNext[field] = moved[next.get(field)];
      Field state = heldStates.get(field);
      if (state.min() == state.max() && !states.get(field).equals(state)) {
        Node value = graph.node(movedNext[field]);
        if (!value.isConstant() || value.immediate() != state.min()) {
          throw new InputException(name + ": state " + state.name() + " cannot be fixed at " + state.min()
              + " because it would change", "", state.name(), "");
        }
      }
    }
    int movedPayload = payloadBits == NONE ? NONE
        : payloadBits == KEPT ? moved[payload] : graph.saturate(moved[payload], new Type(true, payloadBits, 0));
    return prune(graph.nodes(), heldStates, heldParameters, movedNext, moved[spike], movedPayload);
  }

  private List<Field> hold(List<Field> fields, Map<String, Long> fixed) {
    List<Field> held = new ArrayList<>();
    for (Field field : fields) {
      Long value = fixed.get(field.name());
      if (value != null && value == MAXIMUM) {
        value = field.max();
      }
      if (value == null) {
        held.add(field);
      } else if (value < field.min() || value > field.max()) {
        throw new InputException(name + ": " + field.name() + " = " + value + " is outside " + field.min() + ".."
            + field.max(), "", field.name(), "");
      } else {
        held.add(new Field(field.name(), field.type(), value, value, value, field.description()));
      }
    }
    return held;
  }

  /** Keeps what the spike and the living state fields need; a field lives when it is observed or a living node reads it. */
  private Datapath prune(List<Node> graph, List<Field> heldStates, List<Field> heldParameters, int[] movedNext,
      int movedSpike, int movedPayload) {
    boolean[] live = new boolean[graph.size()];
    boolean[] liveState = new boolean[states.size()];
    mark(graph, live, movedSpike);
    if (movedPayload >= 0) {
      mark(graph, live, movedPayload);
    }
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int field = 0; field < liveState.length; field++) {
        boolean fixed = heldStates.get(field).min() == heldStates.get(field).max();
        boolean wanted = !fixed && (observed.contains(heldStates.get(field).name()) || reads(graph, live, Op.STATE, field));
        if (wanted && !liveState[field]) {
          liveState[field] = true;
          mark(graph, live, movedNext[field]);
          changed = true;
        }
      }
    }
    int[] newState = new int[states.size()];
    int[] newParameter = new int[parameters.size()];
    List<Field> keptStates = new ArrayList<>();
    List<Field> keptParameters = new ArrayList<>();
    for (int field = 0; field < newState.length; field++) {
      newState[field] = keptStates.size();
      if (liveState[field]) {
        keptStates.add(heldStates.get(field));
      }
    }
    for (int p = 0; p < newParameter.length; p++) {
      newParameter[p] = keptParameters.size();
      if (reads(graph, live, Op.PARAMETER, p)) {
        keptParameters.add(heldParameters.get(p));
      }
    }
    int[] number = new int[graph.size()];
    List<Node> kept = new ArrayList<>();
    for (int i = 0; i < number.length; i++) {
      number[i] = kept.size();
      if (live[i]) {
        Node node = graph.get(i);
        long immediate = node.op() == Op.STATE ? newState[(int) node.immediate()]
            : node.op() == Op.PARAMETER ? newParameter[(int) node.immediate()] : node.immediate();
        kept.add(new Node(node.op(), number[node.a()], number[node.b()], number[node.c()], immediate, node.rounding(),
            node.lo(), node.hi(), node.point()));
      }
    }
    List<Integer> keptNext = new ArrayList<>();
    for (int field = 0; field < liveState.length; field++) {
      if (liveState[field]) {
        keptNext.add(number[movedNext[field]]);
      }
    }
    return new Datapath(name, keptStates, keptParameters, inputs, tables, kept, keptNext, number[movedSpike],
        movedPayload < 0 ? NONE : number[movedPayload], observed);
  }

  private static void mark(List<Node> graph, boolean[] live, int root) {
    live[root] = true;
    for (int i = root; i >= 0; i--) {
      if (live[i]) {
        for (int from : graph.get(i).operandNumbers()) {
          live[from] = true;
        }
      }
    }
  }

  private static boolean reads(List<Node> graph, boolean[] live, Op leaf, int index) {
    for (int i = 0; i < live.length; i++) {
      if (live[i] && graph.get(i).op() == leaf && graph.get(i).immediate() == index) {
        return true;
      }
    }
    return false;
  }

  /** One line an operation; equal graphs give equal text. */
  public String describe() {
    StringBuilder text = new StringBuilder(name).append('\n');
    states.forEach(s -> text.append("state ").append(s.name()).append(' ').append(s.type()).append('\n'));
    parameters.forEach(p -> text.append("parameter ").append(p.name()).append(' ').append(p.type()).append(' ')
        .append(p.min()).append("..").append(p.max()).append('\n'));
    inputs.forEach(p -> text.append("input ").append(p.name()).append(' ').append(p.type()).append('\n'));
    tables.forEach(t -> text.append("table ").append(t).append('\n'));
    for (int i = 0; i < nodes.size(); i++) {
      Node n = nodes.get(i);
      text.append(i).append(" = ").append(n.op()).append(' ').append(Arrays.toString(n.operandNumbers())).append(' ').append(n.immediate()).append(' ')
          .append(n.rounding()).append(" in ").append(n.lo()).append("..").append(n.hi()).append('\n');
    }
    return text.append("next ").append(next).append(" spike ").append(spike)
        .append(payload < 0 ? "" : " payload " + payload).append('\n').toString();
  }
}
