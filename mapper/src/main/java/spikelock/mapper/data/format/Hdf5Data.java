package spikelock.mapper.data.format;

import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.FileBudget;
import spikelock.mapper.hdf5.Hdf5;
import spikelock.mapper.hdf5.Hdf5Group;
import spikelock.mapper.source.SourceFile;

/** Recorded data in HDF5: NIRData, lists of spikes as SHD and SSC have them, or events of a camera; what is inside decides. */
public sealed interface Hdf5Data {
  /** Bytes that are read at most: SSC's training part is 4 GB unpacked and is not read. */
  long LARGEST = 2L << 30;

  /** What an HDF5 file holds. */
  enum Holds {
    /** One of these. */
    DATA,
    /** A NIR network. */
    NETWORK,
    /** Something else; or it is damaged, or no HDF5 at all. */
    OTHER
  }

  /** Looks into the top of a file, without reading what is in it. */
  static Holds holds(SourceFile file) {
    return Hdf5.ask(file.bytes(Math.min(LARGEST, Integer.MAX_VALUE - 16)), top -> NirDataFile.accepts(top) || ShdFile.hasLists(top) || EventGroup.accepts(top) ? Holds.DATA
        : top.names().contains("node") ? Holds.NETWORK : Holds.OTHER).orElse(Holds.OTHER);
  }

  /** Data of a NIR graph. */
  record Nir(NirData data) implements Hdf5Data {}

  /** Spikes of SHD or SSC. */
  record Spikes(Recorded recorded) implements Hdf5Data {}

  /** Events side by side, as DSEC has them. */
  record Events(EventGroup group) implements Hdf5Data {}

  /**
   * Reads a file.
   *
   * @throws InputException when it is damaged, over the budget, or neither of them
   */
  static Hdf5Data read(SourceFile file) {
    return read(file, EventNames.USUAL);
  }

  /** As {@link #read(SourceFile)}; {@code events} says what the columns of events are. */
  static Hdf5Data read(SourceFile file, EventNames events) {
    byte[] bytes = file.bytes(Math.min(LARGEST, Integer.MAX_VALUE - 16));
    try {
      return Hdf5.read(bytes, FileBudget.of(bytes.length), Hdf5.Kind.data("NIRData, SHD or DSEC", "write it again"), top -> contents(top, events));
    } catch (InputException e) {
      throw e.in(file.label());
    }
  }

  private static Hdf5Data contents(Hdf5Group top, EventNames events) {
    if (NirDataFile.accepts(top)) {
      return new Nir(NirDataFile.read(top));
    }
    if (ShdFile.accepts(top)) {
      return new Spikes(ShdFile.read(top));
    }
    if (EventGroup.accepts(top) || events.isSaid()) {
      return new Events(EventGroup.read(top, events));
    }
    if (Hdf5.isKeras(top)) {
      throw new InputException("is a Keras file (.h5), neither data nor a network that is read", "", "", Hdf5.REBUILD);
    }
    String holds = Printable.of(String.join(", ", top.names().stream().limit(8).toList()));
    throw new InputException("is HDF5 but neither NIRData nor lists of spikes nor events", "", "", top.names().contains("node")
        ? "it is a NIR network: give it as the network, and data with --input" : "NIRData says so in the attribute __type__ of the file; SHD and SSC "
            + "have the lists spikes/times and spikes/units, DSEC has events/t, x, y and p; this has: " + holds);
  }
}
