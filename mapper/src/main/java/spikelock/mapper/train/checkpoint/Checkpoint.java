package spikelock.mapper.train.checkpoint;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.train.Epoch;
import spikelock.mapper.train.Trainer;

/**
 * A training between two epochs: a {@code .npz} that numpy opens.
 *
 * @param settings everything that decides the training's results, as {@code name=value}; a training of other settings refuses it
 * @param state of the trainer
 * @param history the epochs so far
 */
public record Checkpoint(List<String> settings, Trainer.State state, List<Epoch> history) {
  private static final int MOST_EPOCHS = 1_000_000;
  private static final int COLUMNS = 11;

  public Checkpoint {
    settings = List.copyOf(settings);
    history = List.copyOf(history);
  }

  /** Writes it; an older file stays as it is until the new one is whole. */
  public void write(Path file) {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    byte[] text = String.join("\n", settings).getBytes(StandardCharsets.UTF_8);
    arrays.put("settings_utf8", NdArray.of(text, text.length));
    arrays.put("counts", new NdArray(new int[] {3}, new long[] {state.epochs(), state.bestEpoch(), state.steps()}));
    arrays.put("best_loss", new NdArray(new int[] {1}, new double[] {state.bestLoss()}));
    put(arrays, "values", state.values());
    put(arrays, "best", state.best());
    put(arrays, "first_moments", state.moments()[0]);
    put(arrays, "second_moments", state.moments()[1]);
    double[] rows = history.stream().flatMapToDouble(e -> java.util.stream.DoubleStream.of(e.number(), e.loss(), e.accuracy(), e.validationLoss(),
        e.validationAccuracy(), e.testAccuracy(), e.spikesPerSample(), e.operationsPerSample(), e.gradientNorm(), e.cpuS(), e.wallS())).toArray();
    arrays.put("history", new NdArray(new int[] {history.size(), COLUMNS}, rows));
    ArrayFile.write(file, arrays);
  }

  private static void put(Map<String, NdArray> arrays, String name, float[] values) {
    arrays.put(name, NdArray.of(values, values.length));
  }

  /**
   * Reads one.
   *
   * @param expected the settings of the training that is to go on
   * @param parameters how many it has
   * @param moments [2] how long its optimiser's moments are
   * @throws InputException when it is damaged or of another training: naming the first setting that differs
   */
  public static Checkpoint read(Path file, List<String> expected, int parameters, int[] moments) {
    Map<String, NdArray> arrays = ArrayFile.read(file);
    String name = file.toString();
    NdArray settings = array(arrays, name, "settings_utf8", -1);
    if (!(settings.data() instanceof byte[] text)) {
      throw damaged(name, "settings_utf8");
    }
    List<String> found = new String(text, StandardCharsets.UTF_8).lines().toList();
    difference(found, expected).ifPresent(what -> {
      throw new InputException("is the checkpoint of another training: " + what, name, "", "give the same options, data and seed");
    });
    double[] counts = numbers(arrays, name, "counts", 3);
    int epochs = whole(counts[0], name, MOST_EPOCHS);
    int bestEpoch = whole(counts[1], name, epochs);
    long steps = whole(counts[2], name, Integer.MAX_VALUE);
    double[] rows = numbers(arrays, name, "history", epochs * COLUMNS);
    if (epochs < 1 || steps < epochs) {
      throw damaged(name, "counts");
    }
    List<Epoch> history = new ArrayList<>();
    for (int e = 0; e < epochs; e++) {
      int at = e * COLUMNS;
      history.add(new Epoch(e + 1, rows[at + 1], rows[at + 2], rows[at + 3], rows[at + 4], rows[at + 5], rows[at + 6], rows[at + 7], rows[at + 8],
          rows[at + 9], rows[at + 10]));
    }
    Trainer.State state = new Trainer.State(epochs, floats(arrays, name, "values", parameters), floats(arrays, name, "best", parameters),
        numbers(arrays, name, "best_loss", 1)[0], bestEpoch,
        new float[][] {floats(arrays, name, "first_moments", moments[0]), floats(arrays, name, "second_moments", moments[1])}, steps);
    return new Checkpoint(found, state, history);
  }

  private static Optional<String> difference(List<String> found, List<String> expected) {
    for (int i = 0; i < Math.max(found.size(), expected.size()); i++) {
      String theirs = i < found.size() ? found.get(i) : "nothing";
      String ours = i < expected.size() ? expected.get(i) : "nothing";
      if (!theirs.equals(ours)) {
        return Optional.of("it has " + Printable.start(theirs, 200) + ", this has " + Printable.start(ours, 200));
      }
    }
    return Optional.empty();
  }

  private static NdArray array(Map<String, NdArray> arrays, String file, String name, int length) {
    NdArray array = arrays.get(name);
    if (array == null || length >= 0 && (array.isText() || array.size() != length)) {
      throw damaged(file, name);
    }
    return array;
  }

  private static double[] numbers(Map<String, NdArray> arrays, String file, String name, int length) {
    return array(arrays, file, name, length).doubles();
  }

  private static float[] floats(Map<String, NdArray> arrays, String file, String name, int length) {
    float[] values = array(arrays, file, name, length).floats();
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw damaged(file, name);
      }
    }
    return values;
  }

  private static int whole(double value, String file, long most) {
    if (!(value >= 0 && value <= most && value == Math.rint(value))) {
      throw damaged(file, "counts");
    }
    return (int) value;
  }

  private static InputException damaged(String file, String array) {
    return new InputException("is no checkpoint of a training, or a damaged one: its array " + array + " is missing or not as it must be", file, array, "");
  }
}
