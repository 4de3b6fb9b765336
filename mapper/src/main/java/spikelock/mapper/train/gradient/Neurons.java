package spikelock.mapper.train.gradient;

import java.util.Arrays;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.UnitKind;

/** The units of a layer in floats: one timestep forward, one timestep back. */
final class Neurons {
  private final UnitKind kind;
  private final boolean subtract;
  private final PassOptions options;
  private final int size;
  private final float beta;

  /** [neurons] change of the loss with what the timestep after this one starts from. */
  private final float[] ofPotential;
  private final float[] ofCurrent;
  private final float[] ofAdaptation;
  /** [neurons] change of the loss with the decay factors. */
  final float[] ofMembrane;
  final float[] ofSynapse;
  final float[] ofFade;

  Neurons(Unit unit, int size, boolean subtract, PassOptions options) {
    this.kind = unit.kind();
    this.subtract = subtract;
    this.options = options;
    this.size = size;
    this.beta = (float) unit.beta();
    ofPotential = new float[size];
    ofCurrent = new float[size];
    ofAdaptation = new float[size];
    ofMembrane = new float[size];
    ofSynapse = new float[size];
    ofFade = new float[size];
  }

  /** One timestep: {@code arrived} [neurons] holds the summed input with the bias. */
  void forward(int t, float[] arrived, float[] membrane, float[] synapse, float[] fade, LayerTrace trace) {
    int base = t * size;
    if (!kind.integrates()) {
      for (int n = 0; n < size; n++) {
        trace.distance[base + n] = arrived[n];
        trace.value[base + n] = value(arrived[n]);
        trace.potential[base + n] = kind == UnitKind.SOFTMAX ? arrived[n] : trace.value[base + n];
      }
      return;
    }
    for (int n = 0; n < size; n++) {
      int i = base + n;
      float before = t == 0 ? 0 : trace.potential[i - size];
      float current = arrived[n];
      if (kind.filters()) {
        current = (t == 0 ? 0 : synapse[n] * trace.current[i - size]) + current;
        trace.current[i] = current;
      }
      float driven = (kind == UnitKind.IF ? before : membrane[n] * before) + current;
      if (!kind.spikes()) {
        trace.potential[i] = driven;
        continue;
      }
      float faded = kind == UnitKind.ALIF && t > 0 ? fade[n] * trace.adaptation[i - size] : 0;
      float distance = driven - 1 - faded;
      float spike = options.smooth() ? options.surrogate().smooth(distance) : distance > 0 ? 1 : 0;
      trace.distance[i] = distance;
      trace.value[i] = spike;
      trace.potential[i] = subtract ? driven - spike : driven * (1 - spike);
      trace.adaptation[i] = faded + beta * spike;
    }
  }

  private float value(float x) {
    return switch (kind) {
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x > 0 ? x : UnitKind.LEAK * x;
      case SIGMOID -> (float) (1 / (1 + StrictMath.exp(-x)));
      case TANH -> (float) StrictMath.tanh(x);
      default -> x;
    };
  }

  private float slope(float x, float y) {
    return switch (kind) {
      case RELU -> x > 0 ? 1 : 0;
      case LEAKY_RELU -> x > 0 ? 1 : UnitKind.LEAK;
      case SIGMOID -> y * (1 - y);
      case TANH -> 1 - y * y;
      default -> 1;
    };
  }

  /** Before the way back of a sample. */
  void beginBackward() {
    Arrays.fill(ofPotential, 0);
    Arrays.fill(ofCurrent, 0);
    Arrays.fill(ofAdaptation, 0);
    Arrays.fill(ofMembrane, 0);
    Arrays.fill(ofSynapse, 0);
    Arrays.fill(ofFade, 0);
  }

  /**
   * One timestep back.
   *
   * @param ofValue [neurons] change of the loss with what was sent
   * @param ofReading [neurons] change of the loss with the potential after this timestep, or an artificial unit's value
   * @param ofArrived [neurons] receives the change of the loss with what arrived
   */
  void backward(int t, float[] ofValue, float[] ofReading, float[] membrane, float[] synapse, float[] fade, LayerTrace trace, float[] ofArrived) {
    int base = t * size;
    if (!kind.integrates()) {
      for (int n = 0; n < size; n++) {
        float through = kind == UnitKind.SOFTMAX ? 1 : slope(trace.distance[base + n], trace.value[base + n]);
        ofArrived[n] = (ofValue[n] + ofReading[n]) * through;
      }
      return;
    }
    for (int n = 0; n < size; n++) {
      int i = base + n;
      float after = ofPotential[n] + ofReading[n];
      float ofDriven = after;
      if (kind.spikes()) {
        float spike = trace.value[i];
        float ofSpike = ofValue[n];
        if (!options.detachReset()) {
          float driven = trace.distance[i] + 1 + (kind == UnitKind.ALIF && t > 0 ? fade[n] * trace.adaptation[i - size] : 0);
          ofSpike -= after * (subtract ? 1 : driven);
        }
        ofSpike += beta * ofAdaptation[n];
        float ofDistance = ofSpike * options.surrogate().at(trace.distance[i]);
        ofDriven = (subtract ? after : after * (1 - spike)) + ofDistance;
        if (kind == UnitKind.ALIF) {
          float ofFaded = ofAdaptation[n] - ofDistance;
          ofFade[n] += t > 0 ? ofFaded * trace.adaptation[i - size] : 0;
          ofAdaptation[n] = ofFaded * fade[n];
        }
      }
      float before = t == 0 ? 0 : trace.potential[i - size];
      ofMembrane[n] += ofDriven * before;
      ofPotential[n] = kind == UnitKind.IF ? ofDriven : ofDriven * membrane[n];
      float ofInput = ofDriven;
      if (kind.filters()) {
        ofInput += ofCurrent[n];
        ofSynapse[n] += t == 0 ? 0 : ofInput * trace.current[i - size];
        ofCurrent[n] = ofInput * synapse[n];
      }
      ofArrived[n] = ofInput;
    }
  }
}
