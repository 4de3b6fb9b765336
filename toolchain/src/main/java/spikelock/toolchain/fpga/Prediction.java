package spikelock.toolchain.fpga;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import spikelock.boards.Family;
import spikelock.boards.Part;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Node;
import spikelock.emulator.image.PlacedCores;
import spikelock.hdl.project.BlockRams;
import spikelock.toolchain.console.Means;

/**
 * What a chip will take of a part, said before synthesis. Block RAMs follow from the chip's memories and the shapes of the family's blocks. Logic is a sum of
 * tiles, of the bits that the datapaths work on and of the accumulators' adders, with factors fitted to what was {@link Measured} of the family; its error is
 * the worst when each measurement in turn is predicted from the others. The clock is the slowest that was measured of the family.
 *
 * @param logicError greatest relative error of the logic over the measurements; null where there are fewer than two
 * @param mhz null where none of the family was placed and routed
 * @param measurements how many the factors are fitted to
 */
public record Prediction(
    @Means("logic after place and route where that was measured of the family, else after synthesis; -1 where nothing was") Resources needs,
    @Means("greatest relative error of logic when each measurement is predicted from the others; null where there are fewer than two") Double logicError,
    @Means("MHz, the slowest measured of the family; null where none was") Double mhz,
    @Means("MHz between the slowest and the fastest measured") Double mhzSpread,
    @Means("that the factors are fitted to") int measurements) {
  private static final int FEATURES = 3;

  /** A chip and what its datapaths are. */
  static Prediction of(ChipSpec spec, Map<String, String> texts, Part part) {
    return of(spec, texts, part, Measured.all());
  }

  static Prediction of(ChipSpec spec, Map<String, String> texts, Part part, List<Measured> all) {
    Family family = part.family();
    List<Measured> known = all.stream().filter(m -> m.family() == family).toList();
    List<Point> points = known.stream().map(Point::of).toList();
    PlacedCores cores = PlacedCores.of(spec, texts);
    Double error = points.size() > 1 ? points.stream().mapToDouble(point -> error(point, points)).max().getAsDouble() : null;
    double grows = known.stream().filter(m -> m.routedLogic().isPresent()).mapToDouble(m -> (double) m.routedLogic().getAsInt() / m.synthesis().logic()).max().orElse(1);
    int logic = known.isEmpty() ? -1 : (int) Math.round(grows * logic(features(spec, cores, family), points));
    OptionalDouble slowest = known.stream().map(Measured::mhz).filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble).min();
    OptionalDouble fastest = known.stream().map(Measured::mhz).filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble).max();
    BlockRams rams = blockRams(spec, cores, part);
    return new Prediction(new Resources(logic, -1, rams.blocks(), rams.large(), part.dsps() == 0 ? 0 : multipliers(spec, cores, family)), error,
        slowest.isPresent() ? slowest.getAsDouble() : null, slowest.isPresent() ? fastest.getAsDouble() - slowest.getAsDouble() : null, known.size());
  }

  /** Held equal to what Yosys reports for iCE40 and ECP5; the blocks of other families have ECP5's 18 kb. */
  static BlockRams blockRams(ChipSpec spec, PlacedCores cores, Part part) {
    return part.family().isIce40() ? BlockRams.ice40(spec, cores, part.largeRams() > 0) : BlockRams.ecp5(spec, cores);
  }

  // ---- logic --------------------------------------------------------------------------------------------------------------

  /** A measured chip: its features, and the logic that it takes. */
  private record Point(double[] features, double logic) {
    static Point of(Measured measured) {
      ChipSpec spec = measured.spec();
      return new Point(Prediction.features(spec, PlacedCores.of(spec, Map.of()), measured.family()), measured.synthesis().logic());
    }
  }

  /** Relative error when a measurement is predicted from the others. */
  private static double error(Point left, List<Point> all) {
    return Math.abs(logic(left.features, all.stream().filter(point -> point != left).toList()) / left.logic - 1);
  }

  private static double[] features(ChipSpec spec, PlacedCores cores, Family family) {
    double bits = 0;
    for (int tile = 0; tile < spec.tiles(); tile++) {
      bits += bits(cores.datapath(tile).datapath(), family);
    }
    return new double[] {spec.tiles(), bits, (double) spec.tiles() * spec.core().synapses().lanes() * spec.core().accumulatorBits()};
  }

  /** Bits that a datapath's operations work on; of a product where there are no multiplier blocks, its partial products. */
  private static double bits(Datapath datapath, Family family) {
    double bits = 0;
    List<Node> nodes = datapath.nodes();
    for (Node node : nodes) {
      bits += switch (node.op()) {
        case CONSTANT, STATE, PARAMETER, INPUT, SHL, WRAP, AND, OR, XOR, NOT, TABLE -> 0;
        case MUL -> multiplies(family) ? 0 : (double) nodes.get(node.a()).signedBits() * nodes.get(node.b()).signedBits();
        case MIN, MAX -> 2.0 * node.signedBits();
        case EQ, NE, LT, LE -> nodes.get(node.a()).signedBits();
        default -> node.signedBits();
      };
    }
    return bits;
  }

  /** Whether synthesis takes multiplier blocks. */
  private static boolean multiplies(Family family) {
    return !family.isIce40();
  }

  private static int multipliers(ChipSpec spec, PlacedCores cores, Family family) {
    int blocks = 0;
    for (int tile = 0; multiplies(family) && tile < spec.tiles(); tile++) {
      List<Node> nodes = cores.datapath(tile).datapath().nodes();
      for (Node node : nodes) {
        blocks += switch (node.op()) {
          case MUL -> Math.ceilDiv(nodes.get(node.a()).signedBits(), 18) * Math.ceilDiv(nodes.get(node.b()).signedBits(), 18);
          default -> 0;
        };
      }
    }
    return blocks;
  }

  /** The fitted sum; with fewer measurements than factors, of as many factors as there are measurements. */
  private static double logic(double[] features, List<Point> known) {
    int used = Math.min(FEATURES, known.size());
    double[] factors = leastSquares(known, used);
    double sum = 0;
    for (int f = 0; f < used; f++) {
      sum += factors[f] * features[f];
    }
    return sum;
  }

  /** Normal equations of relative errors, by elimination; a feature that says nothing new gets nothing. */
  private static double[] leastSquares(List<Point> points, int count) {
    double[][] matrix = new double[count][count + 1];
    for (Point point : points) {
      double weight = 1 / (point.logic * point.logic);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          matrix[i][j] += weight * point.features[i] * point.features[j];
        }
        matrix[i][count] += weight * point.features[i] * point.logic;
      }
    }
    double[] factors = new double[count];
    for (int i = 0; i < count; i++) {
      double pivot = matrix[i][i];
      for (int below = i + 1; below < count && Math.abs(pivot) > 1e-12; below++) {
        double times = matrix[below][i] / pivot;
        for (int j = i; j <= count; j++) {
          matrix[below][j] -= times * matrix[i][j];
        }
      }
    }
    for (int i = count - 1; i >= 0; i--) {
      double rest = matrix[i][count];
      for (int j = i + 1; j < count; j++) {
        rest -= matrix[i][j] * factors[j];
      }
      factors[i] = Math.abs(matrix[i][i]) < 1e-12 ? 0 : rest / matrix[i][i];
    }
    return factors;
  }
}
