package spikelock.toolchain.command.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipModels;
import spikelock.emulator.image.PlacedCores;
import spikelock.mapper.MapOptions;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.quantise.FittedChip;
import spikelock.mapper.quantise.WeightRule;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Under;

/** The chip that a network is mapped on. */
@Under(Heading.MAPPING)
public final class ChipOptions {
  @Common(1)
  @Option(names = "--chip", paramLabel = "CHIP",
      description = {"Chip to map on: a bundled name (see chips) or a chip file.",
      "Default: the network's own, else mesh-2x2."})
  private String chip = "";

  @Option(names = "--limit", paramLabel = "SIZE=N", description = "Use less of each core than the chip has, such as neurons=24; may be repeated.")
  private Map<String, Integer> limits = new TreeMap<>();

  @Option(names = "--scale", paramLabel = "free|pow2", description = "What the weights of a population are multiplied with before rounding: "
      + "anything, or a power of two. Default: free.")
  private String scale = "free";

  @Option(names = "--fit-chip", description = "Give the chip weights of as many bits as they are rounded to, more or fewer than it has; the image "
      + "records the changed chip as CHIP-wBITS.")
  private boolean fitChip;

  @Option(names = "--payload-bits", paramLabel = "0|2..16", description = "Give the chip's packets payloads of so many bits, for input that is not only "
      + "spikes; the image records the changed chip as CHIP-pBITS. Default: the chip's.")
  private Integer payloadBits;

  /** The chip that the user named. */
  public Optional<String> name() {
    return chip.isEmpty() ? Optional.empty() : Optional.of(chip);
  }

  /** Takes a chip where the user named none. */
  void prefer(String preferred) {
    chip = chip.isEmpty() ? preferred : chip;
  }

  /** Whether the user said how many bits payloads have. */
  public boolean hasPayloadBits() {
    return payloadBits != null;
  }

  /** As {@code --payload-bits} does. */
  public void givePayloads(int bits) {
    payloadBits = bits;
  }

  /** Words of a command line that map on this chip; {@code bits} are those that weights are rounded to. */
  public List<String> commandLine(OptionalInt bits) {
    List<String> words = new ArrayList<>();
    if (!chip.isEmpty()) {
      words.addAll(List.of("--chip", chip));
    }
    bits.ifPresent(count -> words.addAll(List.of("--weight-bits", Integer.toString(count))));
    if (fitChip) {
      words.add("--fit-chip");
    }
    if (!scale.equals("free")) {
      words.addAll(List.of("--scale", scale));
    }
    if (payloadBits != null) {
      words.addAll(List.of("--payload-bits", Integer.toString(payloadBits)));
    }
    limits.forEach((size, limit) -> words.addAll(List.of("--limit", size + "=" + limit)));
    return words;
  }

  /** Whether any of them was given. */
  boolean given() {
    return !chip.isEmpty() || !limits.isEmpty() || !scale.equals("free") || fitChip || payloadBits != null;
  }

  /**
   * A chip whose models exist.
   *
   * @param spec the chip, or what {@code --fit-chip} and {@code --payload-bits} make of it
   * @param texts of the {@code .neuron} files that it names
   */
  public record Chosen(ChipSpec spec, Map<String, String> texts) {}

  /** Reads a chip; {@code bits} are those that weights are rounded to, which {@code --fit-chip} may find no room for. */
  public Fitting<Chosen> chip(String nameOrPath, OptionalInt bits) {
    return chip(nameOrPath, bits, spec -> spec, spec -> spec);
  }

  /**
   * The same of a chip with other sizes.
   *
   * @param first what is changed before weights get their width
   * @param last what is changed after that
   */
  public Fitting<Chosen> chip(String nameOrPath, OptionalInt bits, UnaryOperator<ChipSpec> first, UnaryOperator<ChipSpec> last) {
    try {
      ChipSpec spec = first.apply(Chips.read(nameOrPath));
      return changed(spec, ChipModels.texts(nameOrPath, spec), bits, last);
    } catch (InputException e) {
      throw e.in(nameOrPath);
    }
  }

  /** A chip that was read already, with what the options change of it. */
  Fitting<Chosen> changed(ChipSpec spec, Map<String, String> texts, OptionalInt bits, UnaryOperator<ChipSpec> last) {
    if (fitChip && bits.isEmpty()) {
      throw new InputException("needs the number of bits", "", "--fit-chip", "say it with --weight-bits or --sweep-bits");
    }
    PlacedCores.texts(spec, texts);
    Fitting<ChipSpec> fitting = fitChip ? FittedChip.of(spec, bits.getAsInt()) : new Fit<>(spec);
    return fitting.then(fitted -> new Fit<>(new Chosen(last.apply(payloadBits == null ? fitted : fitted.withPayloadBits(payloadBits)), texts)));
  }

  /** How a network is mapped on it. */
  public MapOptions mapping(OptionalInt bits) {
    return MapOptions.DEFAULT.withLimits(limits).withWeights(new WeightRule(bits, NetworkOptions.choice(WeightRule.Scale.class, "--scale", scale)));
  }
}
