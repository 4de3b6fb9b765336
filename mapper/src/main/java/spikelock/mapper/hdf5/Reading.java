package spikelock.mapper.hdf5;

import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;

/** What came of reading an array: its values, or why they are not read. */
sealed interface Reading {

  /** The values. */
  record Values(NdArray array) implements Reading {}

  /** A rule of ours against it, as an error for the user. */
  record Refused(InputException problem) implements Reading {}

  static Reading refused(String problem, String where) {
    return new Refused(new InputException(problem, "", where, ""));
  }

  /** The values, for who depends on them. */
  default NdArray require() {
    return switch (this) {
      case Values(NdArray array) -> array;
      case Refused(InputException problem) -> throw problem;
    };
  }

  /** The values, for who does not. */
  default Optional<NdArray> values() {
    return this instanceof Values(NdArray array) ? Optional.of(array) : Optional.empty();
  }
}
