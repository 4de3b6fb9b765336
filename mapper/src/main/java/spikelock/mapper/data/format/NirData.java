package spikelock.mapper.data.format;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.files.NdArray;

/**
 * Recorded data of a NIR graph's nodes, as NIR's {@code read_data} and {@code write_data} have it since 2026.
 *
 * @param nodes by name, of a nested graph's node with a dot between; then by name of what was observed, such as {@code spikes} or {@code v}
 */
public record NirData(Map<String, Map<String, Observable>> nodes) {

  public NirData {
    Map<String, Map<String, Observable>> copy = new LinkedHashMap<>();
    nodes.forEach((node, observables) -> copy.put(node, Collections.unmodifiableMap(new TreeMap<>(observables))));
    nodes = Collections.unmodifiableMap(copy);
  }

  /** Something observed. */
  public sealed interface Observable {
    int samples();

    int neurons();
  }

  /**
   * A value in every timestep.
   *
   * @param data [samples, timesteps, neurons]
   * @param truth whether the values are booleans: events
   * @param dt duration of a timestep in s
   */
  public record TimeGridded(NdArray data, boolean truth, double dt) implements Observable {
    @Override
    public int samples() {
      return data.shape()[0];
    }

    @Override
    public int neurons() {
      return data.shape()[2];
    }
  }

  /**
   * Events, with values or without.
   *
   * @param index [samples, events] neuron of each event, -1 for none
   * @param time [samples, events] in s, infinite for none
   * @param value [samples, events]; empty where events have no values
   * @param neurons how many there are
   * @param tMax end of the recording in s
   */
  public record Events(int samples, int[] index, double[] time, double[] value, int neurons, double tMax) implements Observable {
    public boolean hasValues() {
      return value.length > 0;
    }

    /** Events of all samples. */
    public long count() {
      long count = 0;
      for (int i : index) {
        count += i >= 0 ? 1 : 0;
      }
      return count;
    }
  }
}
