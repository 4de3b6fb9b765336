package spikelock.mapper.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.stimulus.AnalogueStimulus;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.data.format.EventList;
import spikelock.mapper.data.format.NirData;

/** The data of a network's input nodes out of NIRData. */
final class NirDataReader {
  private static final String USUAL = "spikes";

  private final NirData data;
  private final String label;
  private final InputShape shape;
  private final Reading how;
  private final List<String> notes;

  NirDataReader(NirData data, String label, InputShape shape, Reading how, List<String> notes) {
    this.data = data;
    this.label = label;
    this.shape = shape;
    this.how = how;
    this.notes = notes;
  }

  Stimulus stimulus() {
    List<Stimulus> parts = new ArrayList<>();
    for (InputShape.Part part : shape.parts()) {
      parts.add(part(part));
    }
    if (parts.isEmpty()) {
      throw new InputException("is given, but the network has no inputs", label, "", "");
    }
    Stimulus first = parts.getFirst();
    for (int p = 1; p < parts.size(); p++) {
      if (parts.get(p).samples() != first.samples()) {
        throw new InputException("has " + first.samples() + " samples of '" + shape.parts().getFirst().name() + "' but " + parts.get(p).samples()
            + " of '" + shape.parts().get(p).name() + "'", label, "", "");
      }
    }
    return parts.size() == 1 ? first : new SideBySide(parts);
  }

  private Stimulus part(InputShape.Part part) {
    Map<String, NirData.Observable> node = Optional.ofNullable(data.nodes().get(part.name()))
        .or(() -> shape.parts().size() == 1 && data.nodes().size() == 1 ? data.nodes().values().stream().findFirst() : Optional.empty())
        .orElseThrow(() -> new InputException("has no data of the network's input '" + part.name() + "'", label, "",
            NearMiss.hint(part.name(), data.nodes().keySet())));
    String wanted = !how.array().isEmpty() ? how.array() : node.size() == 1 ? node.keySet().iterator().next() : USUAL;
    NirData.Observable observable = node.get(wanted);
    if (observable == null) {
      throw new InputException("has no observable \"" + wanted + "\" of '" + part.name() + "'", label, "--array", NearMiss.hint(wanted, node.keySet()));
    }
    if (observable.neurons() != part.channels()) {
      throw new InputException("has " + observable.neurons() + " neurons of " + wanted + ", but the network's input " + part + " has " + part.channels()
          + " channels", label, "node '" + part.name() + "'", "");
    }
    InputShape own = new InputShape(List.of(part), shape.dt());
    return switch (observable) {
      case NirData.TimeGridded gridded -> gridded(gridded, own);
      case NirData.Events events -> new Binning(list(events, part.name()), label, own, how.withArray(""), notes).stimulus(defaultFrame());
    };
  }

  private double defaultFrame() {
    double dt = shape.dt().orElse(0);
    if (dt > 0 && how.frameS().isEmpty()) {
      note("a timestep of the input is the network's dt, " + dt + " s (--frame)");
    }
    return dt;
  }

  private Stimulus gridded(NirData.TimeGridded gridded, InputShape own) {
    shape.dt().ifPresent(dt -> {
      if (Math.abs(dt - gridded.dt()) > 1e-6 * dt) {
        note(label + ": a timestep of the data is " + gridded.dt() + " s, one of the network " + dt + " s; they are taken one for one");
      }
    });
    return new ArrayReader(gridded.data(), label, own, how.withAxes("stc"), notes).stimulus(0);
  }

  private static EventList list(NirData.Events events, String node) {
    int width = events.samples() == 0 ? 0 : events.index().length / events.samples();
    int[] start = new int[events.samples() + 1];
    int[] neuron = new int[(int) events.count()];
    double[] time = new double[neuron.length];
    double[] value = new double[events.hasValues() ? neuron.length : 0];
    int[] at = new int[neuron.length];
    int kept = 0;
    for (int s = 0; s < events.samples(); s++) {
      for (int e = s * width; e < (s + 1) * width; e++) {
        if (events.index()[e] >= 0) {
          neuron[kept] = events.index()[e];
          time[kept] = events.time()[e];
          if (value.length > 0) {
            value[kept] = events.value()[e];
          }
          at[kept++] = e;
        }
      }
      start[s + 1] = kept;
    }
    double[] length = new double[events.samples()];
    Arrays.fill(length, events.tMax());
    return new EventList(start, time, 1, false, neuron, new int[0], new int[0], value, false, length, events.neurons(),
        e -> "node '" + node + "', idx[" + at[e] / width + ", " + at[e] % width + "]");
  }

  private void note(String text) {
    if (!notes.contains(text)) {
      notes.add(text);
    }
  }

  /** Stimuli whose channels follow each other. */
  private record SideBySide(List<Stimulus> parts) implements AnalogueStimulus {
    @Override
    public int samples() {
      return parts.getFirst().samples();
    }

    @Override
    public int timesteps(int sample) {
      return parts.stream().mapToInt(p -> p.timesteps(sample)).max().orElse(0);
    }

    @Override
    public int channels() {
      return parts.stream().mapToInt(Stimulus::channels).sum();
    }

    @Override
    public int active(int sample, int timestep, int[] into, int[] sent) {
      int count = 0;
      int base = 0;
      for (Stimulus part : parts) {
        int[] channels = new int[part.channels()];
        int[] values = new int[part.channels()];
        int more = timestep < part.timesteps(sample) ? part.active(sample, timestep, channels, values) : 0;
        for (int i = 0; i < more; i++) {
          into[count] = base + channels[i];
          sent[count++] = values[i];
        }
        base += part.channels();
      }
      return count;
    }

    @Override
    public int exact(int sample, int timestep, int[] into, double[] sent) {
      int count = 0;
      int base = 0;
      for (Stimulus part : parts) {
        int[] channels = new int[part.channels()];
        double[] values = new double[part.channels()];
        int more = timestep < part.timesteps(sample) ? Samples.exact(part, sample, timestep, channels, values) : 0;
        for (int i = 0; i < more; i++) {
          into[count] = base + channels[i];
          sent[count++] = values[i];
        }
        base += part.channels();
      }
      return count;
    }

    @Override
    public int greatest() {
      return parts.stream().mapToInt(Stimulus::greatest).max().orElse(1);
    }
  }
}
