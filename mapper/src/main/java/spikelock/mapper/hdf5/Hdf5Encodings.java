package spikelock.mapper.hdf5;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;

/** What an HDF5 file may use and this reader does not take, said plainly. */
final class Hdf5Encodings {
  private static final Pattern FILTER = Pattern.compile("required filter is not available: name='([^']*)' id=(\\d+)");

  /** Names of filters by number, which newer files leave out. */
  private static final Map<String, String> KNOWN = Map.of("4", "szip", "5", "nbit", "6", "scaleoffset", "307", "bzip2", "32001", "blosc",
      "32013", "zfp", "32015", "zstd");

  private Hdf5Encodings() {}

  /** The refusal that belongs to a message of the library; empty when it is about something else. */
  static Optional<InputException> refusal(String reason) {
    Matcher filter = FILTER.matcher(reason);
    if (filter.find()) {
      String name = KNOWN.getOrDefault(filter.group(2), filter.group(1));
      return Optional.of(new InputException("is packed with the HDF5 filter '" + name + "' (number " + filter.group(2) + "), which is not read", "", "", "write it with gzip or lzf: h5repack -f GZIP=4 FILE NEW"));
    }
    if (reason.contains("External Data Files")) {
      return Optional.of(new InputException("keeps the values of an array in another file, which is not read", "", "",
          "write them into the file: h5repack FILE NEW"));
    }
    if (reason.contains("version") && (reason.contains("Unrecognized") || reason.contains("Unsupported"))) {
      return Optional.of(new InputException("uses a newer HDF5 format than is read here (" + reason + ")", "", "",
          "write it without libver='latest', or with h5repack --high=2 FILE NEW"));
    }
    return Optional.empty();
  }
}
