package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import spikelock.emulator.chip.ChipSpec;

/**
 * Which tile a neuron of a tile sends to. {@link #CROSSFIRE_EVEN} and {@link #CROSSFIRE_ODD} fill the FIFOs of the tiles they
 * are named for: all cores must send at the same time, so until the first packets are due after the longest delay.
 */
enum TrafficPattern {
  UNIFORM(Kind.UNIFORM_TRAFFIC),
  HOT_SPOT(Kind.HOT_SPOT_TRAFFIC),
  NEIGHBOURS(Kind.NEIGHBOUR_TRAFFIC),
  TRANSPOSE(Kind.TRANSPOSED_TRAFFIC),
  OWN(Kind.OWN_TRAFFIC),
  CROSSFIRE_EVEN(Kind.CROSSFIRE_TRAFFIC),
  CROSSFIRE_ODD(Kind.CROSSFIRE_TRAFFIC);

  private final Kind kind;

  TrafficPattern(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** What can be left to chance. */
  static TrafficPattern any(RandomGenerator random) {
    return values()[random.nextInt(CROSSFIRE_EVEN.ordinal())];
  }

  boolean isCrossfire() {
    return this == CROSSFIRE_EVEN || this == CROSSFIRE_ODD;
  }

  /** Whether all neighbours of a tile send to it, and it to itself. */
  boolean isCrossfireTarget(ChipSpec spec, int tile) {
    return (tile % spec.mesh().width() + tile / spec.mesh().width()) % 2 == (this == CROSSFIRE_EVEN ? 0 : 1);
  }

  /**
   * A destination.
   *
   * @param from the neuron's tile
   * @param place the neuron's slot as a part of the core's neurons, 0..1
   * @param hot the tile of the hot spot
   */
  int destination(RandomGenerator random, ChipSpec spec, int from, double place, int hot) {
    int anywhere = random.nextInt(spec.tiles());
    int x = from % spec.mesh().width();
    int y = from / spec.mesh().width();
    return switch (this) {
      case UNIFORM -> anywhere;
      case HOT_SPOT -> random.nextInt(8) == 0 ? anywhere : hot;
      case NEIGHBOURS -> neighbour(random.nextDouble(), spec, x, y);
      case TRANSPOSE -> spec.mesh().width() == spec.mesh().height() ? x * spec.mesh().width() + y
          : (spec.mesh().height() - 1 - y) * spec.mesh().width() + spec.mesh().width() - 1 - x;
      case OWN -> random.nextInt(8) == 0 ? anywhere : from;
      // Half of the tiles keep their own way in busy while each neighbour sends to them, all to one and then all to the next,
      // beginning with a different one from case to case.
      case CROSSFIRE_EVEN, CROSSFIRE_ODD -> isCrossfireTarget(spec, from) ? from : neighbour((place + hot / 4.0) % 1, spec, x, y);
    };
  }

  private static int neighbour(double choice, ChipSpec spec, int x, int y) {
    List<Integer> around = new ArrayList<>();
    if (x > 0) {
      around.add(y * spec.mesh().width() + x - 1);
    }
    if (x < spec.mesh().width() - 1) {
      around.add(y * spec.mesh().width() + x + 1);
    }
    if (y > 0) {
      around.add((y - 1) * spec.mesh().width() + x);
    }
    if (y < spec.mesh().height() - 1) {
      around.add((y + 1) * spec.mesh().width() + x);
    }
    return around.isEmpty() ? 0 : around.get((int) (choice * around.size()));
  }
}
