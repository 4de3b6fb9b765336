package spikelock.emulator.run;

/**
 * Where the packets of each neuron's spike and of each input channel go, and how long their receivers work on them.
 *
 * @param first of a neuron's packets, [neurons + 1]
 * @param tile they go to, -1 for the host
 * @param rowS seconds that the receiver takes for the row
 * @param firstInput of a channel's packets, [channels + 1]
 * @param inputTile they go to
 * @param inputS seconds that the receiver takes for the row
 */
record PacketTimes(int[] first, int[] tile, double[] rowS, int[] firstInput, int[] inputTile, double[] inputS) {
  int first(int neuron) {
    return first[neuron];
  }

  int tile(int packet) {
    return tile[packet];
  }

  double rowS(int packet) {
    return rowS[packet];
  }

  int firstInput(int channel) {
    return firstInput[channel];
  }

  int inputTile(int packet) {
    return inputTile[packet];
  }

  double inputS(int packet) {
    return inputS[packet];
  }
}
