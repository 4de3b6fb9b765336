package spikelock.emulator.lockstep;

import java.util.List;

/**
 * The first place where two targets disagree.
 *
 * @param sample the sample
 * @param timestep timestep since the sample's reset, 0 the first; -1 for the reset itself
 * @param cycle clock cycle since the sample's reset (batches included): for kind {@code port} the very cycle, else that in which the
 *     timestep began
 * @param kind what kind of value differs: {@code port, state, accumulator, scheduler, control, output, counter, step_cycles,
 *     batch_cycles, memory, stopped}
 * @param tile the tile, or -1 for what belongs to the whole chip
 * @param where the neuron, axon or counter by the user's name
 * @param field which field of it
 * @param expected the first target's value; for kind {@code port} the packet's cycle of the step, -1 when it never comes
 * @param actual the second target's
 * @param others how many more values differ after the same timestep
 * @param events what led there, in order, one line each
 */
public record Difference(int sample, int timestep, long cycle, String kind, int tile, String where, String field, long expected,
    long actual, int others, List<String> events) {

  public Difference {
    events = List.copyOf(events);
  }

  /** One sentence for people. */
  public String describe(String expectedName, String actualName) {
    if (kind.equals("stopped")) {
      return "sample " + sample + ", timestep " + timestep + ": " + where;
    }
    StringBuilder text = new StringBuilder("first difference: sample ").append(sample).append(", timestep ").append(timestep);
    if (tile >= 0) {
      text.append(", tile ").append(tile);
    }
    text.append(kind.equals("counter") ? ", counter " : ", ").append(where);
    if (!field.isEmpty()) {
      text.append(kind.equals("port") ? ", " : ".").append(field);
    }
    text.append(": ").append(expectedName).append(' ').append(expected).append(", ").append(actualName).append(' ').append(actual);
    if (others > 0) {
      text.append(" (and ").append(others).append(" more values of that timestep)");
    }
    return text.toString();
  }
}
