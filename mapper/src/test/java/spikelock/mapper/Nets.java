package spikelock.mapper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.Integrator;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Population;
import spikelock.mapper.network.Projection;
import spikelock.mapper.network.Reset;
import spikelock.mapper.network.RunSettings;

/** Small networks, written down for tests. */
public final class Nets {
  private final List<Population> populations = new ArrayList<>();
  private final List<Projection> projections = new ArrayList<>();
  private Reset reset = Reset.ZERO;
  private Integrator integrator = Integrator.EULER;

  public Nets input(String name, int size) {
    populations.add(new Population(name, new int[] {size}, new NeuronModel.Input()));
    return this;
  }

  /** A population in the chip's integers. */
  public Nets own(String name, int size, String datapath, Map<String, int[]> parameters) {
    populations.add(new Population(name, new int[] {size}, new NeuronModel.Native(datapath, parameters, Map.of())));
    return this;
  }

  /** Integrate-and-fire neurons in integers that spike when more than {@code threshold} weight has arrived. */
  public Nets layer(String name, int size, int threshold) {
    return own(name, size, "IF", Map.of("threshold", new int[] {64 * threshold}));
  }

  public Nets nir(String name, int size, NeuronModel.Kind kind, double tau, double threshold, double bias) {
    populations.add(new Population(name, new int[] {size}, nirModel(kind, tau, threshold, bias)));
    return this;
  }

  public static NeuronModel.Nir nirModel(NeuronModel.Kind kind, double tau, double threshold, double bias) {
    double[] zero = {0};
    return new NeuronModel.Nir(kind, new double[] {tau}, new double[] {tau}, new double[] {1}, new double[] {1}, zero,
        new double[] {threshold}, zero, new double[] {bias}, new int[] {0}, zero, zero);
  }

  public Nets add(String name, int size, NeuronModel model) {
    populations.add(new Population(name, new int[] {size}, model));
    return this;
  }

  /** All to all, every weight the same. */
  public Nets dense(String source, String target, int delay, float weight) {
    float[] weights = new float[size(source) * size(target)];
    Arrays.fill(weights, weight);
    return dense(source, target, delay, weights);
  }

  /** @param weights [targets, sources] */
  public Nets dense(String source, String target, int delay, float[] weights) {
    return project(source, target, delay, new Connectivity.Dense(size(source), size(target), weights));
  }

  public Nets project(String source, String target, int delay, Connectivity connectivity) {
    projections.add(new Projection(source + "-" + target, index(source), index(target), 0, connectivity, delay, new float[0],
        delay > 0));
    return this;
  }

  public Nets reset(Reset wanted) {
    reset = wanted;
    return this;
  }

  public Nets integrator(Integrator wanted) {
    integrator = wanted;
    return this;
  }

  /** @param outputs population names */
  public Network build(String... outputs) {
    List<Network.Output> named = Arrays.stream(outputs).map(o -> new Network.Output(o, index(o))).toList();
    return new Network("test", populations, projections, named, new RunSettings(1e-3, reset, integrator, true, Map.of()),
        List.of());
  }

  private int size(String name) {
    return populations.get(index(name)).size();
  }

  private int index(String name) {
    for (int p = 0; p < populations.size(); p++) {
      if (populations.get(p).name().equals(name)) {
        return p;
      }
    }
    throw new IllegalArgumentException(name);
  }
}
