package spikelock.emulator.engine.function;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.InputTable;

/**
 * Which packets are direct: their axon needs no scheduler, because they alone go to it, always with delay 1 and the payload 1. Only sparse
 * rows are asked for; dense ones are faster added for themselves.
 */
final class DirectAxons {
  private static final byte[] NONE = {};

  private final boolean[][] direct; // [tile][axons of its table] if the packet that goes to it may be

  /** Those of a chip's cores. */
  DirectAxons(ChipSpec spec, CoreProgram[] programs, InputTable inputs) {
    byte[][] senders = senders(spec, programs, inputs);
    direct = new boolean[programs.length][];
    for (int tile = 0; tile < programs.length; tile++) {
      CoreImage image = programs[tile].image;
      direct[tile] = new boolean[image.axonFormat().length];
      if (senders[tile] == NONE || reachesAnEmptyRow(image, senders[tile])) {
        continue; // where rows may be empty it matters which is walked last
      }
      for (int axon = 0; axon < direct[tile].length; axon++) {
        direct[tile][axon] = senders[tile][axon] == 1 && image.axonFormat()[axon] == 0
            && spec.core().synapses().weightBits() + image.axonExponent()[axon] <= 16;
      }
    }
  }

  /** [tile][axon] how many packets name it: 0, 1, or 2 for more; no axons if no packet goes to the tile. */
  private static byte[][] senders(ChipSpec spec, CoreProgram[] programs, InputTable inputs) {
    byte[][] senders = new byte[programs.length][];
    Arrays.fill(senders, NONE);
    int axons = spec.core().axons();
    for (CoreProgram program : programs) {
      for (int packet : program.fanout) {
        if (!CoreProgram.toHost(packet)) {
          count(senders, CoreProgram.tile(packet), CoreProgram.axon(packet), axons);
        }
      }
    }
    for (int i = 0; i < inputs.packets(); i++) {
      count(senders, inputs.tile()[i], inputs.axon()[i], axons);
    }
    return senders;
  }

  private static void count(byte[][] senders, int tile, int axon, int axons) {
    if (senders[tile] == NONE) {
      senders[tile] = new byte[axons];
    }
    senders[tile][axon] = (byte) Math.min(2, senders[tile][axon] + 1);
  }

  private static boolean reachesAnEmptyRow(CoreImage image, byte[] senders) {
    for (int axon = 0; axon < senders.length; axon++) {
      if (senders[axon] > 0 && (axon >= image.axonLength().length || image.axonLength()[axon] == 0)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a packet of a core's fan-out is direct. */
  boolean isDirect(CoreProgram sender, int number) {
    int packet = sender.fanout[number];
    return !sender.sendsPayloads && !CoreProgram.toHost(packet) && sender.fanoutDelay[number] == 1
        && CoreProgram.axon(packet) < direct[CoreProgram.tile(packet)].length && direct[CoreProgram.tile(packet)][CoreProgram.axon(packet)];
  }
}
