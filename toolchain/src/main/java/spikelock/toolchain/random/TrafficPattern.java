package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import spikelock.emulator.chip.ChipSpec;

/** Which tile a neuron of a tile sends to. */
enum TrafficPattern {
  UNIFORM(Kind.UNIFORM_TRAFFIC),
  HOT_SPOT(Kind.HOT_SPOT_TRAFFIC),
  NEIGHBOURS(Kind.NEIGHBOUR_TRAFFIC),
  TRANSPOSE(Kind.TRANSPOSED_TRAFFIC),
  OWN(Kind.OWN_TRAFFIC);

  private final Kind kind;

  TrafficPattern(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** A destination; {@code hot} is the tile of the hot spot. */
  int destination(RandomGenerator random, ChipSpec spec, int from, int hot) {
    int anywhere = random.nextInt(spec.tiles());
    int x = from % spec.width();
    int y = from / spec.width();
    return switch (this) {
      case UNIFORM -> anywhere;
      case HOT_SPOT -> random.nextInt(8) == 0 ? anywhere : hot;
      case NEIGHBOURS -> neighbour(random, spec, x, y);
      case TRANSPOSE -> spec.width() == spec.height() ? x * spec.width() + y
          : (spec.height() - 1 - y) * spec.width() + spec.width() - 1 - x;
      case OWN -> random.nextInt(8) == 0 ? anywhere : from;
    };
  }

  private static int neighbour(RandomGenerator random, ChipSpec spec, int x, int y) {
    List<Integer> around = new ArrayList<>();
    if (x > 0) {
      around.add(y * spec.width() + x - 1);
    }
    if (x < spec.width() - 1) {
      around.add(y * spec.width() + x + 1);
    }
    if (y > 0) {
      around.add((y - 1) * spec.width() + x);
    }
    if (y < spec.height() - 1) {
      around.add((y + 1) * spec.width() + x);
    }
    return around.isEmpty() ? 0 : around.get(random.nextInt(around.size()));
  }
}
