package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.files.NearMiss;

/** What to do about a node type that NIR does not have. */
final class UnknownType {
  private UnknownType() {}

  /** The way out for this type, or the type that was probably meant, and what there is. */
  static String hint(String type) {
    String lower = type.toLowerCase(Locale.ROOT);
    String way = lower.contains("maxpool") ? "NIR has no maximum: use SumPool2d or AvgPool2d in the network and train it again"
        : lower.contains("batchnorm") || lower.contains("layernorm") || lower.contains("groupnorm")
            ? "fold the normalisation into the weights and the bias of the layer before it, then export again"
        : lower.contains("dropout") ? "leave it out of the export: it only acts in training"
        : lower.contains("relu") || lower.contains("sigmoid") || lower.contains("softmax")
            ? "it does not spike: use a spiking neuron such as IF, or leave it out behind the last layer"
        : lower.contains("lstm") || lower.contains("gru") ? "write the recurrence with Linear nodes and neurons"
        : lower.contains("adlif") || lower.contains("alif") || lower.contains("izhikevich")
            ? "adaptive neurons are not part of NIR; the project's own network file takes neuron models of your own (models)" : "";
    List<String> known = new ArrayList<>(Primitives.SUPPORTED);
    String near = way.isEmpty() ? NearMiss.of(type, known).map(n -> "did you mean \"" + n + "\"?").orElse("") : way;
    return (near.isEmpty() ? "" : near + (way.isEmpty() ? " " : "; ")) + "supported: " + String.join(", ", Primitives.SUPPORTED);
  }
}
