package spikelock.toolchain.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
  private final long[][] packets;
  private final long[][] link;

  Traffic(ChipImage image) {
    ChipSpec spec = image.spec();
    this.width = spec.mesh().width();
    this.host = spec.tiles();
    this.packets = new long[host + 1][host + 1];
    PacketFormat format = new PacketFormat(spec);
    for (int tile = 0; tile < host; tile++) {
      for (long entry : image.cores().get(tile).fanout()) {
        packets[tile][format.isHost(entry) ? host : format.tileOf(entry)]++;
      }
    }
    for (int tile : image.inputs().tile()) {
      packets[host][tile]++;
    }
    this.link = new long[host + 1][host + 1];
    for (int from = 0; from <= host; from++) {
      for (int to = 0; to <= host; to++) {
        route(from, to, packets[from][to]);
      }
    }
  }

  /** Adds to every link on the way that the routers take: x first, then y. */
  private void route(int from, int to, long count) {
    int end = to == host ? 0 : to;
    int at = from;
    if (count > 0 && from == host && to != host) {
      link[host][0] += count;
      at = 0;
    }
    while (count > 0 && at != end) {
      int step = at % width != end % width ? Integer.signum(end % width - at % width) : width * Integer.signum(end - at);
      link[at][at + step] += count;
      at += step;
    }
    if (to == host && from != host) {
      link[0][host] += count;
    }
  }

  int host() {
    return host;
  }

  /** Packets that use the link between two neighbours in this direction. */
  long onLink(int from, int to) {
    return link[from][to];
  }

  long busiestLink() {
    long most = 0;
    for (long[] row : link) {
      for (long count : row) {
        most = Math.max(most, count);
      }
    }
    return most;
  }

  /** Packets that stay on their tile. */
  long local() {
    long local = 0;
    for (int tile = 0; tile < host; tile++) {
      local += packets[tile][tile];
    }
    return local;
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
    for (int from = 0; from <= host; from++) {
      for (int to = 0; to <= host; to++) {
        if (from != to && packets[from][to] > 0) {
          flows.add(new Flow(from, to, packets[from][to]));
        }
      }
    }
    flows.sort(Comparator.comparingLong(Flow::packets).reversed());
    return flows;
  }
}
