package spikelock.toolchain.command.describe;

import spikelock.emulator.datapath.Models;

/** Neuron models and bundled models and presets. */
final class ModelDescriber implements Describer {
  @Override
  public String kind() {
    return "neuron model (.neuron)";
  }

  @Override
  public Class<ModelDetails> details() {
    return ModelDetails.class;
  }

  @Override
  public boolean accepts(String name, String start) {
    return start.isEmpty() ? Models.known().contains(name)
        : start.contains("spikelock/neuron");
  }

  @Override
  public Description describe(String name) {
    ModelDescription model = ModelDescription.of(name);
    return new Description(model.details(), model.page());
  }
}
