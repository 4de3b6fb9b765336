package spikelock.emulator.engine.traffic;

import spikelock.emulator.chip.ChipSpec;

/** Shows a {@link SlicedTraffic} to an observer, flit by flit and so slowly. */
final class SlicedView {
  private static final int CORE = -1;
  private static final int HOST = -2;

  private final SlicedFlits flits;
  private final SlicedFifo[] fifos; // [port]
  private final SlicedArbiter[] arbiters; // [output]
  private final int tiles;
  private final int width;
  private TrafficObserver observer = TrafficObserver.NONE;
  private boolean observed;

  SlicedView(ChipSpec spec, SlicedFlits flits, SlicedFifo[] fifos, SlicedArbiter[] arbiters) {
    this.flits = flits;
    this.fifos = fifos;
    this.arbiters = arbiters;
    this.tiles = spec.tiles();
    this.width = spec.mesh().width();
  }

  void observe(TrafficObserver watcher) {
    observer = watcher;
    observed = watcher != TrafficObserver.NONE;
  }

  /** A cycle begins, in which some axon-outs' packets are accepted. */
  void cycle(int cycle, long accepted, AxonOuts outs) {
    if (!observed) {
      return;
    }
    int[] held = new int[tiles * Ports.COUNT];
    int[] wants = new int[tiles];
    for (int queue = 0; queue < held.length; queue++) {
      int tile = queue / Ports.COUNT;
      int port = queue % Ports.COUNT;
      held[queue] = fifos[port].held(tile);
      if (held[queue] > 0) {
        boolean alongColumn = port == Ports.NORTH || port == Ports.SOUTH;
        int destination = flits.destination(tile, fifos[port].head, alongColumn ? flits.ownColumn : fifos[port].headColumn);
        wants[tile] |= 1 << Ports.output(tile, destination, width, tiles) * Ports.COUNT + port;
      }
    }
    observer.cycle(cycle, wants, held);
    for (int tile = 0; tile < tiles; tile++) {
      if ((accepted >>> tile & 1) != 0) {
        observer.inject(cycle, tile, outs.offered[tile]);
      }
    }
  }

  /** What is granted in this cycle, before it moves. */
  void moves(int cycle) {
    if (!observed) {
      return;
    }
    for (int tile = 0; tile < tiles; tile++) {
      for (int output = 0; output < Ports.COUNT; output++) {
        for (int input = 0; input < Ports.COUNT; input++) {
          if ((arbiters[output].granted(input) >>> tile & 1) != 0) {
            observer.move(cycle, tile * Ports.COUNT + input, behind(tile, output));
          }
        }
      }
    }
  }

  private int behind(int tile, int output) {
    int next = switch (output) {
      case Ports.LOCAL -> CORE;
      case Ports.NORTH -> tile - width;
      case Ports.EAST -> tile + 1;
      case Ports.SOUTH -> tile + width;
      default -> tile > 0 ? tile - 1 : HOST;
    };
    return next < 0 ? next : next * Ports.COUNT + Ports.opposite(output);
  }
}
