package spikelock.mapper.data;

import java.util.Arrays;
import spikelock.emulator.stimulus.Stimulus;

/** Input spikes as a sorted list of events. */
final class EventStimulus implements Stimulus {
  private final int samples;
  private final int timesteps;
  private final int channels;
  /** [events] (sample * timesteps + timestep) * channels + channel, ascending and each once. */
  private final long[] events;

  /** @param events as {@link #key} makes them, in any order; sorted in place */
  EventStimulus(int samples, int timesteps, int channels, long[] events) {
    this.samples = samples;
    this.timesteps = timesteps;
    this.channels = channels;
    Arrays.sort(events);
    int kept = 0;
    for (int i = 0; i < events.length; i++) {
      if (i == 0 || events[i] != events[i - 1]) {
        events[kept++] = events[i];
      }
    }
    this.events = Arrays.copyOf(events, kept);
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public int timesteps(int sample) {
    return timesteps;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public int active(int sample, int timestep, int[] into) {
    long first = ((long) sample * timesteps + timestep) * channels;
    int at = Arrays.binarySearch(events, first);
    at = at < 0 ? -at - 1 : at;
    int count = 0;
    while (at < events.length && events[at] < first + channels) {
      into[count++] = (int) (events[at++] - first);
    }
    return count;
  }
}
