package spikelock.toolchain.command.describe;

import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.CoreSizes;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.chip.SynapseSizes;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Every size of a chip, flat, as {@code chips --json} has always had it. */
@JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
public record ChipSizes(
    String name,
    int width,
    int height,
    int coresPerTileWidth,
    int coresPerTileHeight,
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
    String clockBasis,
    String timing,
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
    CoreSizes core = spec.core();
    SynapseSizes synapses = core.synapses();
    return new ChipSizes(spec.name(), spec.mesh().width(), spec.mesh().height(), spec.mesh().coresPerTile().width(),
        spec.mesh().coresPerTile().height(), core.neurons(), core.axons(), synapses.words(), synapses.wordBits(),
        synapses.weightBits(), synapses.exponentBits(), synapses.lanes(), core.accumulatorBits(), core.delaySlots(), spec.packet().payloadBits(),
        core.fanoutEntries(), spec.mesh().fifoDepth(), spec.host().inputBuffer(), spec.host().outputs(), core.setWords(), spec.counters().kind().name(),
        spec.counters().bits(), spec.clock().mhz(), spec.clock().basis().text(), spec.clock().technology().text(),
        spec.datapaths().stream().map(DatapathPlace::of).toList());
  }
}
