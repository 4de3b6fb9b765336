package spikelock.toolchain.sanafe;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import spikelock.emulator.engine.message.Bound;
import spikelock.mapper.sanafe.simulate.SanafeStep;

/** Sums over the timesteps of a run, and the time of each. */
public final class SanafeTotals {
  private final double[] stepS;
  private final Map<Bound, Double> boundS = new EnumMap<>(Bound.class);
  private int timesteps;
  private long fired;
  private long updated;
  private long messages;
  private long synapticEvents;
  private long hops;
  private double somaJ;
  private double synapseJ;
  private double dendriteJ;
  private double networkJ;
  private double simpleS;
  private double detailedS;

  SanafeTotals(int timesteps) {
    stepS = new double[timesteps];
  }

  void add(SanafeStep step) {
    fired += step.fired();
    updated += step.updated();
    messages += step.messages();
    synapticEvents += step.synapticEvents();
    hops += step.hops();
    somaJ += step.somaJ();
    synapseJ += step.synapseJ();
    dendriteJ += step.dendriteJ();
    networkJ += step.networkJ();
    simpleS += step.time().withoutTrafficS();
    detailedS += step.time().seconds();
    boundS.merge(step.time().bound(), step.time().seconds(), Double::sum);
    stepS[timesteps++] = step.time().seconds();
  }

  public int timesteps() {
    return timesteps;
  }

  public long fired() {
    return fired;
  }

  public long updated() {
    return updated;
  }

  public long messages() {
    return messages;
  }

  public long synapticEvents() {
    return synapticEvents;
  }

  public long hops() {
    return hops;
  }

  public double somaJ() {
    return somaJ;
  }

  public double synapseJ() {
    return synapseJ;
  }

  public double dendriteJ() {
    return dendriteJ;
  }

  public double networkJ() {
    return networkJ;
  }

  public double totalJ() {
    return somaJ + synapseJ + dendriteJ + networkJ;
  }

  /** As if the network between cores took no time: SANA-FE's simple timing. */
  public double simpleS() {
    return simpleS;
  }

  /** With the network: SANA-FE's detailed timing. */
  public double detailedS() {
    return detailedS;
  }

  /** The time within which a part of the timesteps ends. */
  public double quantileS(double part) {
    double[] sorted = stepS.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1L, Math.round(part * (sorted.length - 1)))];
  }

  /** What most of the time is bound by. */
  public Bound bound() {
    return boundS.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse(Bound.BARRIER);
  }
}
