package spikelock.mapper.network;

import java.util.Optional;
import spikelock.mapper.network.NeuronModel.Kind;
import spikelock.mapper.network.NeuronModel.Nir;

/**
 * Builds {@link Nir} neurons field by field; what is not said is as {@code mapper/NETWORK.md} has it by default, and 1 for time
 * constants. Every method takes one value for all neurons, or one for each; arrays are not copied. Units as in {@link Nir}.
 */
public final class NirBuilder {
  private final Kind kind;
  private double[] tauMem = {1};
  private double[] tauSyn = {1};
  private double[] r = {1};
  private double[] wIn = {1};
  private double[] vLeak = {0};
  private double[] vThreshold = {0};
  private double[] vReset = {0};
  private double[] bias = {0};
  private int[] refractory = {0};
  private double[] initialV = {0};
  private double[] initialU = {0};
  private Adaptation adaptation = Adaptation.NONE;
  private Optional<NeuronRule> rule = Optional.empty();

  NirBuilder(Kind kind) {
    this.kind = kind;
  }

  NirBuilder(Nir from) {
    this.kind = from.kind();
    this.tauMem = from.tauMem();
    this.tauSyn = from.tauSyn();
    this.r = from.r();
    this.wIn = from.wIn();
    this.vLeak = from.vLeak();
    this.vThreshold = from.vThreshold();
    this.vReset = from.vReset();
    this.bias = from.bias();
    this.refractory = from.refractory();
    this.initialV = from.initialV();
    this.initialU = from.initialU();
    this.adaptation = from.adaptation();
    this.rule = from.rule();
  }

  public NirBuilder tauMem(double... values) {
    tauMem = values;
    return this;
  }

  public NirBuilder tauSyn(double... values) {
    tauSyn = values;
    return this;
  }

  public NirBuilder r(double... values) {
    r = values;
    return this;
  }

  public NirBuilder wIn(double... values) {
    wIn = values;
    return this;
  }

  public NirBuilder vLeak(double... values) {
    vLeak = values;
    return this;
  }

  public NirBuilder vThreshold(double... values) {
    vThreshold = values;
    return this;
  }

  public NirBuilder vReset(double... values) {
    vReset = values;
    return this;
  }

  public NirBuilder bias(double... values) {
    bias = values;
    return this;
  }

  public NirBuilder refractory(int... values) {
    refractory = values;
    return this;
  }

  public NirBuilder initialV(double... values) {
    initialV = values;
    return this;
  }

  public NirBuilder initialU(double... values) {
    initialU = values;
    return this;
  }

  public NirBuilder adaptation(Adaptation value) {
    adaptation = value;
    return this;
  }

  /** The same for all neurons, from 0 on. */
  public NirBuilder adaptation(double tau, double beta) {
    return adaptation(new Adaptation(new double[] {tau}, new double[] {beta}, new double[] {0}));
  }

  /** Of their own, instead of the network's. */
  public NirBuilder rule(NeuronRule value) {
    rule = Optional.of(value);
    return this;
  }

  public Nir build() {
    return new Nir(kind, tauMem, tauSyn, r, wIn, vLeak, vThreshold, vReset, bias, refractory, initialV, initialU, adaptation, rule);
  }
}
