package spikelock.tests.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.train.gradient.Gradient;
import spikelock.mapper.train.gradient.Loss;
import spikelock.mapper.train.gradient.PassOptions;
import spikelock.mapper.train.gradient.Sample;
import spikelock.mapper.train.gradient.SamplePass;
import spikelock.mapper.train.gradient.Snapshot;
import spikelock.mapper.train.gradient.Surrogate;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Pool;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Weights;
import spikelock.mapper.train.optimise.Optimiser;
import spikelock.mapper.train.optimise.Rule;
import spikelock.toolchain.process.Tool;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Loss, gradients and steps of the trainer are PyTorch's, recorded or itself; hard spikes, surrogates and units are snnTorch's. */
class TorchGradientTest {
  private static final double TOLERANCE = 1e-5;
  private static final int SAMPLES = 6;
  private static final int TIMESTEPS = 12;

  /** One for each neuron: that of a layer is a single sum, whose terms may cancel down to their rounding. */
  private static final Decay LEARNED = new Decay(0.85, Decay.Learn.NEURON);
  private static final Unit LIF = Unit.leaky(UnitKind.LIF, LEARNED);
  private static final Unit LI = Unit.leaky(UnitKind.LI, new Decay(0.9, Decay.Learn.NEURON));
  private static final Unit CUBA = Unit.filtered(UnitKind.CUBA_LIF, LEARNED, new Decay(0.6, Decay.Learn.NEURON));

  @TempDir static Path folder;

  private static NetworkPlan dense(Unit hidden, Unit last, boolean subtract, PathPlan... more) {
    List<PathPlan> paths = new ArrayList<>(List.of(PathPlan.dense(-1)));
    paths.addAll(List.of(more));
    return new NetworkPlan("dense", new int[] {20}, List.of(new LayerPlan("hidden", new int[] {30}, hidden, paths, 0),
        new LayerPlan("out", new int[] {5}, last, List.of(PathPlan.dense(0)), 0)), 1e-3, subtract);
  }

  private static NetworkPlan picture() {
    return new NetworkPlan("picture", new int[] {2, 9, 8}, List.of(
        new LayerPlan("c", new int[] {4, 9, 8}, LIF, List.of(new PathPlan(-1, Pool.NONE, new Weights.Convolution(4, 3, 1, 1))), 0),
        new LayerPlan("d", new int[] {3, 2, 2}, LIF, List.of(new PathPlan(0, new Pool(2, false), new Weights.Convolution(3, 2, 2, 0))), 0),
        new LayerPlan("out", new int[] {5}, LIF, List.of(PathPlan.dense(1), new PathPlan(0, new Pool(3, true), new Weights.Dense())), 0)),
        1e-3, false);
  }

  private static Map<String, TorchCase> cases() {
    PathPlan loop = PathPlan.dense(0);
    PathPlan diagonal = new PathPlan(0, Pool.NONE, new Weights.Diagonal());
    Map<String, TorchCase> cases = new LinkedHashMap<>();
    cases.put("Leaky", new TorchCase(dense(LIF, LIF, false), true, true, "ce-count", "fast_sigmoid", 10));
    cases.put("Leaky, atan", new TorchCase(dense(LIF, LIF, false), true, true, "ce-count", "atan", 2));
    cases.put("Leaky, mse", new TorchCase(dense(LIF, LIF, false), true, true, "mse-count", "fast_sigmoid", 5));
    cases.put("Leaky, reset at once", new TorchCase(dense(LIF, LIF, false), true, false, "ce-count", "fast_sigmoid", 10));
    cases.put("Leaky, convolution and pools", new TorchCase(picture(), true, true, "ce-count", "fast_sigmoid", 10));
    cases.put("Leaky, read-out, ce-max", new TorchCase(dense(LIF, LI, false), true, true, "ce-max", "fast_sigmoid", 10));
    cases.put("Leaky, read-out, ce-last", new TorchCase(dense(LIF, LI, false), true, true, "ce-last", "atan", 3));
    cases.put("Leaky, read-out, mse-max", new TorchCase(dense(LIF, LI, false), true, true, "mse-max", "fast_sigmoid", 10));
    cases.put("RLeaky", new TorchCase(dense(LIF, LIF, false, loop), true, false, "ce-count", "fast_sigmoid", 10));
    cases.put("RLeaky, diagonal", new TorchCase(dense(LIF, LI, false, diagonal), true, false, "mse-last", "atan", 2));
    cases.put("Synaptic", new TorchCase(dense(CUBA, CUBA, false), true, false, "ce-count", "fast_sigmoid", 10));
    cases.put("loop: LIF, subtract", new TorchCase(dense(LIF, LIF, true), false, true, "ce-count", "fast_sigmoid", 10));
    cases.put("loop: recurrent", new TorchCase(dense(LIF, LIF, false, loop, diagonal), false, true, "ce-max", "fast_sigmoid", 10));
    cases.put("loop: CubaLIF", new TorchCase(dense(CUBA, CUBA, true), false, true, "mse-max", "atan", 2));
    cases.put("loop: CubaLIF, CubaLI", new TorchCase(dense(CUBA, Unit.filtered(UnitKind.CUBA_LI, LEARNED, LEARNED), false), false, true,
        "ce-last", "fast_sigmoid", 10));
    cases.put("loop: IF", new TorchCase(dense(Unit.of(UnitKind.IF), Unit.of(UnitKind.IF), true, loop), false, true, "ce-count", "atan", 2));
    for (UnitKind kind : List.of(UnitKind.RELU, UnitKind.LEAKY_RELU, UnitKind.SIGMOID, UnitKind.TANH)) {
      cases.put(kind.word(), new TorchCase(dense(Unit.of(kind), Unit.of(UnitKind.SOFTMAX), false), false, true, "ce-last", "atan", 2));
      cases.put(kind.word() + ", recurrent",
          new TorchCase(dense(Unit.of(kind), Unit.of(UnitKind.LINEAR), false, diagonal), false, true, "mse-last", "atan", 2));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("spikelock.tests.python.Recording#sources")
  void lossesAndGradientsArePyTorchs(Recording.Source source) throws IOException {
    long seed = seed(source);
    System.out.println("TorchGradientTest seed " + seed + " (repeat with --with-python and -Dspikelock.seed=" + seed + ")");
    Map<String, Asked> asked = new LinkedHashMap<>();
    cases().forEach((name, each) -> asked.put(name, Asked.of(name, each, seed)));
    Map<String, Map<String, NdArray>> heard = new LinkedHashMap<>();
    try (Recording recording = new Recording("gradients", source)) {
      for (Map.Entry<String, Asked> each : asked.entrySet()) {
        Map<String, NdArray> said = recording.answer(each.getKey(), each.getValue().given, python -> {
          if (heard.isEmpty()) {
            heard.putAll(ask(python, asked));
          }
          return heard.get(each.getKey());
        });
        compare(each.getKey(), each.getValue(), said, seed);
      }
    }
  }

  /** One question: a network, its values and samples, and all of that as gradients.py takes it. */
  private record Asked(TorchCase test, Parameters parameters, float[] values, float[] x, int[] labels, byte[] json, Map<String, NdArray> given) {
    static Asked of(String name, TorchCase test, long seed) {
      SplittableRandom random = new SplittableRandom(seed + name.hashCode());
      Parameters parameters = new Parameters(test.plan());
      float[] values = parameters.initial(random.nextLong(), 0.6);
      for (Parameters.Block block : parameters.blocks()) {
        for (int i = block.first(); i < block.first() + block.count(); i++) {
          values[i] += block.role() == Parameters.Role.WEIGHT ? 0 : (float) (0.4 * random.nextDouble() - 0.1);
        }
      }
      int inputs = test.plan().inputs();
      float[] x = new float[SAMPLES * TIMESTEPS * inputs];
      Arrays.setAll(new Object[x.length], i -> x[i] = random.nextInt(3) == 0 ? 1 : 0);
      int[] labels = random.ints(SAMPLES, 0, 5).toArray();
      byte[] json = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build().writeValueAsBytes(test.json(parameters));
      Map<String, NdArray> given = new LinkedHashMap<>();
      given.put("case", Recording.bytes(json));
      given.put("x", NdArray.of(x, SAMPLES, TIMESTEPS, inputs));
      given.put("labels", NdArray.of(labels));
      given.put("values", NdArray.of(values, values.length));
      return new Asked(test, parameters, values, x, labels, json, given);
    }
  }

  /** All of them at once: loading PyTorch takes longer than they do. */
  private static Map<String, Map<String, NdArray>> ask(Path python, Map<String, Asked> asked) throws IOException {
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, Asked> each : asked.entrySet()) {
      String file = folder.resolve("case" + words.size()).toString();
      Files.write(Path.of(file + ".json"), each.getValue().json);
      ArrayFile.write(Path.of(file + ".npz"), each.getValue().given);
      words.addAll(List.of(file + ".json", file + ".npz", file + ".result.npz"));
    }
    run(python, "gradients.py", words.toArray(String[]::new));
    Map<String, Map<String, NdArray>> heard = new LinkedHashMap<>();
    int word = 2;
    for (String name : asked.keySet()) {
      heard.put(name, ArrayFile.read(Path.of(words.get(word))));
      word += 3;
    }
    return heard;
  }

  /** Fixed: a potential within rounding of its threshold would spike on one side only. Recorded answers are those of one seed. */
  private static long seed(Recording.Source source) {
    return source == Recording.Source.PYTHON ? Long.getLong("spikelock.seed", 1) : 1;
  }

  private static Path script(String name) throws IOException {
    Path script = folder.resolve(name);
    try (InputStream in = TorchGradientTest.class.getResourceAsStream(name)) {
      Files.write(script, in.readAllBytes());
    }
    return script;
  }

  private static void compare(String name, Asked asked, Map<String, NdArray> said, long seed) {
    TorchCase test = asked.test;
    Parameters parameters = asked.parameters;
    float[] values = asked.values;
    int inputs = test.plan().inputs();

    Surrogate.Form form = test.surrogate().equals("atan") ? Surrogate.Form.ARCTAN : Surrogate.Form.FAST_SIGMOID;
    PassOptions options = new PassOptions(Loss.parse(test.loss()), new Surrogate(form, (float) test.slope()), test.delay(), false, 0, 0, 0);
    SamplePass pass = new SamplePass(parameters, options);
    pass.use(Snapshot.floats(parameters, values), new float[0][]);
    Gradient gradient = new Gradient(parameters);
    for (int s = 0; s < SAMPLES; s++) {
      pass.train(sample(asked.x, s, inputs, asked.labels[s]), Optional.empty(), gradient);
    }

    double loss = said.get("loss").at(0);
    assertThat(gradient.loss).as("loss of %s, seed %d", name, seed).isCloseTo(loss, within(TOLERANCE * Math.abs(loss)));
    float[] slopes = said.get("gradient").floats();
    double worst = 0;
    for (Parameters.Block block : parameters.blocks()) {
      double greatest = 0;
      double off = 0;
      for (int i = block.first(); i < block.first() + block.count(); i++) {
        greatest = Math.max(greatest, Math.abs(slopes[i]));
        off = Math.max(off, Math.abs(slopes[i] - gradient.slopes[i]));
      }
      assertThat(greatest).as("%s has a gradient of %s, seed %d", name, block, seed).isPositive();
      assertThat(off / greatest).as("%s, %s of %s, seed %d", name, block, greatest, seed).isLessThan(TOLERANCE);
      worst = Math.max(worst, off / greatest);
    }
    System.out.printf("%-30s loss %.4f as PyTorch, gradients within %.1e, %d spikes%n", name, loss, worst, gradient.spikes);
  }

  private static Sample sample(float[] x, int s, int inputs, int label) {
    int[] start = new int[TIMESTEPS + 1];
    int[] channel = new int[TIMESTEPS * inputs];
    float[] value = new float[channel.length];
    int used = 0;
    for (int t = 0; t < TIMESTEPS; t++) {
      for (int c = 0; c < inputs; c++) {
        if (x[(s * TIMESTEPS + t) * inputs + c] != 0) {
          channel[used] = c;
          value[used++] = x[(s * TIMESTEPS + t) * inputs + c];
        }
      }
      start[t + 1] = used;
    }
    return new Sample(TIMESTEPS, start, Arrays.copyOf(channel, used), Arrays.copyOf(value, used), label);
  }

  private static void run(Path python, String script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(python.toString(), "-W", "ignore", script(script).toString()));
    command.addAll(List.of(arguments));
    Tool.Result said = Tool.run(folder, command, "python3");
    assertThat(said.code()).as(said.output()).isZero();
  }

  @ParameterizedTest
  @MethodSource("spikelock.tests.python.Recording#sources")
  void stepsArePyTorchs(Recording.Source source) throws IOException {
    long seed = seed(source);
    NetworkPlan plan = new NetworkPlan("steps", new int[] {7}, List.of(
        new LayerPlan("out", new int[] {5}, LI, List.of(PathPlan.dense(-1)), 0)), 1e-3, false);
    Parameters parameters = new Parameters(plan);
    int weights = 35;
    SplittableRandom random = new SplittableRandom(seed);
    float[] first = parameters.initial(seed, 1);
    int steps = 40;
    float[] gradients = new float[steps * first.length];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = (float) ((random.nextDouble() - 0.3) * Math.pow(10, -i % first.length % 6));
    }
    Recording recording = new Recording("steps", source);
    record Steps(String name, Rule rule, double rate, double momentum, double decay, double clip) {}
    for (Steps each : List.of(new Steps("sgd", new Rule.Sgd(0), 0.1, 0, 0, 0), new Steps("sgd", new Rule.Sgd(0.9), 0.05, 0.9, 0, 0),
        new Steps("sgd", new Rule.Sgd(0.9), 0.05, 0.9, 0, 0.5), new Steps("adam", Rule.Adam.DEFAULT, 0.01, 0, 0, 0),
        new Steps("adam", Rule.Adam.DEFAULT, 0.01, 0, 0, 0.5), new Steps("adam", new Rule.Adam(0.9, 0.999, 1e-8, 0.1), 0.02, 0, 0.1, 0))) {
      Map<String, NdArray> given = new LinkedHashMap<>();
      given.put("weights", NdArray.of(Arrays.copyOf(first, weights), weights));
      given.put("biases", NdArray.of(Arrays.copyOfRange(first, weights, first.length), first.length - weights));
      given.put("gradients", NdArray.of(gradients, steps, first.length));
      float[] expected = recording.answer(each.name + " " + each.rate + " " + each.momentum + " " + each.decay + " " + each.clip, given, python -> {
        Path arrays = folder.resolve("steps.npz");
        ArrayFile.write(arrays, given);
        Path result = folder.resolve("stepped.npz");
        run(python, "steps.py", each.name, "" + each.rate, "" + each.momentum, "" + each.decay, "" + each.clip, arrays.toString(), result.toString());
        return ArrayFile.read(result);
      }).get("values").floats();

      float[] values = first.clone();
      Optimiser optimiser = new Optimiser(each.rule, each.clip, parameters, 1);
      for (int s = 0; s < steps; s++) {
        optimiser.step(values, Arrays.copyOfRange(gradients, s * first.length, (s + 1) * first.length), each.rate);
      }
      for (int i = 0; i < values.length; i++) {
        double moved = Math.abs(expected[i] - first[i]);
        assertThat((double) values[i]).as("%s [%d], seed %d", each, i, seed).isCloseTo(expected[i], within(1e-5 * moved + 1e-6));
      }
    }
    recording.close();
  }
}
