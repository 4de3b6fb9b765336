package spikelock.tests.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Weights;
import spikelock.mapper.train.model.Wiring;

/**
 * A network to be trained, as gradients.py reads it.
 *
 * @param snntorch whether its units are snnTorch's
 * @param delay whether the reset is detached; to snnTorch: whether it comes a timestep late
 */
record TorchCase(NetworkPlan plan, boolean snntorch, boolean delay, String loss, String surrogate, double slope) {

  Map<String, Object> json(Parameters parameters) {
    List<Map<String, Object>> layers = new ArrayList<>();
    for (int l = 0; l < plan.layers().size(); l++) {
      layers.add(layer(parameters, l));
    }
    return Map.of("loss", loss, "surrogate", surrogate, "slope", slope, "layers", layers);
  }

  private Map<String, Object> layer(Parameters parameters, int l) {
    LayerPlan layer = plan.layers().get(l);
    Parameters.Block bias = parameters.blocks().stream().filter(b -> b.layer() == l && b.role() == Parameters.Role.BIAS).findFirst().orElseThrow();
    Parameters.Layer laid = parameters.layers().get(l);
    List<Map<String, Object>> paths = new ArrayList<>();
    List<Map<String, Object>> loops = new ArrayList<>();
    for (int p = 0; p < layer.paths().size(); p++) {
      Wiring wiring = laid.paths().get(p);
      (wiring.recurrent() ? loops : paths).add(path(layer.paths().get(p), wiring));
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", layer.unit().kind().word());
    json.put("size", layer.size());
    json.put("snntorch", snntorch && layer.unit().kind().integrates());
    json.put("delay", delay);
    json.put("reset", plan.subtract() ? "subtract" : "zero");
    json.put("bias", bias.first());
    json.put("biases", bias.count());
    json.put("membrane", decay(layer.unit().membrane(), laid.membrane(), layer.size()));
    json.put("synapse", decay(layer.unit().synapse(), laid.synapse(), layer.size()));
    json.put("paths", paths);
    json.put("loops", loops);
    return json;
  }

  private static Map<String, Object> decay(Decay decay, int first, int size) {
    return Map.of("first", first, "count", decay.learn() == Decay.Learn.NEURON ? size : 1, "value", decay.initial());
  }

  private Map<String, Object> path(PathPlan path, Wiring wiring) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("source", path.source());
    json.put("first", wiring.first());
    json.put("targets", wiring.targets());
    json.put("shape", plan.shapeOf(path.source()));
    json.put("pool", path.pool().size());
    json.put("mean", path.pool().mean());
    switch (path.weights()) {
      case Weights.Dense dense -> json.put("kind", "dense");
      case Weights.Diagonal diagonal -> json.put("kind", "diagonal");
      case Weights.Convolution kernel -> {
        json.put("kind", "conv");
        json.put("channels", kernel.channels());
        json.put("kernel", kernel.kernel());
        json.put("stride", kernel.stride());
        json.put("padding", kernel.padding());
      }
    }
    return json;
  }
}
