package spikelock.mapper.sanafe.chip;

import java.util.List;

/**
 * A core, or a range of equal ones.
 *
 * @param name without the range
 * @param buffer where it keeps what it was sent
 * @param mostNeurons that it takes
 * @param in where messages come in
 * @param units in the order synapses, dendrites, somas
 * @param out where messages go out
 * @param line where it is described
 */
public record CoreType(String name, BufferPosition buffer, int mostNeurons, List<Axon> in, List<UnitType> units, List<Axon> out, int line) {
  public CoreType {
    in = List.copyOf(in);
    units = List.copyOf(units);
    out = List.copyOf(out);
  }
}
