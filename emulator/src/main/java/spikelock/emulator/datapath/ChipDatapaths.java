package spikelock.emulator.datapath;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;

/** The datapaths of a chip's cores, from the names in its definition. */
public final class ChipDatapaths {
  /** The constant that is the chip's accumulator width, in every model that has it. */
  public static final String ACCUMULATOR_BITS = "ACC_BITS";

  private ChipDatapaths() {}

  /**
   * The datapath of every tile; equal choices give the same object.
   *
   * @param spec the chip, no core of which may be left to the mapper ({@code auto})
   * @param texts text of {@code .neuron} files by name; a name that is not among them is a bundled model or preset
   * @throws InputException when a model is unknown, wrong, or does not fit the chip
   */
  public static List<PlacedDatapath> of(ChipSpec spec, Map<String, String> texts) {
    Map<DatapathChoice, PlacedDatapath> known = new HashMap<>();
    List<PlacedDatapath> placed = new ArrayList<>();
    for (DatapathChoice choice : spec.datapaths()) {
      placed.add(known.computeIfAbsent(choice, c -> place(spec, c, texts)));
    }
    return placed;
  }

  /** One core's datapath; see {@link #of}. */
  public static PlacedDatapath place(ChipSpec spec, DatapathChoice choice, Map<String, String> texts) {
    if (choice.isAuto()) {
      throw new InputException("the datapath is auto, so it is not known before a network is mapped", "", "datapaths", "");
    }
    String text = texts.getOrDefault(choice.model(), "");
    String file = choice.model().endsWith(".neuron") ? choice.model() : choice.model() + ".neuron";
    if (text.isEmpty()) {
      text = Models.text(choice.model());
    }
    known("constant", choice.constants().keySet(), DatapathFile.constants(text, file), file);
    List<String> parameters = DatapathFile.parameters(text, file);
    known("parameter", choice.coreParameters(), parameters, file);
    known("parameter", choice.neuronParameters(), parameters, file);
    Map<String, Long> constants = new TreeMap<>(choice.constants());
    constants.putIfAbsent(ACCUMULATOR_BITS, (long) spec.accumulatorBits());
    Datapath datapath = Models.parse(text, file, constants);
    for (Field input : datapath.inputs()) {
      if (!input.type().signed() || input.type().bits() != spec.accumulatorBits()) {
        throw new InputException("input " + input.name() + " is " + input.type() + ", the chip's accumulators are s"
            + spec.accumulatorBits(), file, "inputs." + input.name(), "give the width as {" + ACCUMULATOR_BITS + "}");
      }
    }
    return PlacedDatapath.of(datapath, choice);
  }

  /** The texts of every model that a chip names: those given, and those of bundled models and presets. */
  public static Map<String, String> texts(ChipSpec spec, Map<String, String> given) {
    Map<String, String> texts = new TreeMap<>();
    for (DatapathChoice choice : spec.datapaths()) {
      if (!choice.isAuto() && !texts.containsKey(choice.model())) {
        texts.put(choice.model(), given.containsKey(choice.model()) ? given.get(choice.model()) : Models.text(choice.model()));
      }
    }
    return texts;
  }

  private static void known(String what, Iterable<String> names, List<String> known, String file) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InputException(file + " has no " + what + " \"" + name + "\"", "", "datapaths", NearMiss.hint(name, known));
      }
    }
  }
}
