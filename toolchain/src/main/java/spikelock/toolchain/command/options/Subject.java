package spikelock.toolchain.command.options;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.network.Framework;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Reset;
import spikelock.mapper.quantise.Reach;
import spikelock.toolchain.command.describe.Settings;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.examples.Examples;

/**
 * What the user wants to work with: an image, or a network that is mapped when an image is needed.
 *
 * @param name as the user gave it
 * @param description the network; empty for an image
 * @param loaded the image; empty for a network
 */
public record Subject(String name, Optional<NetworkDescription> description, Optional<ChipImage> loaded) {
  private static final String DEFAULT_CHIP = "mesh-2x2";

  /** Reads the file, or finds the bundled network of that name. */
  public static Subject open(String name, NetworkOptions options) {
    if (Examples.names().contains(name) && !Files.exists(Path.of(name))) {
      return new Subject(name, Optional.of(Examples.open(name, options.runOptions())), Optional.empty());
    }
    Path path = Path.of(name);
    if (!Files.exists(path)) {
      throw new InputException("no such file", name, "", name.contains("/") || name.contains(".") ? ""
          : NearMiss.hint(name, Examples.names()));
    }
    if (isImage(path)) {
      if (options.given()) {
        throw new InputException("is an image, which was mapped already; options for mapping have no effect on it", name, "",
            "leave them out, or give the network instead");
      }
      return new Subject(name, Optional.empty(), Optional.of(ImageFile.read(path)));
    }
    return new Subject(name, Optional.of(NetworkReader.read(path, options.runOptions())), Optional.empty());
  }

  private static boolean isImage(Path path) {
    if (path.getFileName().toString().endsWith(".slk")) {
      return true;
    }
    if (!Files.isRegularFile(path) || path.getFileName().toString().contains(".")) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.read() == 'P' && in.read() == 'K';
    } catch (IOException e) {
      return false;
    }
  }

  /** The image; a network is mapped now, and what is worth knowing about that is noted. */
  public ChipImage image(Session session, NetworkOptions options) {
    return loaded.orElseGet(() -> map(session, options).image());
  }

  /** The mapped network. */
  public MappedNetwork map(Session session, NetworkOptions options) {
    return map(session, options, Map::of);
  }

  /**
   * The same.
   *
   * @param reaches how far the potentials go that are sent as payloads, by population; asked when the network was read
   */
  public MappedNetwork map(Session session, NetworkOptions options, Supplier<Map<String, Reach>> reaches) {
    NetworkDescription network = description.orElseThrow(() -> new InputException("is an image already", name, "",
        "map takes a network: a .nir file or a network .yaml"));
    noteReading(session);
    Map<String, Reach> known = reaches.get();
    ChipOptions.Chosen chosen = chip(network, options, options.weightBits()).require();
    try {
      return NetworkOptions.fit(network.network(), chosen, options.mapping(options.weightBits()).withReaches(known)).require();
    } catch (InputException e) {
      throw e.in(name);
    }
  }

  /** The chip that a network is mapped on, with weights of some bits instead of those that the options say. */
  public static Fitting<ChipOptions.Chosen> chip(NetworkDescription network, NetworkOptions options, OptionalInt weightBits) {
    return options.chip(options.chipName().orElseGet(() -> usualChip(network)), weightBits);
  }

  /** The chip of a network for which the user names none. */
  public static String usualChip(NetworkDescription network) {
    return network.chip().orElse(DEFAULT_CHIP);
  }

  /** How the network is run; for an image what it was mapped with. */
  public Settings settings() {
    return description.map(d -> Settings.of(d.network().settings())).orElseGet(() -> Settings.of(loaded.orElseThrow()));
  }

  /** Notes every repair and every assumption made while reading. */
  public void noteReading(Session session) {
    description.ifPresent(d -> {
      d.network().repairs().forEach(line -> session.note("note: " + line));
      d.network().settings().reasons().forEach((setting, reason) -> session.detail("note: " + setting + ": " + reason));
      d.network().settings().dialect().like().filter(f -> f.recordShift() > 0).ifPresent(f -> late(d.network(), f).ifPresent(outputs ->
          session.note("note: what " + f + " itself records " + outputs + "is " + f.recordShift() + " timestep later than these outputs: it lets spikes "
              + "leave one timestep late")));
    });
  }

  /** Of which outputs a framework's own recording is later: nothing where it is of none, no name where it is of all. */
  private static Optional<String> late(Network network, Framework framework) {
    List<String> late = network.outputs().stream().filter(o -> !sendsAtOnce(network, network.populations().get(o.population()).model(), framework))
        .map(Network.Output::name).toList();
    return late.isEmpty() ? Optional.empty() : Optional.of(late.size() == network.outputs().size() ? "" : "of " + String.join(", ", late) + " ");
  }

  /** Spyx' PSU_LIF, which alone never resets, sends in the timestep that it spikes in. */
  private static boolean sendsAtOnce(Network network, NeuronModel model, Framework framework) {
    return framework == Framework.SPYX && model instanceof NeuronModel.Nir nir && network.settings().rule(nir).reset() == Reset.NONE;
  }
}
