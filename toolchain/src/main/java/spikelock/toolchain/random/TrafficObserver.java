package spikelock.toolchain.random;

/** Told by whatever plays the routers what happened in them. Ports are L N E S W = 0..4. */
public interface TrafficObserver {

  /** The input FIFO of a tile's port held as many flits as it has room for. */
  void fifoFull(int tile, int port);

  /** Two input ports wanted one output port of a tile in the same cycle. */
  void conflict(int tile, int outputPort, int portA, int portB);
}
