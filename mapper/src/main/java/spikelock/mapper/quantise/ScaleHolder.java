package spikelock.mapper.quantise;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.datapath.Datapath;
import spikelock.emulator.datapath.Field;
import spikelock.emulator.datapath.PlacedDatapath;

/**
 * Where a chip holds what a neuron's scale is in: thresholds, biases, resets and initial states. It says how many scales a population can
 * have, wherever its neurons are put.
 *
 * @param place the widest place among the cores that may get the population
 * @param parameters those that the place holds, for a message
 * @param sets parameter sets that a core has
 */
record ScaleHolder(Place place, List<String> parameters, int sets) {

  /** Where parameters are held. */
  enum Place { NEURON, SET, CORE }

  private static final String INITIAL = "initial state";

  /**
   * Looks.
   *
   * @param rounded the population's parameters and initial states, whose values say which of them there are
   */
  static ScaleHolder of(ChipSpec spec, DatapathPlan.Assigned assigned, Datapath datapath, Discrete[] neurons, Map<String, Long> held) {
    List<DatapathChoice> cores = spec.datapaths().stream().filter(c -> !c.isAuto() && c.model().equals(assigned.datapath())
        && new TreeMap<>(c.constants()).equals(new TreeMap<>(assigned.constants()))).distinct().toList();
    List<String> scaled = scaled(neurons).entrySet().stream().filter(e -> e.getValue() && !held.containsKey(e.getKey()))
        .map(Map.Entry::getKey).filter(name -> datapath.parameters().stream().map(Field::name).anyMatch(name::equals)).toList();
    boolean initial = Stream.of(neurons).anyMatch(d -> d.initialV() != 0 || d.initialU() != 0 || d.rise().initial() != 0);
    List<String> once = scaled.stream().filter(name -> cores.stream().anyMatch(c -> c.coreParameters().contains(name))).toList();
    if (!once.isEmpty()) {
      return new ScaleHolder(Place.CORE, once, 0);
    }
    List<String> bySet = Stream.concat(scaled.stream().filter(name -> cores.stream().anyMatch(c -> !c.neuronParameters().contains(name))),
        initial && cores.stream().anyMatch(c -> !c.neuronInitialState()) ? Stream.of(INITIAL) : Stream.empty()).toList();
    if (bySet.isEmpty()) {
      return new ScaleHolder(Place.NEURON, scaled, 0); // the mapper's own choice, too: what differs along a population goes to the neuron
    }
    int sets = cores.stream().mapToInt(c -> spec.core().setWords()
        / PlacedDatapath.of(datapath, c, spec.clock().technology()).shape().setUnits()).min().orElseThrow();
    return new ScaleHolder(Place.SET, bySet, sets);
  }

  /** By parameter name, whether any neuron's value has the scale in it: 0 and what is out of reach do not. */
  private static Map<String, Boolean> scaled(Discrete[] neurons) {
    Map<String, Boolean> scaled = new TreeMap<>();
    for (Discrete d : neurons) {
      scaled.merge("threshold", isScaled(d.threshold()), Boolean::logicalOr);
      scaled.merge("reset", isScaled(d.reset()), Boolean::logicalOr);
      scaled.merge("bias", isScaled(d.biasV()), Boolean::logicalOr);
      scaled.merge("bias_u", isScaled(d.biasU()), Boolean::logicalOr);
      scaled.merge("beta", isScaled(d.rise().beta()), Boolean::logicalOr);
      scaled.merge("floor", isScaled(d.floor()), Boolean::logicalOr);
    }
    return scaled;
  }

  private static boolean isScaled(double value) {
    return value != 0 && Double.isFinite(value);
  }

  /**
   * The scales that the place can hold.
   *
   * @param common the scale of all neurons
   * @param own [groups] the scale of each group of neurons
   * @param group neurons of a group, one after the other
   * @param size neurons
   * @param most neurons of a core
   * @return [neurons], or the common one alone
   */
  double[] fitting(double common, double[] own, int group, int size, int most) {
    return switch (place) {
      case CORE -> new double[] {common};
      case NEURON -> spread(own, group, size);
      case SET -> group > 1 ? new double[] {common} : inSets(common, own, most); // a core orders a convolution's neurons by place
    };
  }

  static double[] spread(double[] own, int group, int size) {
    double[] scales = new double[size];
    for (int n = 0; n < size; n++) {
      scales[n] = own[n / group];
    }
    return scales;
  }

  /** The common scale times powers of two, equal in stretches that are as long as it takes to leave half of the sets to others. */
  private double[] inSets(double common, double[] own, int most) {
    for (int stretch = 1; stretch < own.length; stretch *= 2) {
      double[] scales = new double[own.length];
      for (int from = 0; from < own.length; from += stretch) {
        int to = Math.min(own.length, from + stretch);
        double least = DoubleStream.of(Arrays.copyOfRange(own, from, to)).min().orElseThrow();
        Arrays.fill(scales, from, to, least < common ? common : Math.scalb(common, Math.getExponent(least / common)));
      }
      if (mostRuns(scales, most) <= sets / 2) {
        return scales;
      }
    }
    return new double[] {common};
  }

  /** The most stretches of equal scales among any {@code most} neurons that follow each other. */
  private static int mostRuns(double[] scales, int most) {
    int runs = 1;
    int greatest = 1;
    for (int n = 1; n < scales.length; n++) {
      runs += scales[n] == scales[n - 1] ? 0 : 1;
      int left = n - most;
      runs -= left >= 0 && scales[left] != scales[left + 1] ? 1 : 0;
      greatest = Math.max(greatest, runs);
    }
    return greatest;
  }

  /** How many neurons share a scale where there are several. */
  ScaleShare share(int group) {
    return place == Place.SET ? ScaleShare.SET : group > 1 ? ScaleShare.CHANNEL : ScaleShare.NEURON;
  }

  /** Whether neurons of a population can have scales of their own. */
  static boolean isOwn(double[] scales) {
    return scales.length > 1 && DoubleStream.of(scales).distinct().limit(2).count() > 1;
  }
}
