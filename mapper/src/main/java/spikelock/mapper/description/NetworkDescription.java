package spikelock.mapper.description;

import java.util.List;
import java.util.Optional;
import spikelock.mapper.data.Reading;
import spikelock.mapper.network.Network;
import spikelock.mapper.nir.NirModel;
import spikelock.mapper.source.SourceFile;

/**
 * A network and what its file suggests to run it with.
 *
 * @param chip name of a bundled chip or a chip file, for when the user names none
 * @param input what to run it on: spikes, or whatever {@code reading} makes spikes of
 * @param labels right answers for the input
 * @param classes names of the output neurons, in order; empty when they have none
 * @param reading how {@code input} is read where the user says nothing else
 * @param nir the file's own nodes, where it is NIR
 */
public record NetworkDescription(Network network, Optional<String> chip, Optional<SourceFile> input, Optional<SourceFile> labels,
    List<String> classes, Reading reading, Optional<NirModel> nir) {

  public NetworkDescription {
    classes = List.copyOf(classes);
  }

  /** The same for an input that needs no choice. */
  public NetworkDescription(Network network, Optional<String> chip, Optional<SourceFile> input, Optional<SourceFile> labels, List<String> classes) {
    this(network, chip, input, labels, classes, Reading.DEFAULT);
  }

  /** The same for a network that is not from NIR. */
  public NetworkDescription(Network network, Optional<String> chip, Optional<SourceFile> input, Optional<SourceFile> labels, List<String> classes,
      Reading reading) {
    this(network, chip, input, labels, classes, reading, Optional.empty());
  }

  /** The same suggestions for another network. */
  public NetworkDescription withNetwork(Network other) {
    return new NetworkDescription(other, chip, input, labels, classes, reading, nir);
  }

  /** The same with names of the output neurons. */
  public NetworkDescription withClasses(List<String> names) {
    return new NetworkDescription(network, chip, input, labels, names, reading, nir);
  }

  /** The same with the nodes of the file that it was read from. */
  public NetworkDescription withNir(NirModel model) {
    return new NetworkDescription(network, chip, input, labels, classes, reading, Optional.of(model));
  }

  /** A network without suggestions. */
  public static NetworkDescription of(Network network) {
    return new NetworkDescription(network, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }
}
