package spikelock.toolchain.command;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import spikelock.mapper.MapOptions;

/** How a network is read and mapped; without effect on an image, which was mapped already. */
final class NetworkOptions extends ReadingOptions {
  @Option(names = "--chip", paramLabel = "CHIP",
      description = "Chip to map on: a bundled name (see chips) or a chip file. Default: the network's own, else mesh-2x2.")
  String chip = "";

  @Option(names = "--limit", paramLabel = "SIZE=N", description = "Use less of each core than the chip has, such as neurons=24; may be repeated.")
  Map<String, Integer> limits = new TreeMap<>();

  @Option(names = "--approximate-loops", description = "Slow down loops that the chip cannot go round fast enough, instead of refusing the network.")
  boolean approximateLoops;

  @Override
  boolean given() {
    return super.given() || !chip.isEmpty() || !limits.isEmpty() || approximateLoops;
  }

  MapOptions mapOptions() {
    return MapOptions.DEFAULT.withLimits(limits).withApproximateLoops(approximateLoops);
  }
}
