package spikelock.emulator.image;

/**
 * Fan-out of the input channels, expanded on the host side: channel c sends the packets start[c]..start[c+1]-1.
 *
 * @param start [channels + 1]
 * @param tile [packets] destination tile
 * @param delay [packets] timesteps from injection, 0 meaning the timestep it is injected for
 * @param axon [packets] destination axon
 */
public record InputTable(int[] start, int[] tile, int[] delay, int[] axon) {

  public int channels() {
    return start.length - 1;
  }

  public int packets() {
    return tile.length;
  }
}
