package spikelock.toolchain.command.describe;

import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Every size of a chip, flat, as {@code chips --json} has always had it; the names are those of {@link ChipSpec}'s components. */
@JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
public record ChipSizes(
    String name,
    int width,
    int height,
    int neurons,
    int axons,
    int synapseWords,
    int wordBits,
    int weightBits,
    int exponentBits,
    int lanes,
    int accumulatorBits,
    int delaySlots,
    int payloadBits,
    int fanoutEntries,
    int fifoDepth,
    int inputBuffer,
    int outputs,
    int setWords,
    String counters,
    int counterBits,
    double clockMhz,
    List<DatapathPlace> datapaths) {

  /** The datapath of a tile. */
  @JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
  public record DatapathPlace(String model, Map<String, Long> constants, List<String> coreParameters, List<String> neuronParameters,
      boolean neuronInitialState, boolean auto) {

    static DatapathPlace of(DatapathChoice choice) {
      return new DatapathPlace(choice.model(), choice.constants(), choice.coreParameters(), choice.neuronParameters(), choice.neuronInitialState(),
          choice.isAuto());
    }
  }

  public static ChipSizes of(ChipSpec spec) {
    return new ChipSizes(spec.name(), spec.width(), spec.height(), spec.neurons(), spec.axons(), spec.synapseWords(), spec.wordBits(),
        spec.weightBits(), spec.exponentBits(), spec.lanes(), spec.accumulatorBits(), spec.delaySlots(), spec.payloadBits(), spec.fanoutEntries(),
        spec.fifoDepth(), spec.inputBuffer(), spec.outputs(), spec.setWords(), spec.counters().name(), spec.counterBits(), spec.clockMhz(),
        spec.datapaths().stream().map(DatapathPlace::of).toList());
  }
}
