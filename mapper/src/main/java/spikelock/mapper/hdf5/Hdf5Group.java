package spikelock.mapper.hdf5;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.EnumDataType;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;

/** A group of an HDF5 file. Every array that is read counts against the budget of the whole file. */
public final class Hdf5Group {
  private static final int LONGEST_ATTRIBUTE = 1 << 16;

  /** Shared by all groups of a file. */
  private static final class Budget {
    final long most;
    long left;

    Budget(long most) {
      this.most = most;
      this.left = most;
    }
  }

  private final Map<String, Node> children;
  private final Group self;
  private final Budget budget;
  /** Addresses of the groups from the top to here: a hard link to one of them would never end. */
  private final Set<Long> above;

  Hdf5Group(Group top, long mostBytes) {
    this(top, new Budget(mostBytes), Set.of(), "");
  }

  private Hdf5Group(Group group, Budget budget, Set<Long> above, String where) {
    Set<Long> path = new LinkedHashSet<>(above);
    if (!path.add(group.getAddress())) {
      throw new InputException("the group contains itself (a link to a group above)", "", where, "");
    }
    this.above = path;
    this.budget = budget;
    this.self = group;
    this.children = Hdf5Links.followed(group);
  }

  /** Names of the groups and arrays in it, in file order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(children.keySet());
  }

  /** A text attribute of the group; empty when there is none, or it is no single text. */
  public Optional<String> text(String attribute) {
    return attribute(attribute) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A number that is an attribute of the group; empty when there is none, or it is no single number. */
  public OptionalDouble number(String attribute) {
    return attribute(attribute) instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
  }

  private Object attribute(String name) {
    Attribute attribute = self.getAttributes().get(name);
    boolean single = attribute != null && attribute.isScalar() && attribute.getSizeInBytes() <= LONGEST_ATTRIBUTE;
    return single ? attribute.getData() : Optional.empty();
  }

  /** Whether there is an array of that name. */
  public boolean hasArray(String name) {
    return children.get(name) instanceof Dataset;
  }

  /** Whether the array of that name holds booleans as h5py writes them. */
  public boolean isTruth(String name) {
    return children.get(name) instanceof Dataset dataset && dataset.getDataType() instanceof EnumDataType;
  }

  /**
   * The group of that name, or empty when there is none, or only an array.
   *
   * @param where the place as messages name it
   * @throws InputException when it is a link to a group above
   */
  public Optional<Hdf5Group> group(String name, String where) {
    requireHere(name, where);
    return children.get(name) instanceof Group group ? Optional.of(new Hdf5Group(group, budget, above, where)) : Optional.empty();
  }

  /**
   * The array of that name, or empty when there is none, or only a group. Booleans are 0 and 1.
   *
   * @param where the place as messages name it
   * @throws InputException when it is a link, over the budget, or holds neither numbers, booleans nor text
   */
  public Optional<NdArray> array(String name, String where) {
    requireHere(name, where);
    if (!(children.get(name) instanceof Dataset dataset)) {
      return Optional.empty();
    }
    try {
      return Optional.of(reading(dataset, where).require());
    } catch (HdfException e) {
      throw Hdf5Encodings.refusal(String.valueOf(e.getMessage())).map(known -> located(known, where)).orElseThrow(() -> e);
    }
  }

  private Reading reading(Dataset dataset, String where) {
    Optional<InputException> unaffordable = spend(dataset, where);
    return unaffordable.isPresent() ? new Reading.Refused(unaffordable.get()) : Hdf5Values.of(dataset, where);
  }

  private static InputException located(InputException known, String where) {
    return new InputException(known.getMessage(), "", where, known.hint());
  }

  /** The group of that name, or empty when there is none or it cannot be read, whatever the reason. */
  public Optional<Hdf5Group> optionalGroup(String name, String where) {
    if (!(children.get(name) instanceof Group group)) {
      return Optional.empty();
    }
    try {
      return above.contains(group.getAddress()) ? Optional.empty() : Optional.of(new Hdf5Group(group, budget, above, where));
    } catch (HdfException | IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) { // the library's ways to say "damaged"
      return Optional.empty();
    }
  }

  /**
   * The array of that name, or empty when there is none or it cannot be read, whatever the reason: for what nobody depends on.
   */
  public Optional<NdArray> readable(String name, String where) {
    if (!(children.get(name) instanceof Dataset dataset)) {
      return Optional.empty();
    }
    try {
      return reading(dataset, where).values();
    } catch (HdfException | IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) { // the library's ways to say "damaged"
      return Optional.empty();
    }
  }

  /** @throws InputException when the name is a link that leads nowhere or to another file */
  private void requireHere(String name, String where) {
    if (children.get(name) instanceof Link link) {
      throw Hdf5Links.refusal(link, where);
    }
  }

  /**
   * The rows of an array whose elements are lists of numbers (variable-length), or empty as above.
   *
   * @return [rows] flat arrays of a primitive type, each of its own length
   */
  public Optional<NdArray[]> rows(String name, String where) {
    if (!(children.get(name) instanceof Dataset dataset)) {
      return Optional.empty();
    }
    if (!dataset.isVariableLength()) {
      throw new InputException("is not a list of lists", "", where, "");
    }
    spend(dataset, where).ifPresent(problem -> {
      throw problem;
    });
    Object data = dataset.isEmpty() ? new Object[0] : dataset.getDataFlat();
    if (!(data instanceof Object[] lists)) {
      throw new InputException("is not a list of lists", "", where, "");
    }
    NdArray[] rows = new NdArray[lists.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Hdf5Values.flat(lists[i], where);
      spend(Math.multiplyExact(8L, rows[i].size()), where).ifPresent(problem -> {
        throw problem;
      });
    }
    return Optional.of(rows);
  }

  /** Takes an array from the budget; why that cannot be, when it cannot. */
  private Optional<InputException> spend(Dataset dataset, String where) {
    if (dataset.isLink()) {
      return Optional.of(new InputException("is a link to elsewhere; links are not followed", "", where, ""));
    }
    return spend(Math.max(dataset.getSizeInBytes(), Math.multiplyExact(8L, dataset.getSize())), where);
  }

  private Optional<InputException> spend(long size, String where) {
    if (size < 0 || size > budget.left) {
      return Optional.of(new InputException("the arrays need more than " + budget.most + " bytes unpacked", "", where, ""));
    }
    budget.left -= size;
    return Optional.empty();
  }
}
