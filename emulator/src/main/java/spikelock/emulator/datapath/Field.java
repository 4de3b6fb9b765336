package spikelock.emulator.datapath;

/**
 * A state field, a parameter or a synaptic input.
 *
 * @param name its name
 * @param type its type; a parameter's values may be limited further
 * @param min least value
 * @param max greatest value
 * @param initial a parameter's default; 0 for the others
 * @param description what it is, for people
 */
public record Field(String name, Type type, long min, long max, long initial, String description) {

  static Field plain(String name, Type type) {
    return new Field(name, type, type.min(), type.max(), 0, "");
  }
}
