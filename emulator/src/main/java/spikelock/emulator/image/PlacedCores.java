package spikelock.emulator.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.DatapathShape;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.DatapathFile;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.Models;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;

/**
 * The datapath and the memories of every tile of a chip, found from the names in its {@link ChipSpec}. Tiles with equal choices
 * share one <em>kind</em>: one datapath, one plan, one Verilog module.
 */
public final class PlacedCores {
  /** The constant that is the chip's accumulator width, in every model that has it. */
  public static final String ACCUMULATOR_CONSTANT = "ACC_BITS";

  /** The constant that is the chip's payload width, in every model that has it, where the chip has payloads. */
  public static final String PAYLOAD_CONSTANT = "PAYLOAD_BITS";

  private static final int MOST_UNITS = 32; // a word's unit number has 5 bits (config_port.v)
  private static final int MOST_CORE_UNITS = 256 - Region.FIRST_PARAMETER; // an entry of CONTROL has 8 bits (core.v)

  private final int[] kindOfTile;
  private final List<PlacedDatapath> datapaths = new ArrayList<>();
  private final List<MemoryPlan> plans = new ArrayList<>();

  private PlacedCores(ChipSpec spec, Map<String, String> texts) {
    this.kindOfTile = new int[spec.tiles()];
    Map<DatapathChoice, Integer> kinds = new LinkedHashMap<>();
    for (int tile = 0; tile < kindOfTile.length; tile++) {
      DatapathChoice choice = spec.datapaths().get(tile);
      Integer kind = kinds.get(choice);
      if (kind == null) {
        kind = kinds.size();
        kinds.put(choice, kind);
        PlacedDatapath placed = place(spec, choice, texts, tile);
        datapaths.add(placed);
        plans.add(new MemoryPlan(spec, placed.shape()));
      }
      kindOfTile[tile] = kind;
    }
  }

  /**
   * The cores of an image.
   *
   * @throws InputException when a core's datapath is unknown, not chosen, or does not fit the chip
   */
  public static PlacedCores of(ChipImage image) {
    return of(image.spec(), image.datapathTexts());
  }

  /**
   * The cores of a chip.
   *
   * @param texts {@code .neuron} texts by the name that the chip gives them; what is not there is looked up among the bundled ones
   */
  public static PlacedCores of(ChipSpec spec, Map<String, String> texts) {
    return new PlacedCores(spec, texts);
  }

  /** The number of the tile's kind, 0..kinds-1, in the order in which tiles first have them. */
  public int kind(int tile) {
    return kindOfTile[tile];
  }

  /** How many kinds there are. */
  public int kinds() {
    return datapaths.size();
  }

  public PlacedDatapath datapathOfKind(int kind) {
    return datapaths.get(kind);
  }

  public MemoryPlan planOfKind(int kind) {
    return plans.get(kind);
  }

  public PlacedDatapath datapath(int tile) {
    return datapaths.get(kindOfTile[tile]);
  }

  public MemoryPlan plan(int tile) {
    return plans.get(kindOfTile[tile]);
  }

  /**
   * The datapath that a choice names, its accumulator width and the width of its payload taken from the chip.
   *
   * @param texts {@code .neuron} texts by name; they come before the bundled ones
   */
  public static Datapath resolve(ChipSpec spec, DatapathChoice choice, Map<String, String> texts) {
    return unlimited(spec, choice, texts).withPayloadBits(spec.packet().payloadBits());
  }

  private static Datapath unlimited(ChipSpec spec, DatapathChoice choice, Map<String, String> texts) {
    Map<String, Long> constants = new LinkedHashMap<>(choice.constants());
    constants.putIfAbsent(ACCUMULATOR_CONSTANT, (long) spec.core().accumulatorBits());
    if (spec.packet().payloadBits() > 0) {
      constants.putIfAbsent(PAYLOAD_CONSTANT, (long) spec.packet().payloadBits());
    }
    return Models.named(choice.model(), constants, texts);
  }

  /** The texts that an image on a chip needs: those given, and those of the bundled models and presets that it names. */
  public static Map<String, String> texts(ChipSpec spec, Map<String, String> given) {
    Map<String, String> texts = new TreeMap<>();
    for (DatapathChoice choice : spec.datapaths()) {
      if (!choice.isAuto() && !texts.containsKey(choice.model())) {
        texts.put(choice.model(), Models.text(choice.model(), given));
      }
    }
    return texts;
  }

  /** A name that the model does not have would otherwise do nothing, silently. */
  private static void names(DatapathChoice choice, Map<String, String> texts) {
    String text = Models.text(choice.model(), texts);
    known(choice, "constant", choice.constants().keySet(), DatapathFile.constants(text, choice.model()));
    List<String> parameters = DatapathFile.parameters(text, choice.model());
    known(choice, "parameter", choice.coreParameters(), parameters);
    known(choice, "parameter", choice.neuronParameters(), parameters);
  }

  private static void known(DatapathChoice choice, String what, Iterable<String> names, List<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InputException("the model " + choice.model() + " has no " + what + " \"" + name + "\"", "", "datapaths",
            NearMiss.hint(name, known));
      }
    }
  }

  /**
   * The datapath of one choice, placed.
   *
   * @param tile for messages
   * @throws InputException as {@link #of(ChipSpec, Map)}
   */
  public static PlacedDatapath place(ChipSpec spec, DatapathChoice choice, Map<String, String> texts, int tile) {
    if (choice.isAuto()) {
      throw new InputException("the datapath of tile " + tile + " is not chosen yet", "", "datapaths",
          "name a model or preset, or map a network on the chip");
    }
    names(choice, texts);
    PlacedDatapath placed = PlacedDatapath.of(resolve(spec, choice, texts), choice, spec.clock().technology());
    for (Field input : placed.datapath().inputs()) {
      if (input.type().bits() != spec.core().accumulatorBits() || !input.type().signed()) {
        throw bad(choice, "its input " + input.name() + " is " + input.type() + ", the chip's accumulators are s"
            + spec.core().accumulatorBits(), "write the type s{ACC_BITS}.0 and leave ACC_BITS to the chip");
      }
    }
    fits(spec, choice, placed.shape());
    return placed;
  }

  private static void fits(ChipSpec spec, DatapathChoice choice, DatapathShape shape) {
    if (new MemoryPlan(spec, shape).stageUnits() > MOST_UNITS) {
      throw bad(choice, "a neuron's state or parameters need more than " + 16 * MOST_UNITS + " bits",
          "place parameters in the set instead of the neuron");
    }
    if (shape.coreUnits() > MOST_CORE_UNITS) {
      throw bad(choice, "core-placed parameters need more than " + 16 * MOST_CORE_UNITS + " bits", "");
    }
    if (shape.setUnits() > spec.core().setWords()) {
      throw bad(choice, "a parameter set needs " + shape.setUnits() + " words, the chip has " + spec.core().setWords(),
          "raise set_words");
    }
  }

  private static InputException bad(DatapathChoice choice, String what, String hint) {
    return new InputException("the datapath " + choice.model() + " does not fit the chip: " + what, "", "datapaths", hint);
  }
}
