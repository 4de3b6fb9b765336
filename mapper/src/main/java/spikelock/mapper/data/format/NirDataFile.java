package spikelock.mapper.data.format;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.hdf5.Hdf5Group;
import spikelock.mapper.hdf5.Hdf5Output;
import spikelock.mapper.hdf5.Hdf5Writer;

/** Reads and writes {@link NirData} in HDF5. */
public final class NirDataFile {
  private static final String TYPE = "__type__";
  private static final String GRAPH = "NIRGraphData";
  private static final String NODE = "NIRNodeData";
  private static final String GRIDDED = "TimeGriddedData";
  private static final String EVENTS = "EventData";
  private static final String VALUED = "ValuedEventData";
  private static final int DEEPEST = 32;
  private static final int MOST = 100_000;

  private final Map<String, Map<String, NirData.Observable>> nodes = new LinkedHashMap<>();
  private int observables;

  private NirDataFile() {}

  static boolean accepts(Hdf5Group top) {
    return top.text(TYPE).filter(GRAPH::equals).isPresent();
  }

  static NirData read(Hdf5Group top) {
    NirDataFile reader = new NirDataFile();
    reader.graph(top, "", 0);
    return new NirData(reader.nodes);
  }

  private void graph(Hdf5Group graph, String prefix, int depth) {
    if (depth > DEEPEST) {
      throw new InputException("graphs are nested more than " + DEEPEST + " deep", "", prefix, "");
    }
    String where = prefix.isEmpty() ? "top graph" : "node '" + prefix + "'";
    Hdf5Group children = graph.group("nodes", where).orElseThrow(() -> new InputException("the graph's data has no group \"nodes\"", "", where, ""));
    for (String name : children.names()) {
      String full = Printable.of(prefix.isEmpty() ? name : prefix + "." + name);
      String here = "node '" + full + "'";
      Hdf5Group node = children.group(name, here).orElseThrow(() -> new InputException("is an array, not a node", "", here, ""));
      String type = node.text(TYPE).orElse("");
      switch (type) {
        case GRAPH -> graph(node, full, depth + 1);
        case NODE -> nodes.put(full, node(node, full));
        default -> throw new InputException(said(type), "", here, "nodes are " + NODE + " or " + GRAPH);
      }
    }
  }

  private static String said(String type) {
    return type.isEmpty() ? "has no text attribute \"" + TYPE + "\"" : "is of the unknown type \"" + Printable.of(type) + "\"";
  }

  private Map<String, NirData.Observable> node(Hdf5Group node, String full) {
    String where = "node '" + full + "'";
    Hdf5Group group = node.group("observables", where).orElseThrow(() -> new InputException("has no group \"observables\"", "", where, ""));
    Map<String, NirData.Observable> found = new LinkedHashMap<>();
    for (String name : group.names()) {
      String here = where + ", " + Printable.of(name);
      if (++observables > MOST) {
        throw new InputException("holds more than " + MOST + " observables", "", here, "");
      }
      Hdf5Group one = group.group(name, here).orElseThrow(() -> new InputException("is an array, not an observable", "", here, ""));
      String type = one.text(TYPE).orElse("");
      found.put(Printable.of(name), switch (type) {
        case GRIDDED -> gridded(one, here);
        case EVENTS, VALUED -> events(one, here, type.equals(VALUED));
        default -> throw new InputException(said(type), "", here, "observables are " + GRIDDED + ", " + EVENTS + " or " + VALUED);
      });
    }
    return found;
  }

  private static NirData.TimeGridded gridded(Hdf5Group group, String where) {
    NdArray data = required(group, "data", where);
    if (data.rank() != 3) {
      throw new InputException("data has the shape " + data.shapeText() + ", not (samples, timesteps, neurons)", "", where, "");
    }
    boolean truth = group.isTruth("data");
    return new NirData.TimeGridded(data, truth, positive(group, "dt", where));
  }

  private static NirData.Events events(Hdf5Group group, String where, boolean valued) {
    NdArray index = required(group, "idx", where);
    NdArray time = required(group, "time", where);
    NdArray value = valued ? required(group, "value", where) : new NdArray(index.shape(), new double[0]);
    if (index.rank() != 2 || !java.util.Arrays.equals(index.shape(), time.shape()) || !java.util.Arrays.equals(index.shape(), value.shape())) {
      throw new InputException("idx is " + index.shapeText() + " and time " + time.shapeText() + (valued ? " and value " + value.shapeText() : "")
          + "; all must be (samples, events)", "", where, "");
    }
    double neurons = positive(group, "n_neurons", where);
    double tMax = positive(group, "t_max", where);
    if (neurons != Math.rint(neurons) || neurons > 1 << 24) {
      throw new InputException("n_neurons is " + neurons + ", must be a whole number up to " + (1 << 24), "", where, "");
    }
    int width = index.shape()[1];
    int[] neuron = new int[index.size()];
    for (int i = 0; i < neuron.length; i++) {
      double at = index.at(i);
      String place = where + ", idx[" + i / width + ", " + i % width + "]";
      if (at != Math.rint(at) || at < -1 || at >= neurons) {
        throw new InputException("is " + at + ", must be a neuron 0.." + (long) (neurons - 1) + " or -1 for none", "", place, "");
      }
      neuron[i] = (int) at;
      double when = time.at(i);
      if (neuron[i] >= 0 && !(when >= 0 && when < Double.POSITIVE_INFINITY)) {
        throw new InputException("has the time " + when + " s, but its neuron is " + neuron[i], "", place, "no event is -1 with an infinite time");
      }
      if (neuron[i] >= 0 && valued && !Double.isFinite(value.at(i))) {
        throw new InputException("has the value " + value.at(i), "", place, "values must be finite");
      }
    }
    return new NirData.Events(index.shape()[0], neuron, time.doubles(), value.size() == 0 ? new double[0] : value.doubles(), (int) neurons, tMax);
  }

  private static NdArray required(Hdf5Group group, String name, String where) {
    NdArray array = group.array(name, where + ", " + name).orElseThrow(() -> new InputException("has no array \"" + name + "\"", "", where, ""));
    if (array.isText()) {
      throw new InputException("is text, not numbers", "", where + ", " + name, "");
    }
    return array;
  }

  private static double positive(Hdf5Group group, String attribute, String where) {
    double value = group.number(attribute).orElseThrow(() -> new InputException("has no number attribute \"" + attribute + "\"", "", where, ""));
    if (!(value > 0 && value < 1e12)) {
      throw new InputException(attribute + " is " + value + ", must be above 0 and finite", "", where, "");
    }
    return value;
  }

  /**
   * Writes a file that NIR's {@code read_data} takes. Dots in names of nodes make no nested graphs.
   *
   * @throws InputException when it cannot be written
   */
  public static void write(Path path, NirData data) {
    Hdf5Output top = new Hdf5Output().attribute(TYPE, GRAPH);
    Hdf5Output nodes = top.group("nodes");
    data.nodes().forEach((name, observables) -> {
      Hdf5Output group = nodes.group(name.replace('/', '_')).attribute(TYPE, NODE).group("observables");
      observables.forEach((what, observable) -> write(group.group(what.replace('/', '_')), observable));
    });
    Hdf5Writer.write(path, top);
  }

  private static void write(Hdf5Output group, NirData.Observable observable) {
    switch (observable) {
      case NirData.TimeGridded gridded -> {
        group.attribute(TYPE, GRIDDED).attribute("dt", gridded.dt());
        if (gridded.truth()) {
          group.truths("data", gridded.data());
        } else {
          group.array("data", gridded.data());
        }
      }
      case NirData.Events events -> {
        int[] shape = {events.samples(), events.samples() == 0 ? 0 : events.index().length / events.samples()};
        long[] index = java.util.Arrays.stream(events.index()).asLongStream().toArray();
        group.attribute(TYPE, events.hasValues() ? VALUED : EVENTS).attribute("n_neurons", events.neurons()).attribute("t_max", events.tMax());
        group.array("idx", new NdArray(shape, index)).array("time", new NdArray(shape, events.time()));
        if (events.hasValues()) {
          group.array("value", new NdArray(shape, events.value()));
        }
      }
    }
  }
}
