package spikelock.emulator.lockstep;

import java.util.List;
import java.util.Optional;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.PortEvent;

/**
 * The first packet at an inject or eject port that differs between two targets.
 *
 * @param event the earlier of the two events
 * @param expected the packet's cycle on the first target, -1 when it never comes
 * @param actual the packet's cycle on the second
 */
record PortDifference(PortEvent event, int expected, int actual) {

  static Optional<PortDifference> first(List<PortEvent> expected, List<PortEvent> actual) {
    int at = 0;
    while (at < expected.size() && at < actual.size() && expected.get(at).equals(actual.get(at))) {
      at++;
    }
    if (at == expected.size() && at == actual.size()) {
      return Optional.empty();
    }
    PortEvent event = at == expected.size() || (at < actual.size() && actual.get(at).compareTo(expected.get(at)) < 0) ? actual.get(at)
        : expected.get(at);
    return Optional.of(new PortDifference(event, cycle(event, expected.subList(at, expected.size())),
        cycle(event, actual.subList(at, actual.size()))));
  }

  private static int cycle(PortEvent event, List<PortEvent> in) {
    return in.stream().filter(event::isSameElsewhen).mapToInt(PortEvent::cycle).findFirst().orElse(-1);
  }

  /** What the packet is for, by the user's names. */
  String where(ChipImage image) {
    PacketFormat packets = new PacketFormat(image.spec());
    long entry = packets.entryOf(event.flit());
    return packets.isHost(entry) ? "packet to output " + packets.outputOf(entry) : "packet to tile " + packets.tileOf(entry) + " "
        + new AxonSources(image).describe(packets.tileOf(entry), packets.axonOf(entry)) + " delay " + packets.delayOf(entry);
  }

  /** Which port, and that the values are cycles. */
  String field() {
    return switch (event.port()) {
      case INJECT -> "cycle it leaves axon-out";
      case EJECT -> "cycle it arrives at the core";
      case HOST -> "cycle it leaves for the host";
    };
  }
}
