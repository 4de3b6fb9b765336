package spikelock.mapper.train.gradient;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Wiring;

/** One thread's buffers for running samples through a network and back. Not for several threads at once. */
public final class SamplePass {
  /** What a pass keeps of each neuron and timestep. */
  public static final int BYTES_A_NEURON = 7 * Float.BYTES;

  private final Parameters parameters;
  private final NetworkPlan plan;
  private final PassOptions options;
  private Snapshot snapshot;
  private final int layers;
  private final LayerTrace[] traces;
  private final Neurons[] neurons;
  private final IntegerNeurons[] integers;
  private final float[][] arrived;
  private final int[][] arrivedRaw;

  private final float[][] ofValue;
  private final float[][] ofValueBefore;
  private final float[][] ofArrived;
  private final float[][] ofReading;
  private final int[] nonzero;
  private final float[] slopes;

  private final double[] readings;
  private final int[] readAt;
  private final double[] slope;
  private final double synapses;
  private float[][] operations;

  /** Buffers for networks of one plan; {@link #use} says with which weights. */
  public SamplePass(Parameters parameters, PassOptions options) {
    this.parameters = parameters;
    this.plan = parameters.plan();
    this.options = options;
    this.layers = plan.layers().size();
    traces = new LayerTrace[layers];
    neurons = new Neurons[layers];
    integers = new IntegerNeurons[layers];
    arrived = new float[layers][];
    arrivedRaw = new int[layers][];
    ofValue = new float[layers][];
    ofValueBefore = new float[layers][];
    ofArrived = new float[layers][];
    ofReading = new float[layers][];
    int widest = plan.inputs();
    for (int l = 0; l < layers; l++) {
      LayerPlan layer = plan.layers().get(l);
      int size = layer.size();
      widest = Math.max(widest, size);
      traces[l] = new LayerTrace(size);
      neurons[l] = new Neurons(layer.unit(), size, plan.subtract(), options);
      arrived[l] = new float[size];
      arrivedRaw[l] = new int[size];
      ofValue[l] = new float[size];
      ofValueBefore[l] = new float[size];
      ofArrived[l] = new float[size];
      ofReading[l] = new float[size];
    }
    nonzero = new int[widest];
    slopes = new float[widest];
    int classes = plan.output().size();
    readings = new double[classes];
    readAt = new int[classes];
    slope = new double[classes];
    synapses = parameters.layers().stream().flatMap(l -> l.paths().stream()).mapToDouble(Wiring::synapses).sum();
  }

  /**
   * Takes the weights of a step.
   *
   * @param cost [1 + layers][neurons] synapses that an entry from each input channel (first) and neuron costs; empty without a
   *     regulariser
   */
  public void use(Snapshot step, float[][] cost) {
    snapshot = step;
    operations = cost;
    for (int l = 0; l < layers; l++) {
      integers[l] = step.integers.isPresent() ? new IntegerNeurons(step.integers.get().get(l), traces[l].size) : null;
    }
  }

  /**
   * Forward only.
   *
   * @return the answer
   */
  public int predict(Sample sample) {
    forward(sample, Optional.empty());
    return best();
  }

  /** The readings of the last sample, one for each class; of integers raw. Owned by the pass. */
  public double[] readings() {
    return readings;
  }

  /**
   * Forward, and counted into {@code into} without a gradient.
   *
   * @return the answer
   */
  public int evaluate(Sample sample, Gradient into) {
    forward(sample, Optional.empty());
    int answer = best();
    into.loss += loss(sample);
    count(sample, answer, into);
    return answer;
  }

  /**
   * Forward and back: adds the change of the loss with every parameter to {@code into}.
   *
   * @param dropout draws this sample's silenced neurons; empty for none
   * @return the sample's loss, regularisers included
   */
  public double train(Sample sample, Optional<SplittableRandom> dropout, Gradient into) {
    forward(sample, dropout);
    count(sample, best(), into);
    double loss = loss(sample) + backward(sample, into);
    into.loss += loss;
    return loss;
  }

  // ---- forward ----

  private void forward(Sample sample, Optional<SplittableRandom> dropout) {
    int timesteps = sample.timesteps();
    for (int l = 0; l < layers; l++) {
      traces[l].begin(timesteps);
      mask(l, dropout);
      if (integers[l] != null) {
        integers[l].begin();
      }
    }
    Loss.Reading reading = options.loss().reading();
    Arrays.fill(readings, reading == Loss.Reading.MAX ? Double.NEGATIVE_INFINITY : 0);
    for (int t = 0; t < timesteps; t++) {
      for (int l = 0; l < layers; l++) {
        if (integers[l] == null) {
          inFloats(l, t, sample);
        } else {
          inIntegers(l, t, sample);
        }
        traces[l].send(t);
      }
      read(reading, t, timesteps);
    }
  }

  private void mask(int l, Optional<SplittableRandom> dropout) {
    double probability = plan.layers().get(l).dropout();
    LayerTrace trace = traces[l];
    trace.masked = dropout.isPresent() && probability > 0;
    float kept = (float) (1 / (1 - probability));
    for (int n = 0; n < trace.size; n++) {
      trace.mask[n] = !trace.masked ? 1 : dropout.get().nextDouble() < probability ? 0 : kept;
    }
  }

  private void inFloats(int l, int t, Sample sample) {
    float[] sum = arrived[l];
    System.arraycopy(snapshot.bias[l], 0, sum, 0, sum.length);
    addFloats(l, t, sample, sum);
    neurons[l].forward(t, sum, snapshot.membrane[l], snapshot.synapse[l], snapshot.adaptation[l], traces[l]);
  }

  private void addFloats(int l, int t, Sample sample, float[] sum) {
    List<Wiring> paths = parameters.layers().get(l).paths();
    for (int p = 0; p < paths.size(); p++) {
      Wiring path = paths.get(p);
      int when = path.recurrent() ? t - 1 : t;
      if (when >= 0) {
        int[] index = sources(path, sample);
        float[] value = values(path, sample);
        int[] start = starts(path, sample);
        float[] weight = snapshot.weight[l][p];
        if (path.full()) {
          Rows.FASTEST.add(sum, weight, path.targets(), index, value, start[when], start[when + 1]);
        } else {
          for (int e = start[when]; e < start[when + 1]; e++) {
            float sent = value[e];
            for (int k = path.rowStart()[index[e]]; k < path.rowStart()[index[e] + 1]; k++) {
              sum[path.target()[k]] += sent * weight[k];
            }
          }
        }
      }
    }
  }

  private void inIntegers(int l, int t, Sample sample) {
    int[] sum = arrivedRaw[l];
    List<Wiring> paths = parameters.layers().get(l).paths();
    IntegerLayer layer = snapshot.integers.orElseThrow().get(l);
    boolean dropped = paths.stream().anyMatch(p -> p.source() != PathPlan.INPUT && traces[p.source()].masked);
    if (dropped) { // what dropout scaled is not whole: only while training
      Arrays.fill(arrived[l], 0);
      addFloats(l, t, sample, arrived[l]);
      for (int n = 0; n < sum.length; n++) {
        sum[n] = (int) Math.rint(arrived[l][n] * layer.scale());
      }
    } else {
      for (int p = 0; p < paths.size(); p++) {
        addIntegers(paths.get(p), layer.weights()[p], t, sample, sum);
      }
    }
    boolean leaks = plan.layers().get(l).unit().kind() != UnitKind.IF;
    integers[l].forward(t, sum, snapshot.bias[l], snapshot.membrane[l], snapshot.adaptation[l], leaks, traces[l]);
  }

  private void addIntegers(Wiring path, int[] weight, int t, Sample sample, int[] sum) {
    int when = path.recurrent() ? t - 1 : t;
    if (when < 0) {
      return;
    }
    int[] index = sources(path, sample);
    float[] value = values(path, sample);
    int[] start = starts(path, sample);
    if (path.full()) {
      Rows.FASTEST.add(sum, weight, path.targets(), index, value, start[when], start[when + 1]);
      return;
    }
    for (int e = start[when]; e < start[when + 1]; e++) {
      int sent = (int) value[e];
      for (int k = path.rowStart()[index[e]]; k < path.rowStart()[index[e] + 1]; k++) {
        sum[path.target()[k]] += sent * weight[k];
      }
    }
  }

  private int[] sources(Wiring path, Sample sample) {
    return path.source() == PathPlan.INPUT ? sample.channel() : traces[path.source()].eventSource;
  }

  private float[] values(Wiring path, Sample sample) {
    return path.source() == PathPlan.INPUT ? sample.value() : traces[path.source()].eventValue;
  }

  private int[] starts(Wiring path, Sample sample) {
    return path.source() == PathPlan.INPUT ? sample.start() : traces[path.source()].eventStart;
  }

  private void read(Loss.Reading reading, int t, int timesteps) {
    int l = layers - 1;
    LayerTrace trace = traces[l];
    boolean raw = integers[l] != null;
    for (int n = 0; n < trace.size; n++) {
      double potential = raw ? integers[l].potential(n) : trace.potential[t * trace.size + n];
      switch (reading) {
        case COUNT -> readings[n] += trace.value[t * trace.size + n];
        case LAST -> {
          readings[n] = potential;
          readAt[n] = timesteps - 1;
        }
        case MAX -> {
          if (potential > readings[n]) {
            readings[n] = potential;
            readAt[n] = t;
          }
        }
      }
    }
  }

  private int best() {
    int best = 0;
    for (int n = 1; n < readings.length; n++) {
      if (readings[n] > readings[best]) {
        best = n;
      }
    }
    return best;
  }

  private double loss(Sample sample) {
    boolean raw = integers[layers - 1] != null && options.loss().reading() != Loss.Reading.COUNT;
    double unit = raw ? snapshot.integers.orElseThrow().get(layers - 1).unit() : 1;
    double[] numbers = raw ? Arrays.stream(readings).map(r -> r * unit).toArray() : readings;
    return options.loss().of(numbers, sample.label(), sample.timesteps(), slope);
  }

  private void count(Sample sample, int answer, Gradient into) {
    into.samples++;
    into.correct += answer == sample.label() ? 1 : 0;
    for (int channel : sample.channel()) {
      into.sent[0][channel]++;
    }
    for (int l = 0; l < layers; l++) {
      LayerTrace trace = traces[l];
      for (int e = 0; e < trace.events; e++) {
        into.sent[l + 1][trace.eventSource[e]]++;
      }
      into.spikes += trace.events;
    }
  }

  // ---- back ----

  private double backward(Sample sample, Gradient into) {
    int timesteps = sample.timesteps();
    for (int l = 0; l < layers; l++) {
      neurons[l].beginBackward();
      Arrays.fill(ofValueBefore[l], 0);
    }
    float[][] constant = new float[layers][];
    double extra = regularise(sample, constant);
    for (int t = timesteps - 1; t >= 0; t--) {
      for (int l = 0; l < layers; l++) {
        float[] now = ofValueBefore[l];
        ofValueBefore[l] = ofValue[l];
        ofValue[l] = now;
        Arrays.fill(ofValueBefore[l], 0);
      }
      for (int l = layers - 1; l >= 0; l--) {
        LayerTrace trace = traces[l];
        if (trace.masked) { // what other layers were sent; loss and regularisers look at the neuron itself
          for (int n = 0; n < trace.size; n++) {
            ofValue[l][n] *= trace.mask[n];
          }
        }
        for (int n = 0; n < constant[l].length; n++) {
          ofValue[l][n] += constant[l][n];
        }
        if (l == layers - 1) {
          output(t);
        }
        neurons[l].backward(t, ofValue[l], ofReading[l], snapshot.membrane[l], snapshot.synapse[l], snapshot.adaptation[l], trace, ofArrived[l]);
        toParameters(l, t, sample, into.slopes);
        toSources(l, t);
      }
    }
    for (int l = 0; l < layers; l++) {
      Parameters.Layer layer = parameters.layers().get(l);
      toLogits(layer.membrane(), plan.layers().get(l).unit().membrane().learn(), neurons[l].ofMembrane, snapshot.membrane[l], into.slopes);
      toLogits(layer.synapse(), plan.layers().get(l).unit().synapse().learn(), neurons[l].ofSynapse, snapshot.synapse[l], into.slopes);
      toLogits(layer.adaptation(), plan.layers().get(l).unit().adaptation().learn(), neurons[l].ofFade, snapshot.adaptation[l], into.slopes);
    }
    return extra;
  }

  private static void toLogits(int first, Decay.Learn learn, float[] slope, float[] factor, float[] into) {
    if (first >= 0) {
      for (int n = 0; n < slope.length; n++) {
        into[first + (learn == Decay.Learn.NEURON ? n : 0)] += slope[n] * factor[n] * (1 - factor[n]);
      }
    }
  }

  /** The loss's own change with the output's spikes and potentials at a timestep. */
  private void output(int t) {
    int l = layers - 1;
    Arrays.fill(ofReading[l], 0);
    for (int n = 0; n < slope.length; n++) {
      if (options.loss().reading() == Loss.Reading.COUNT) {
        ofValue[l][n] += (float) slope[n];
      } else if (readAt[n] == t) {
        ofReading[l][n] = (float) slope[n];
      }
    }
  }

  private void toParameters(int l, int t, Sample sample, float[] into) {
    float[] slope = ofArrived[l];
    int[] bias = parameters.layers().get(l).bias();
    for (int n = 0; n < slope.length; n++) {
      into[bias[n]] += slope[n];
    }
    for (Wiring path : parameters.layers().get(l).paths()) {
      int when = path.recurrent() ? t - 1 : t;
      if (when < 0) {
        continue;
      }
      int[] index = sources(path, sample);
      float[] value = values(path, sample);
      int[] start = starts(path, sample);
      if (path.full()) {
        Rows.FASTEST.addOuter(into, path.first(), path.targets(), index, value, start[when], start[when + 1], slope);
        continue;
      }
      for (int e = start[when]; e < start[when + 1]; e++) {
        float sent = (float) (value[e] * path.factor());
        for (int k = path.rowStart()[index[e]]; k < path.rowStart()[index[e] + 1]; k++) {
          into[path.parameter()[k]] += sent * slope[path.target()[k]];
        }
      }
    }
  }

  private void toSources(int l, int t) {
    List<Wiring> paths = parameters.layers().get(l).paths();
    for (int p = 0; p < paths.size(); p++) {
      Wiring path = paths.get(p);
      if (path.source() == PathPlan.INPUT || path.recurrent() && t == 0) {
        continue;
      }
      float[] into = path.recurrent() ? ofValueBefore[path.source()] : ofValue[path.source()];
      if (path.full()) {
        int count = 0;
        for (int n = 0; n < ofArrived[l].length; n++) {
          if (ofArrived[l][n] != 0) {
            nonzero[count] = n;
            slopes[count++] = ofArrived[l][n];
          }
        }
        Rows.FASTEST.add(into, snapshot.transposed[l][p], path.sources(), nonzero, slopes, 0, count);
        continue;
      }
      float[] weight = snapshot.weight[l][p];
      for (int s = 0; s < path.sources(); s++) {
        float sum = 0;
        for (int k = path.rowStart()[s]; k < path.rowStart()[s + 1]; k++) {
          sum += weight[k] * ofArrived[l][path.target()[k]];
        }
        into[s] += sum;
      }
    }
  }

  /** Loss of the regularisers; {@code constant} receives their change with every spike, the same in all timesteps. */
  private double regularise(Sample sample, float[][] constant) {
    double loss = 0;
    int timesteps = sample.timesteps();
    double unit = operations.length == 0 ? 0 : options.operationsWeight() / (synapses * timesteps);
    if (unit > 0) {
      for (int e = 0; e < sample.channel().length; e++) {
        loss += unit * operations[0][sample.channel()[e]];
      }
    }
    for (int l = 0; l < layers; l++) {
      boolean spikes = plan.layers().get(l).unit().kind().spikes();
      boolean rated = options.rateWeight() > 0 && spikes && l < layers - 1;
      constant[l] = spikes && (rated || unit > 0) ? new float[traces[l].size] : new float[0];
      if (constant[l].length == 0) {
        continue;
      }
      float[] total = new float[traces[l].size];
      for (int i = 0; i < timesteps * total.length; i++) {
        total[i % total.length] += traces[l].value[i];
      }
      for (int n = 0; n < total.length; n++) {
        if (unit > 0) {
          loss += unit * operations[l + 1][n] * total[n];
          constant[l][n] += (float) (unit * operations[l + 1][n]);
        }
        if (rated) {
          double off = total[n] / timesteps - options.rate();
          loss += options.rateWeight() * off * off / total.length;
          constant[l][n] += (float) (options.rateWeight() * 2 * off / (timesteps * (double) total.length));
        }
      }
    }
    return loss;
  }
}
