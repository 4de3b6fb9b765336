package spikelock.toolchain.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.data.format.NirData;
import spikelock.mapper.data.format.NirDataFile;

/** What a run gave, as a file: {@code .h5} is NIRData, everything else {@code .npz}. */
public final class ResultFile {
  private static final String SPIKES = "spikes";
  private static final String POTENTIAL = "v";

  private ResultFile() {}

  /** Whether a file of that name becomes NIRData. */
  public static boolean isNirData(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".h5") || name.endsWith(".hdf5");
  }

  /**
   * Writes outputs and probes.
   *
   * @param file where to
   * @param name what the user calls it, whose ending decides
   * @param dtS duration of a timestep in s, for NIRData
   * @throws InputException when the file cannot be written
   */
  public static void write(Path file, Path name, Outcome outcome, double dtS) {
    if (!isNirData(name)) {
      ArrayFile.write(file, outcome.arrays());
      return;
    }
    Map<String, Map<String, NirData.Observable>> nodes = new LinkedHashMap<>();
    outcome.outputs().forEach((output, array) -> put(nodes, output, array.isInteger() ? SPIKES : POTENTIAL, array, dtS));
    outcome.probes().forEach((probe, array) -> {
      int dot = probe.lastIndexOf('.');
      put(nodes, probe.substring(0, dot), probe.substring(dot + 1), array, dtS);
    });
    NirDataFile.write(file, new NirData(nodes));
  }

  private static void put(Map<String, Map<String, NirData.Observable>> nodes, String node, String observable, NdArray array, double dtS) {
    nodes.computeIfAbsent(node, n -> new LinkedHashMap<>()).put(observable, new NirData.TimeGridded(array, isTruth(array), dtS));
  }

  private static boolean isTruth(NdArray array) {
    if (!(array.data() instanceof byte[] values)) {
      return false;
    }
    for (byte value : values) {
      if (value != 0 && value != 1) {
        return false;
      }
    }
    return true;
  }
}
