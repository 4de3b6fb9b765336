package spikelock.toolchain.run;

import java.lang.reflect.Array;
import java.util.LinkedHashMap;
import java.util.Map;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;

/** Arrays [samples, timesteps, neurons] under construction, by name. */
final class Recording {
  private final int samples;
  private final int timesteps;
  private final Map<String, Object> data = new LinkedHashMap<>();
  private final Map<String, Integer> sizes = new LinkedHashMap<>();

  Recording(int samples, int timesteps) {
    this.samples = samples;
    this.timesteps = timesteps;
  }

  /**
   * Adds an array.
   *
   * @param type of its elements
   * @throws InputException when it would be larger than an array can be
   */
  void add(String name, int neurons, Class<?> type) {
    long cells = (long) samples * timesteps * neurons;
    if (cells > Integer.MAX_VALUE - 8) {
      throw new InputException("recording " + name + " would take " + cells + " values, more than one array holds", "", name,
          "run fewer samples at a time with --samples");
    }
    data.put(name, Array.newInstance(type, (int) cells));
    sizes.put(name, neurons);
  }

  /** Stores one sample's values, as many whole timesteps as there are. */
  void store(String name, int sample, Object values) {
    System.arraycopy(values, 0, data.get(name), sample * timesteps * sizes.get(name), Array.getLength(values));
  }

  Map<String, NdArray> arrays() {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    data.forEach((name, values) -> arrays.put(name, new NdArray(new int[] {samples, timesteps, sizes.get(name)}, values)));
    return arrays;
  }
}
