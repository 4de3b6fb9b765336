package spikelock.emulator.lockstep;

import java.util.ArrayList;
import java.util.List;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.Population;

/** Who sends to an axon, by the user's names. */
final class AxonSources {
  private final ChipImage image;
  private final PacketFormat packets;

  AxonSources(ChipImage image) {
    this.image = image;
    this.packets = new PacketFormat(image.spec());
  }

  /** {@code axon 3 (from hidden[7])}. */
  String describe(int tile, int axon) {
    List<String> sources = of(tile, axon);
    return "axon " + axon + (sources.isEmpty() ? "" : " (from " + String.join(", ", sources) + ")");
  }

  /** Every input channel and neuron with a packet for the axon. */
  List<String> of(int tile, int axon) {
    List<String> sources = new ArrayList<>();
    InputTable inputs = image.inputs();
    for (int channel = 0; channel < inputs.channels(); channel++) {
      for (int packet = inputs.start()[channel]; packet < inputs.start()[channel + 1]; packet++) {
        if (inputs.tile()[packet] == tile && inputs.axon()[packet] == axon) {
          sources.add(channelName(channel));
        }
      }
    }
    for (int from = 0; from < image.cores().size(); from++) {
      CoreImage core = image.cores().get(from);
      for (int slot = 0; slot < core.fanoutStart().length; slot++) {
        for (int at = core.fanoutStart()[slot]; at >= 0; at = packets.isLast(core.fanout()[at]) ? -1 : at + 1) {
          long entry = core.fanout()[at];
          if (!packets.isHost(entry) && packets.tileOf(entry) == tile && packets.axonOf(entry) == axon) {
            sources.add(image.neuronName(from, slot));
          }
        }
      }
    }
    return sources;
  }

  private String channelName(int channel) {
    for (Population population : image.populations()) {
      if (population.firstInput() >= 0 && channel >= population.firstInput() && channel < population.firstInput() + population.size()) {
        return population.name() + "[" + (channel - population.firstInput()) + "]";
      }
    }
    return "input channel " + channel;
  }
}
