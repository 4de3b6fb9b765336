package spikelock.tests.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.reference.FloatReference;
import spikelock.mapper.reference.Probe;
import spikelock.mapper.train.file.TrainedFile;
import spikelock.mapper.train.model.Decay;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.PathPlan;
import spikelock.mapper.train.model.Pool;
import spikelock.mapper.train.model.Unit;
import spikelock.mapper.train.model.UnitKind;
import spikelock.mapper.train.model.Weights;
import spikelock.toolchain.process.Tool;

/** Trained networks in snnTorch and Norse: what each of them loads, and that it then spikes as here. */
class TrainedNirTest {
  private static final int SAMPLES = 4;
  private static final int TIMESTEPS = 20;
  private static final int[] FLAT = {24};
  private static final int[] PICTURE = {1, 8, 8};
  private static final Unit LIF = Unit.leaky(UnitKind.LIF, Decay.fixed(0.75));
  private static final Unit SLOWER = Unit.leaky(UnitKind.LIF, Decay.fixed(0.875));
  private static final Unit CUBA = Unit.filtered(UnitKind.CUBA_LIF, Decay.fixed(0.75), Decay.fixed(0.5));
  private static final PathPlan INPUT = PathPlan.dense(PathPlan.INPUT);
  private static final PathPlan ITSELF = PathPlan.dense(0);
  private static final PathPlan EACH_ITSELF = new PathPlan(0, Pool.NONE, new Weights.Diagonal());
  private static final Weights KERNEL = new Weights.Convolution(4, 3, 1, 1);

  @TempDir Path folder;

  private static LayerPlan layer(String name, int size, Unit unit, PathPlan... paths) {
    return new LayerPlan(name, new int[] {size}, unit, List.of(paths), 0);
  }

  private static NetworkPlan two(Unit hidden, Unit last, PathPlan... intoHidden) {
    return new NetworkPlan("two", FLAT, List.of(layer("hidden", 32, hidden, intoHidden), layer("out", 6, last, PathPlan.dense(0))), 1e-4, false);
  }

  private static NetworkPlan convolutions(boolean mean) {
    return new NetworkPlan("convolutions", PICTURE, List.of(
        new LayerPlan("first", new int[] {4, 8, 8}, LIF, List.of(new PathPlan(PathPlan.INPUT, Pool.NONE, KERNEL)), 0),
        new LayerPlan("second", new int[] {4, 4, 4}, CUBA, List.of(new PathPlan(0, new Pool(2, mean), KERNEL)), 0),
        layer("out", 6, SLOWER, PathPlan.dense(1))), 1e-4, false);
  }

  private static Map<String, NetworkPlan> plans() {
    Map<String, NetworkPlan> plans = new LinkedHashMap<>();
    plans.put("lif", two(LIF, SLOWER, INPUT));
    plans.put("cubalif", two(CUBA, CUBA, INPUT));
    plans.put("recurrent_lif", two(LIF, SLOWER, INPUT, ITSELF));
    plans.put("recurrent_cubalif", two(CUBA, LIF, INPUT, ITSELF));
    plans.put("diagonal_cubalif", two(CUBA, LIF, INPUT, EACH_ITSELF));
    plans.put("sum_pool", convolutions(false));
    plans.put("mean_pool", convolutions(true));
    plans.put("linear", two(LIF, Unit.of(UnitKind.LINEAR), INPUT));
    plans.put("skip", new NetworkPlan("skip", FLAT, List.of(layer("hidden", 32, LIF, INPUT), layer("more", 16, LIF, PathPlan.dense(0)),
        layer("out", 6, SLOWER, PathPlan.dense(1), PathPlan.dense(0))), 1e-4, false));
    plans.put("decay_of_each", two(Unit.leaky(UnitKind.LIF, new Decay(0.75, Decay.Learn.NEURON)), SLOWER, INPUT));
    plans.put("if", two(Unit.of(UnitKind.IF), Unit.of(UnitKind.IF), INPUT));
    plans.put("li", two(LIF, Unit.leaky(UnitKind.LI, Decay.fixed(0.75)), INPUT));
    return plans;
  }

  /** Of the importers snnTorch 1.0.0 and Norse 1.1.0: not Norse's of r other than 1, skips and LI; not snnTorch's of IF and LI. */
  @ParameterizedTest
  @MethodSource("spikelock.tests.python.Recording#sources")
  void snnTorchAndNorseSpikeAsWasTrained(Recording.Source source) throws IOException {
    Set<String> unlike = new TreeSet<>();
    try (Recording recording = new Recording("trained", source)) {
      for (Map.Entry<String, NetworkPlan> plan : plans().entrySet()) {
        String name = plan.getKey();
        Map<String, NdArray> given = new LinkedHashMap<>();
        float[] expected = write(name, plan.getValue(), given);
        given.put("file", Recording.bytes(Files.readAllBytes(folder.resolve(name + ".nir"))));
        Map<String, NdArray> said = recording.answer(name, given, python -> ask(python, name, given));
        for (String framework : List.of("snnTorch", "Norse")) {
          if (!said.containsKey(framework) || differences(said.get(framework).floats(), expected) > 0) {
            unlike.add(framework + " " + name);
          }
        }
        double sum = 0;
        for (float value : expected) {
          sum += Math.abs(value);
        }
        assertThat(sum).as(name + " is busy").isGreaterThan(20);
      }
    }
    assertThat(unlike).containsExactly("Norse decay_of_each", "Norse li", "Norse skip", "snnTorch if", "snnTorch li");
  }

  private static int differences(float[] said, float[] expected) {
    assertThat(said).hasSameSizeAs(expected);
    int differing = 0;
    for (int i = 0; i < said.length; i++) {
      differing += Math.abs(said[i] - expected[i]) > 1e-5 ? 1 : 0;
    }
    return differing;
  }

  private Map<String, NdArray> ask(Path python, String name, Map<String, NdArray> given) throws IOException {
    try (InputStream script = TrainedNirTest.class.getResourceAsStream("trained.py")) {
      Files.write(folder.resolve("trained.py"), script.readAllBytes());
    }
    ArrayFile.write(folder.resolve("x.npz"), Map.of("x", given.get("x")));
    Tool.Result result = Tool.run(folder, List.of(python.toString(), "-W", "ignore", "trained.py", name + ".nir", "x.npz", "said.npz"), "python3");
    System.out.print(name + " " + result.output());
    assertThat(result.code()).as(result.output()).isZero();
    return ArrayFile.read(folder.resolve("said.npz"));
  }

  /** Writes a network with weights that make it busy, puts its input into the arrays and gives what our reference makes of it. */
  private float[] write(String name, NetworkPlan plan, Map<String, NdArray> arrays) {
    Random random = new Random(name.hashCode());
    Parameters parameters = new Parameters(plan);
    float[] values = parameters.initial(random.nextLong(), 0.3);
    for (Parameters.Block block : parameters.blocks()) {
      for (int i = block.first(); block.role() == Parameters.Role.WEIGHT && i < block.first() + block.count(); i++) {
        values[i] = (float) Math.rint(64 * (2 * values[i] + 0.05)) / 64;
      }
    }
    Path file = folder.resolve(name + ".nir");
    TrainedFile.write(file, parameters, values, Map.of("weight_bits", "8"));
    Network network = NetworkReader.read(file, RunOptions.NONE).network();
    int channels = plan.inputs();
    byte[] input = new byte[SAMPLES * TIMESTEPS * channels];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
    }
    String field = network.populations().getLast().model().isGraded() ? ".v" : ".spikes";
    FloatReference reference = new FloatReference(network, List.of(Probe.parse("out" + field, network)));
    DenseStimulus stimulus = new DenseStimulus(SAMPLES, TIMESTEPS, channels, input);
    float[] expected = new float[SAMPLES * TIMESTEPS * plan.output().size()];
    for (int sample = 0; sample < SAMPLES; sample++) {
      double[] record = reference.run(stimulus, sample).probes().getFirst();
      for (int i = 0; i < record.length; i++) {
        expected[sample * record.length + i] = (float) record[i];
      }
    }
    int[] shape = plan.inputShape();
    int[] all = Arrays.copyOf(new int[] {SAMPLES, TIMESTEPS}, 2 + shape.length);
    System.arraycopy(shape, 0, all, 2, shape.length);
    arrays.put("x", NdArray.of(input, all));
    return expected;
  }
}
