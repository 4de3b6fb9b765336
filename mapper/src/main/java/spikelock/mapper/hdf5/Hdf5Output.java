package spikelock.mapper.hdf5;

import java.util.LinkedHashMap;
import java.util.Map;
import spikelock.emulator.files.NdArray;

/** A group of an HDF5 file that is to be written; the top one is the file. See {@link Hdf5Writer}. */
public final class Hdf5Output {
  /** What stands in a group. */
  sealed interface Child permits Sub, Array, Rows {}

  /** A group. */
  record Sub(Hdf5Output group) implements Child {}

  /** An array of numbers or texts; {@code truth} for booleans, held as bytes 0 and 1. */
  record Array(NdArray values, boolean truth) implements Child {}

  /** An array of lists of numbers, all of one type. */
  record Rows(NdArray[] rows) implements Child {}

  final Map<String, Child> children = new LinkedHashMap<>();
  /** Values are of the types String, Long and Double. */
  final Map<String, Object> attributes = new LinkedHashMap<>();

  /** Adds a text attribute, which h5py reads as {@code str}. */
  public Hdf5Output attribute(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  /** Adds a whole number as an attribute. */
  public Hdf5Output attribute(String name, long value) {
    attributes.put(name, value);
    return this;
  }

  /** Adds a number as an attribute. */
  public Hdf5Output attribute(String name, double value) {
    attributes.put(name, value);
    return this;
  }

  /** A new group in this one. */
  public Hdf5Output group(String name) {
    Hdf5Output group = new Hdf5Output();
    add(name, new Sub(group));
    return group;
  }

  /** Adds an array of numbers or of texts. */
  public Hdf5Output array(String name, NdArray values) {
    return add(name, new Array(values, false));
  }

  /** Adds an array of booleans, held as bytes 0 and 1. */
  public Hdf5Output truths(String name, NdArray values) {
    if (!(values.data() instanceof byte[])) {
      throw new IllegalArgumentException("booleans are bytes, not " + values);
    }
    return add(name, new Array(values, true));
  }

  /** Adds an array whose elements are lists of numbers, all of one type. */
  public Hdf5Output rows(String name, NdArray... rows) {
    return add(name, new Rows(rows));
  }

  private Hdf5Output add(String name, Child child) {
    if (name.isEmpty() || name.equals(".") || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0 || children.putIfAbsent(name, child) != null) {
      throw new IllegalArgumentException("name=\"" + name + "\" must be new and without / in its group");
    }
    return this;
  }
}
