package spikelock.toolchain.command.options;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import spikelock.emulator.chip.ChipSpec;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.network.Network;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Under;

/** How a network is read and mapped; without effect on an image, which was mapped already. */
@Under(Heading.MAPPING)
public final class NetworkOptions extends ReadingOptions {
  @Mixin private final ChipOptions on = new ChipOptions();

  @Option(names = "--approximate-loops", description = "Slow down loops that the chip cannot go round fast enough, instead of refusing the network.")
  private boolean approximateLoops;

  @Common(2)
  @Option(names = "--weight-bits", paramLabel = "2..16", description = {"Round weights to so many bits; at most the chip's.",
      "Sign included. Default: the chip's."})
  private Integer weightBits;

  @Override
  boolean given() {
    return super.given() || on.given() || weightBits != null || approximateLoops;
  }

  public OptionalInt weightBits() {
    return weightBits == null ? OptionalInt.empty() : OptionalInt.of(weightBits);
  }

  /** The chip that the user named. */
  public Optional<String> chipName() {
    return on.name();
  }

  /** Takes a chip where the user named none, and the network's own counts for less. */
  public void preferChip(String preferred) {
    on.prefer(preferred);
  }

  /** Reads a chip, as {@link ChipOptions#chip} does. */
  public Fitting<ChipOptions.Chosen> chip(String nameOrPath, OptionalInt bits) {
    return on.chip(nameOrPath, bits);
  }

  /** A chip with other sizes, as {@link ChipOptions#chip} gives it. */
  public Fitting<ChipOptions.Chosen> chip(String nameOrPath, OptionalInt bits, UnaryOperator<ChipSpec> first, UnaryOperator<ChipSpec> last) {
    return on.chip(nameOrPath, bits, first, last);
  }

  /** Maps a network on a chip that was read already, with what the options change of it. */
  public Fitting<MappedNetwork> fitOn(Network network, ChipSpec spec, Map<String, String> texts) {
    return on.changed(spec, texts, weightBits(), changed -> changed).then(chosen -> fit(network, chosen, weightBits()));
  }

  /** How a network is mapped. */
  public MapOptions mapping(OptionalInt bits) {
    return on.mapping(bits).withApproximateLoops(approximateLoops);
  }

  /** Maps a network on a chip that {@link ChipOptions#chip} has given for these bits. */
  public Fitting<MappedNetwork> fit(Network network, ChipOptions.Chosen chip, OptionalInt bits) {
    return fit(network, chip, mapping(bits));
  }

  /** Maps a network on such a chip, as said. */
  public static Fitting<MappedNetwork> fit(Network network, ChipOptions.Chosen chip, MapOptions how) {
    return Mapper.fit(network, chip.spec(), chip.texts(), how);
  }
}
