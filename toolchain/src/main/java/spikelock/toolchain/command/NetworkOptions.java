package spikelock.toolchain.command;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.PlacedCores;
import spikelock.mapper.MapOptions;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.Mapper;
import spikelock.mapper.network.Network;
import spikelock.mapper.quantise.WeightRule;

/** How a network is read and mapped; without effect on an image, which was mapped already. */
final class NetworkOptions extends ReadingOptions {
  @Option(names = "--chip", paramLabel = "CHIP",
      description = "Chip to map on: a bundled name (see chips) or a chip file. Default: the network's own, else mesh-2x2.")
  String chip = "";

  @Option(names = "--limit", paramLabel = "SIZE=N", description = "Use less of each core than the chip has, such as neurons=24; may be repeated.")
  Map<String, Integer> limits = new TreeMap<>();

  @Option(names = "--approximate-loops", description = "Slow down loops that the chip cannot go round fast enough, instead of refusing the network.")
  boolean approximateLoops;

  @Option(names = "--weight-bits", paramLabel = "2..16", description = "Round weights to so many bits, sign included; at most the chip's. "
      + "Default: the chip's.")
  Integer weightBits;

  @Option(names = "--scale", paramLabel = "free|pow2", description = "What the weights of a population are multiplied with before rounding: "
      + "anything, or a power of two. Default: free.")
  String scale = "free";

  @Option(names = "--fit-chip", description = "Give the chip weights of as many bits as they are rounded to, more or fewer than it has; the image "
      + "records the changed chip as CHIP-wBITS.")
  boolean fitChip;

  @Override
  boolean given() {
    return super.given() || !chip.isEmpty() || !limits.isEmpty() || weightBits != null || !scale.equals("free") || fitChip || approximateLoops;
  }

  OptionalInt weightBits() {
    return weightBits == null ? OptionalInt.empty() : OptionalInt.of(weightBits);
  }

  /**
   * A chip whose models exist.
   *
   * @param spec the chip, or what {@code --fit-chip} makes of it
   * @param texts of the {@code .neuron} files that it names
   */
  record Chosen(ChipSpec spec, Map<String, String> texts) {}

  /** Reads a chip; {@code bits} are those that weights are rounded to. */
  Chosen chip(String nameOrPath, OptionalInt bits) {
    if (fitChip && bits.isEmpty()) {
      throw new InputException("needs the number of bits", "", "--fit-chip", "say it with --weight-bits or --sweep-bits");
    }
    try {
      ChipSpec spec = Chips.read(nameOrPath);
      Map<String, String> texts = Chips.datapathTexts(nameOrPath, spec);
      PlacedCores.texts(spec, texts);
      return new Chosen(fitChip ? spec.withWeightBits(bits.getAsInt()) : spec, texts);
    } catch (InputException e) {
      throw e.in(nameOrPath);
    }
  }

  /** Maps a network on a chip that {@link #chip} has given for these bits. */
  MappedNetwork map(Network network, Chosen chip, OptionalInt bits) {
    WeightRule rule = new WeightRule(bits, choice(WeightRule.Scale.class, "--scale", scale));
    return Mapper.map(network, chip.spec(), chip.texts(),
        MapOptions.DEFAULT.withLimits(limits).withApproximateLoops(approximateLoops).withWeights(rule));
  }
}
