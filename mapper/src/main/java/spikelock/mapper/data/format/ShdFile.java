package spikelock.mapper.data.format;

import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.hdf5.Hdf5Group;

/**
 * Spoken digits and commands as spikes, SHD and SSC (Cramer et al. 2020): HDF5 with the lists {@code spikes/times} in seconds and
 * {@code spikes/units} for each sample, and {@code labels}.
 */
final class ShdFile {
  private ShdFile() {}

  static boolean accepts(Hdf5Group top) {
    return top.group("spikes", "spikes").filter(ShdFile::areLists).isPresent();
  }

  /** As {@link #accepts}, whatever there is instead. */
  static boolean hasLists(Hdf5Group top) {
    return top.optionalGroup("spikes", "spikes").filter(ShdFile::areLists).isPresent();
  }

  private static boolean areLists(Hdf5Group spikes) {
    return spikes.hasArray("times") && spikes.hasArray("units");
  }

  static Recorded read(Hdf5Group top) {
    Hdf5Group spikes = top.group("spikes", "spikes").orElseThrow();
    NdArray[] times = spikes.rows("times", "spikes/times").orElseThrow();
    NdArray[] units = spikes.rows("units", "spikes/units").orElseThrow();
    if (times.length != units.length) {
      throw new InputException("has times of " + times.length + " samples but units of " + units.length, "", "spikes", "");
    }
    int[] start = new int[times.length + 1];
    for (int s = 0; s < times.length; s++) {
      if (times[s].size() != units[s].size()) {
        throw new InputException("has " + times[s].size() + " times but " + units[s].size() + " units", "", "spikes, sample " + s, "");
      }
      start[s + 1] = Math.addExact(start[s], times[s].size());
    }
    double[] time = new double[start[times.length]];
    int[] unit = new int[time.length];
    for (int s = 0; s < times.length; s++) {
      for (int i = 0; i < times[s].size(); i++) {
        time[start[s] + i] = times[s].at(i);
        unit[start[s] + i] = channel(units[s].at(i), s, i);
        if (!(time[start[s] + i] >= 0 && time[start[s] + i] < 1e9)) {
          throw new InputException("the time is " + time[start[s] + i] + " s", "", "spikes/times, sample " + s + ", event " + i, "");
        }
      }
    }
    EventList events = new EventList(start, time, 1, false, unit, new int[0], new int[0], new double[0], true, new double[times.length], 0,
        e -> place(start, e));
    return new Recorded(events, top.array("labels", "labels").map(l -> labels(l, times.length)));
  }

  private static int channel(double unit, int sample, int event) {
    if (unit != Math.rint(unit) || unit < 0 || unit > 1 << 24) {
      throw new InputException("the unit is " + unit + ", no channel", "", "spikes/units, sample " + sample + ", event " + event, "");
    }
    return (int) unit;
  }

  private static String place(int[] start, int event) {
    int at = java.util.Arrays.binarySearch(start, event);
    int sample = at < 0 ? -at - 2 : at;
    while (sample + 1 < start.length - 1 && start[sample + 1] == event) {
      sample++;
    }
    return "sample " + sample + ", event " + (event - start[sample]);
  }

  /** @throws InputException when there is not one whole number a sample */
  private static int[] labels(NdArray labels, int samples) {
    if (labels.size() != samples) {
      throw new InputException("has " + labels.size() + " labels for " + samples + " samples", "", "labels", "");
    }
    try {
      return labels.ints();
    } catch (ArithmeticException e) {
      throw new InputException(e.getMessage(), "", "labels", "labels are whole numbers");
    }
  }
}
