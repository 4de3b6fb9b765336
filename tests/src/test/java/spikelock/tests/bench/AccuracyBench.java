package spikelock.tests.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import spikelock.toolchain.command.Main;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How good trained networks are: the command {@code train} on the data beside the checkout, three seeds each. */
final class AccuracyBench {
  private static final int SEEDS = 3;
  private static final List<Double> STRENGTHS = List.of(0.0, 0.03, 0.1, 0.2, 0.4, 0.8);
  private static final String DIGITS = "--data digits/digits.csv --label-column last";
  private static final String SPIKING = DIGITS + " --split-seed 1 --layers 64-128-10 --model lif --timesteps 25 --encode rate";
  private static final String TABLE = " --label-column last --full-scale columns --encode current --timesteps 10";

  private AccuracyBench() {}

  /**
   * A row of the table.
   *
   * @param options of {@code train}, data files relative to the shared data
   */
  private record Job(String name, String options) {}

  private static final List<Job> JOBS = List.of(
      new Job("digits, LIF, float", SPIKING + " --weight-bits float"),
      new Job("digits, LIF, 8 bits", SPIKING + " --weight-bits 8"),
      new Job("digits, LIF, 4 bits", SPIKING + " --weight-bits 4"),
      new Job("digits, ReLU", DIGITS + " --split-seed 1 --layers 64-64-10 --model relu --weight-bits float"),
      new Job("digits, ReLU, 8 bits", DIGITS + " --split-seed 1 --layers 64-64-10 --model relu --weight-bits 8"),
      new Job("Braille, recurrent", "--data braille/braille7_x.npy --labels braille/braille7_y.npy --test 0.5 --layers 12-64r-7 --model cubalif "
          + "--tau-mem 10dt --tau-syn 2.5dt --learn-decay neuron --dropout 0.2 --optimiser adamw --weight-decay 0.3 --clip 1 --batch 32 --epochs 160"),
      new Job("iris", "--data tabular/iris.csv" + TABLE + " --layers 4-32-3 --epochs 60"),
      new Job("wine", "--data tabular/wine.csv" + TABLE + " --layers 13-32-4 --epochs 60"));

  /**
   * What came out.
   *
   * @param test part of the held-back samples that the trainer has right
   * @param chip that the chip has right; empty for units that do not reach it
   * @param operations synaptic operations a held-back sample, as the chip counts them; empty likewise
   */
  record Result(String name, String command, Measured test, Optional<Measured> chip, Optional<Measured> operations) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("command", command);
      map.put("test_accuracy", test.toMap());
      map.put("chip_accuracy", chip.<Object>map(Measured::toMap).orElse(null));
      map.put("synaptic_operations", operations.<Object>map(Measured::toMap).orElse(null));
      return map;
    }
  }

  /** Every row of the table. */
  static List<Result> table(Path data, Consumer<String> progress) {
    return JOBS.stream().map(job -> run(job, data, progress)).toList();
  }

  /** Accuracy against synaptic operations: digits at 8 bits with regularisers of rising strength. */
  static List<Result> curve(Path data, Consumer<String> progress) {
    return STRENGTHS.stream().map(s -> run(new Job(s.toString(), SPIKING + " --weight-bits 8 --operations-weight " + s), data, progress)).toList();
  }

  private static Result run(Job job, Path data, Consumer<String> progress) {
    List<JsonNode> answers = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      progress.accept("train " + job.options() + " --seed " + seed);
      answers.add(train(job, data, seed));
    }
    return new Result(job.name(), "spikelock train " + job.options(), measured(answers, "test_accuracy").orElseThrow(), measured(answers, "chip_accuracy"),
        measured(answers, "synaptic_operations"));
  }

  private static Optional<Measured> measured(List<JsonNode> answers, String field) {
    double[] values = answers.stream().map(a -> a.path(field)).filter(JsonNode::isNumber).mapToDouble(JsonNode::asDouble).toArray();
    return values.length == 0 ? Optional.empty() : Optional.of(Measured.of(values));
  }

  private static JsonNode train(Job job, Path data, int seed) {
    List<String> arguments = new ArrayList<>(List.of("train"));
    String before = "";
    for (String word : job.options().split(" ")) {
      boolean file = before.equals("--data") || before.equals("--labels");
      arguments.add(file ? data.resolve(word).toString() : word);
      before = word;
    }
    arguments.addAll(List.of("--seed", Integer.toString(seed), "--json"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.command(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IllegalStateException(String.join(" ", arguments) + "\n" + err.toString(StandardCharsets.UTF_8));
    }
    return JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
  }
}
