package spikelock.toolchain.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.image.ChipImage;

/**
 * The packets that cross the mesh when every neuron and every input channel spikes once: one for each axon that listens, one for each
 * output. The host sits west of tile 0; its number is the number of tiles.
 */
final class Traffic {
  /** Packets between two places that are not the same. */
  record Flow(int from, int to, long packets) {}

  private final int width;
  private final int host;
  private final NavigableMap<Long, Long> packets = new TreeMap<>(); // by {from, to}: of a large mesh few tiles speak to few others
  private final Map<Long, Long> link = new HashMap<>(); // by {from, to}
  private final long busiest;

  Traffic(ChipImage image) {
    ChipSpec spec = image.spec();
    this.width = spec.mesh().width();
    this.host = spec.tiles();
    PacketFormat format = new PacketFormat(spec);
    for (int tile = 0; tile < host; tile++) {
      for (long entry : image.cores().get(tile).fanout()) {
        packets.merge(pair(tile, format.isHost(entry) ? host : format.tileOf(entry)), 1L, Long::sum);
      }
    }
    for (int tile : image.inputs().tile()) {
      packets.merge(pair(host, tile), 1L, Long::sum);
    }
    packets.forEach((pair, count) -> route(from(pair), to(pair), count));
    this.busiest = link.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private static long pair(int from, int to) {
    return (long) from << 32 | to;
  }

  private static int from(long pair) {
    return (int) (pair >>> 32);
  }

  private static int to(long pair) {
    return (int) pair;
  }

  /** Adds to every link on the way that the routers take: x first, then y. */
  private void route(int from, int to, long count) {
    int end = to == host ? 0 : to;
    int at = from;
    if (count > 0 && from == host && to != host) {
      link.merge(pair(host, 0), count, Long::sum);
      at = 0;
    }
    while (count > 0 && at != end) {
      int step = at % width != end % width ? Integer.signum(end % width - at % width) : width * Integer.signum(end - at);
      link.merge(pair(at, at + step), count, Long::sum);
      at += step;
    }
    if (to == host && from != host) {
      link.merge(pair(0, host), count, Long::sum);
    }
  }

  int host() {
    return host;
  }

  /** Packets that use the link between two neighbours in this direction. */
  long onLink(int from, int to) {
    return link.getOrDefault(pair(from, to), 0L);
  }

  long busiestLink() {
    return busiest;
  }

  /** Packets that stay on their tile. */
  long local() {
    return packets.entrySet().stream().filter(e -> from(e.getKey()) == to(e.getKey()) && from(e.getKey()) != host).mapToLong(Map.Entry::getValue).sum();
  }

  long fromHost() {
    return onLink(host, 0);
  }

  long toHost() {
    return onLink(0, host);
  }

  /** All flows between different places, the greatest first. */
  List<Flow> flows() {
    List<Flow> flows = new ArrayList<>();
    packets.forEach((pair, count) -> {
      if (from(pair) != to(pair)) {
        flows.add(new Flow(from(pair), to(pair), count));
      }
    });
    flows.sort(Comparator.comparingLong(Flow::packets).reversed());
    return flows;
  }
}
