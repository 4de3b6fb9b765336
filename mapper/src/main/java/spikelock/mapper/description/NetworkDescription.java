package spikelock.mapper.description;

import java.util.List;
import java.util.Optional;
import spikelock.mapper.network.Network;
import spikelock.mapper.source.SourceFile;

/**
 * A network and what its file suggests to run it with.
 *
 * @param chip name of a bundled chip or a chip file, for when the user names none
 * @param input spikes to run it on
 * @param labels right answers for the input
 * @param classes names of the output neurons, in order; empty when they have none
 */
public record NetworkDescription(Network network, Optional<String> chip, Optional<SourceFile> input, Optional<SourceFile> labels,
    List<String> classes) {

  public NetworkDescription {
    classes = List.copyOf(classes);
  }

  /** A network without suggestions. */
  public static NetworkDescription of(Network network) {
    return new NetworkDescription(network, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }
}
