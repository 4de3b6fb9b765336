package spikelock.mapper.quantise;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import spikelock.emulator.error.InputException;
import spikelock.mapper.fit.Capacity;
import spikelock.mapper.fit.Shortage;
import spikelock.mapper.fixed.FixedProjection;
import spikelock.mapper.network.Connectivity;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.network.Projection;

/** Rounds the weights into one population, row by row, and adds up what that cost. */
final class RowRounding {
  /** Wide enough for any weight that a network of integers has. */
  private static final int MOST_BITS = 31;
  /** The part of a weight below which an error is what a 32-bit float leaves open. */
  private static final double FLOAT = Math.scalb(1.0, -21);

  private final RowSteps steps;
  private final int weightBits;
  private final int greatestExponent;
  private final boolean exact;
  private final double[] gain;
  private final double[] scale;
  private final String population;
  private final int inputs;

  /** [neurons x inputs] the greatest |sum| that can arrive. */
  final long[] sums;
  /** What was lost, neuron by neuron. */
  final WeightLosses losses;
  double squaredError;
  double squaredWeights;
  double greatestError;
  double greatestWeight;
  long saturations;
  /** The first row whose integers the chip cannot hold; what was rounded is of no use then. */
  Optional<Shortage<Quantised>> tooWide = Optional.empty();

  // The row being rounded.
  private int[] target = new int[64];
  private double[] weight = new double[64];
  private int[] delay = new int[64];
  private int synapses;
  private boolean delaysDiffer;

  // The projection being built.
  private Sent sent;
  private double unit;
  private int groupSize;
  private int[] groupExponent = new int[0];
  private int[] rowSource;
  private int[] rowDelay;
  private int[] rowExponent;
  private int[] rowStart;
  private int rows;
  private int[] kept;
  private short[] keptWeight;
  private int stored;

  /**
   * @param exact whether weights are the chip's integers already and must not change
   * @param gain [1 or neurons] what a weight is multiplied with before the scale
   * @param scale [1 or neurons] what it is multiplied with then
   */
  RowRounding(int weightBits, int exponentBits, boolean exact, double[] gain, double[] scale, String population, int neurons,
      int inputs) {
    this.steps = new RowSteps(weightBits, exponentBits);
    this.weightBits = weightBits;
    this.greatestExponent = (1 << exponentBits) - 1;
    this.exact = exact;
    this.gain = gain;
    this.scale = scale;
    this.population = population;
    this.inputs = inputs;
    this.sums = new long[neurons * inputs];
    this.losses = new WeightLosses(neurons);
  }

  /**
   * The projection in integers; weights that round to 0 are left out.
   *
   * @param group neighbouring sources whose rows get one exponent: the places of a channel, so that a kernel's rows are equal
   *     wherever the window is clipped
   * @param carries what the source sends
   */
  FixedProjection round(Projection projection, int group, Sent carries) {
    sent = carries;
    Connectivity connectivity = projection.connectivity();
    groupSize = group;
    groupExponent = group > 1 && !exact ? groupExponents(projection, group) : new int[0]; // an exact row takes no step coarser than its own
    int bound = Math.toIntExact(connectivity.synapses());
    rows = 0;
    stored = 0;
    rowSource = new int[16];
    rowDelay = new int[16];
    rowExponent = new int[16];
    rowStart = new int[17];
    kept = new int[bound];
    keptWeight = new short[bound];
    for (int source = 0; source < connectivity.sources(); source++) {
      collect(connectivity, source);
      if (!delaysDiffer) {
        row(projection, source, synapses == 0 ? 0 : delay[0], false);
      } else {
        int[] delays = Arrays.stream(delay, 0, synapses).distinct().sorted().toArray();
        for (int each : delays) {
          row(projection, source, each, true);
        }
      }
    }
    FixedProjection rounded = new FixedProjection(projection.name(), projection.source(), projection.target(),
        projection.input(), Arrays.copyOf(rowSource, rows), Arrays.copyOf(rowDelay, rows), Arrays.copyOf(rowExponent, rows),
        Arrays.copyOf(rowStart, rows + 1), stored == bound ? kept : Arrays.copyOf(kept, stored),
        stored == bound ? keptWeight : Arrays.copyOf(keptWeight, stored));
    kept = new int[0];
    keptWeight = new short[0];
    return rounded;
  }

  private int[] groupExponents(Projection projection, int group) {
    int[] exponents = new int[(projection.connectivity().sources() + group - 1) / group];
    for (int source = 0; source < projection.connectivity().sources(); source++) {
      collect(projection.connectivity(), source);
      double greatest = 0;
      for (int i = 0; i < synapses; i++) {
        greatest = Math.max(greatest, Math.abs(weight[i]) * scale(i));
      }
      int own = steps.exponent(greatest);
      exponents[source / group] = Math.max(exponents[source / group], own);
    }
    return exponents;
  }

  private void collect(Connectivity connectivity, int source) {
    synapses = 0;
    delaysDiffer = false;
    unit = NeuronModel.Nir.at(sent.unit(), source);
    connectivity.forEach(source, this::collect);
  }

  private void collect(int to, float value, int extraDelay) {
    if (synapses == target.length) {
      target = Arrays.copyOf(target, 2 * synapses);
      weight = Arrays.copyOf(weight, 2 * synapses);
      delay = Arrays.copyOf(delay, 2 * synapses);
    }
    target[synapses] = to;
    weight[synapses] = value * gain[gain.length == 1 ? 0 : to] * unit;
    delay[synapses] = extraDelay;
    delaysDiffer |= extraDelay != delay[0];
    synapses++;
  }

  private void row(Projection projection, int source, int extraDelay, boolean select) {
    double greatest = 0;
    for (int i = 0; i < synapses; i++) {
      if (!select || delay[i] == extraDelay) {
        greatest = Math.max(greatest, Math.abs(weight[i]) * scale(i));
      }
    }
    int first = stored;
    int exponent = groupExponent.length > 0 ? groupExponent[source / groupSize]
        : exact ? exactExponent(projection, extraDelay, select) : steps.exponent(greatest);
    for (int i = 0; i < synapses; i++) {
      if (select && delay[i] != extraDelay) {
        continue;
      }
      double multiple = scale(i) / (1 << exponent);
      double wanted = weight[i] * multiple;
      double rounded = Math.rint(wanted);
      int cut = exact ? (int) rounded : steps.round(wanted); // exact ones were found to fit
      saturations += cut == rounded ? 0 : 1;
      double off = (cut - wanted) / multiple;
      double error = Math.abs(off);
      losses.add(target[i], weight[i], error <= FLOAT * Math.abs(weight[i]) ? 0 : off, cut == 0, cut != rounded);
      squaredError += error * error;
      squaredWeights += weight[i] * weight[i];
      greatestError = Math.max(greatestError, error);
      greatestWeight = Math.max(greatestWeight, Math.abs(weight[i]));
      if (cut != 0) {
        kept[stored] = target[i];
        keptWeight[stored++] = (short) cut;
        sums[target[i] * inputs + projection.input()] += ((long) Math.abs(cut) << exponent) * sent.greatest();
      }
    }
    if (stored > first) {
      int total = projection.delay() + extraDelay;
      if (total < 0) {
        throw new InputException("has a delay of " + total + " timesteps", "", "projection " + projection.name(), "");
      }
      addRow(source, total, exponent);
    }
  }

  /** What the weight of the row's synapse {@code i} is multiplied with. */
  private double scale(int i) {
    return NeuronModel.Nir.at(scale, target[i]);
  }

  private void addRow(int source, int total, int exponent) {
    if (rows == rowSource.length) {
      rowSource = Arrays.copyOf(rowSource, 2 * rows);
      rowDelay = Arrays.copyOf(rowDelay, 2 * rows);
      rowExponent = Arrays.copyOf(rowExponent, 2 * rows);
      rowStart = Arrays.copyOf(rowStart, 2 * rows + 1);
    }
    rowSource[rows] = source;
    rowDelay[rows] = total;
    rowExponent[rows] = exponent;
    rows++;
    rowStart[rows] = stored;
  }

  /** The least exponent with which every weight of the row is kept as it is; the greatest there is where none does. */
  private int exactExponent(Projection projection, int extraDelay, boolean select) {
    int[] row = IntStream.range(0, synapses).filter(i -> !select || delay[i] == extraDelay).toArray();
    for (int i : row) {
      if (weight[i] != Math.rint(weight[i])) {
        throw new InputException("the weight " + weight[i] + " to " + population + "[" + target[i]
            + "] is not a whole number", "", "projection " + projection.name(),
            "a population with a datapath of its own takes the chip's integers");
      }
    }
    int exponent = exactExponent(row, weightBits);
    if (exponent > greatestExponent) {
      if (tooWide.isEmpty()) {
        tooWide = Optional.of(tooWide(projection, row));
      }
      return greatestExponent;
    }
    return exponent;
  }

  /** The least exponent with which weights of so many bits hold a row, one above the greatest when none does. */
  private int exactExponent(int[] row, int bits) {
    int limit = 1 << (bits - 1);
    int exponent = 0;
    while (exponent <= greatestExponent && !held(row, limit, 1 << exponent)) {
      exponent++;
    }
    return exponent;
  }

  private boolean held(int[] row, int limit, int unit) {
    for (int i : row) {
      double part = weight[i] / unit;
      if (part != Math.rint(part) || part < -limit || part >= limit) {
        return false;
      }
    }
    return true;
  }

  /** Says whether a weight is too large, or the row's greatest leaves no steps that are fine enough for another. */
  private Shortage<Quantised> tooWide(Projection projection, int[] row) {
    int most = row[0];
    for (int i : row) {
      most = width(weight[i]) > width(weight[most]) ? i : most;
    }
    int limit = 1 << (weightBits - 1);
    int needed = 0;
    while (needed <= greatestExponent && !(weight[most] / (1 << needed) >= -limit && weight[most] / (1 << needed) < limit)) {
      needed++;
    }
    int named = most;
    String reason = " with a row exponent of at most " + greatestExponent;
    if (needed <= greatestExponent) {
      int unit = 1 << needed;
      named = Arrays.stream(row).filter(i -> weight[i] % unit != 0).findFirst().orElse(most);
      reason = (named == most ? ": with the row exponent " + needed + " that it needs" : ": beside " + (long) weight[most]
          + " from the same source, with the row exponent " + needed) + ", it must be a multiple of " + unit;
    }
    int bits = weightBits + 1;
    while (bits < MOST_BITS && exactExponent(row, bits) > greatestExponent) {
      bits++;
    }
    return new Shortage<>(Capacity.WEIGHT_BITS, "projection " + projection.name(), bits, weightBits,
        "the weight " + (long) weight[named] + " to " + population + "[" + target[named] + "] does not fit "
        + weightBits + " bits" + reason, "a chip with more weight_bits or exponent_bits can hold it");
  }

  /** Orders weights by the bits they need: two's complement holds one more below 0. */
  private static double width(double weight) {
    return weight < 0 ? -weight : weight + 1;
  }
}
