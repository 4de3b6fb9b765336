package spikelock.mapper.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.stimulus.DenseStimulus;
import spikelock.emulator.stimulus.GradedStimulus;
import spikelock.emulator.stimulus.Stimulus;

/** What the axes of an array mean, and the array in the order samples, timesteps, channels. */
final class ArrayReader {
  /** Timesteps of a network without inputs: nothing in the file bounds them. */
  private static final int MOST_EMPTY = 1 << 24;
  private static final int MOST_CODED = 1 << 24;

  private final NdArray array;
  private final String label;
  private final InputShape shape;
  private final Reading how;
  private final List<String> notes;
  private final boolean still;
  private Optional<FullScale.Ranges> measured = Optional.empty();

  ArrayReader(NdArray array, String label, InputShape shape, Reading how, List<String> notes) {
    this.array = array;
    this.label = label;
    this.shape = shape;
    this.how = how;
    this.notes = notes;
    this.still = how.coding().isPresent();
  }

  /**
   * The input.
   *
   * @param fullScale of static values where the user gave none; 0 for the greatest of them
   */
  Stimulus stimulus(double fullScale) {
    if (array.isText()) {
      throw new InputException("holds text, not numbers", label, "", "");
    }
    String axes = how.axes().isEmpty() ? guess() : spelled();
    int samples = extent(axes, 's');
    int timesteps = still ? 1 : extent(axes, 't');
    int channels = extent(axes, 'c');
    if (channels != shape.channels()) {
      throw mismatch(axes, channels);
    }
    if ((long) samples * timesteps == 0 || array.size() == 0 && channels > 0) {
      throw new InputException("holds no " + (samples == 0 ? "samples" : "timesteps") + " (shape " + array.shapeText() + ")", label, "", "");
    }
    if (channels == 0 && (long) samples * timesteps > MOST_EMPTY) {
      throw new InputException("holds " + (long) samples * timesteps + " timesteps without a channel (shape " + array.shapeText() + "), at most "
          + MOST_EMPTY + " are run", label, "", "");
    }
    int[] index = axes.matches("s*t?c*") ? new int[0] : transposed(axes);
    return still ? coded(samples, channels, index, fullScale) : recorded(samples, timesteps, channels, index);
  }

  /** One letter an axis. */
  private String guess() {
    int rank = array.rank();
    int channels = shape.channels();
    if (still) {
      return rank >= 1 && product(0) == channels && !(rank >= 2 && product(1) == channels) ? "c".repeat(rank) : "s" + "c".repeat(Math.max(0, rank - 1));
    }
    boolean samples = rank >= 3 && product(2) == channels;
    boolean single = !samples && (rank >= 2 && product(1) == channels || rank == 1 && channels == 1);
    if (single) {
      return "t" + "c".repeat(rank - 1);
    }
    return rank >= 3 ? "st" + "c".repeat(rank - 2) : rank == 0 ? "" : "t" + "c".repeat(rank - 1);
  }

  /** The user's letters, with c repeated for all axes that are left. */
  private String spelled() {
    String said = how.axes();
    String problem = !said.matches("[stc]+") ? "are s (sample), t (timestep) and c (channel)"
        : said.chars().filter(c -> c == 's').count() > 1 || said.chars().filter(c -> c == 't').count() > 1 ? "name a sample or timestep axis twice"
        : still && said.contains("t") ? "name timesteps, but pictures have none" : !still && !said.contains("t") ? "name no timestep axis (t)"
        : !said.matches("[st]*c*[st]*") || said.length() > array.rank() || said.length() < array.rank() && !said.contains("c")
            ? "do not fit an array of " + array.rank() + " axes (shape " + array.shapeText() + ")" : "";
    if (!problem.isEmpty()) {
      throw new InputException("the axes \"" + said + "\" " + problem, label, "--axes", "one letter an axis in the file's order, such as tsc; c may "
          + "stand for several");
    }
    int more = array.rank() - said.length();
    return more == 0 ? said : said.replaceFirst("c", "c".repeat(1 + more));
  }

  private int extent(String axes, char letter) {
    long extent = 1;
    for (int axis = 0; axis < axes.length(); axis++) {
      extent *= axes.charAt(axis) == letter ? array.shape()[axis] : 1;
    }
    return (int) Math.min(Integer.MAX_VALUE, extent);
  }

  private long product(int from) {
    return Arrays.stream(array.shape()).skip(from).asLongStream().reduce(1, (a, b) -> a * b);
  }

  private InputException mismatch(String axes, int channels) {
    List<String> offers = new ArrayList<>();
    int[] extents = array.shape();
    int wanted = shape.channels();
    if (how.axes().isEmpty() && extents.length == 2 && extents[0] == wanted) {
      offers.add("if the file has channels first, say --axes " + (still ? "cs" : "ct"));
    } else if (how.axes().isEmpty() && extents.length == 3 && extents[1] == wanted) {
      offers.add("if the file is (samples, channels, timesteps), say --axes sct");
    } else if (how.axes().isEmpty() && extents.length == 3 && extents[0] == wanted) {
      offers.add("if the file has channels first, say --axes cts or cst");
    }
    if (!still && extents.length == 2 && product(0) == wanted) {
      offers.add("if it is one picture, say how it becomes spikes: --encode rate|latency|direct --timesteps T");
    }
    if (offers.isEmpty()) {
      offers.add(still ? "shapes are (channels) or (samples, channels)" : "shapes are (timesteps, channels) or (samples, timesteps, channels)");
    }
    if (!still && extents.length == 2 && extents[1] >= 2 && extents[1] <= 6) {
      offers.add("if each row is an event, say what its columns are: --events t_us,x,y,p");
    }
    return new InputException("has " + channels + " channels (shape " + array.shapeText() + ", read as " + words(axes) + ") but " + shape.claim(), label,
        "", String.join("; ", offers));
  }

  private static String words(String axes) {
    return axes.replaceAll("c+", "c").replace("s", "samples, ").replace("t", "timesteps, ").replace("c", "channels, ").replaceAll("^(.*), $", "($1)");
  }

  /** [samples x timesteps x channels] where each element is in the file. */
  private int[] transposed(String axes) {
    int rank = axes.length();
    int[] stride = new int[rank];
    int per = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      stride[axis] = per;
      per *= array.shape()[axis];
    }
    int[] order = new int[rank];
    int at = 0;
    for (char letter : new char[] {'s', 't', 'c'}) {
      for (int axis = 0; axis < rank; axis++) {
        if (axes.charAt(axis) == letter) {
          order[at++] = axis;
        }
      }
    }
    int[] index = new int[array.size()];
    int[] digits = new int[rank];
    for (int i = 0, from = 0; i < index.length; i++) {
      index[i] = from;
      for (int d = rank - 1; d >= 0; d--) {
        int axis = order[d];
        from += stride[axis];
        if (++digits[d] < array.shape()[axis]) {
          break;
        }
        from -= stride[axis] * array.shape()[axis];
        digits[d] = 0;
      }
    }
    return index;
  }

  private double value(int[] index, int i) {
    int at = index.length == 0 ? i : index[i];
    double value = array.at(at);
    if (!Double.isFinite(value)) {
      throw new InputException("has the value " + value + " at " + place(at) + "; every value must be finite", label, "", "");
    }
    return value;
  }

  private String place(int at) {
    int[] digits = new int[array.rank()];
    int left = at;
    for (int axis = digits.length - 1; axis >= 0; axis--) {
      digits[axis] = left % array.shape()[axis];
      left /= array.shape()[axis];
    }
    return Arrays.toString(digits);
  }

  private Stimulus recorded(int samples, int timesteps, int channels, int[] index) {
    byte[] small = new byte[array.size()];
    for (int i = 0; i < small.length; i++) {
      double value = value(index, i);
      if (how.scale() != 0 || value != (byte) value) {
        return wide(samples, timesteps, channels, index);
      }
      small[i] = (byte) value;
    }
    return new DenseStimulus(samples, timesteps, channels, small);
  }

  private Stimulus wide(int samples, int timesteps, int channels, int[] index) {
    double[] values = new double[array.size()];
    boolean whole = how.scale() == 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = value(index, i);
      whole &= values[i] == Math.rint(values[i]) && Math.abs(values[i]) <= StimulusFile.GREATEST;
    }
    return whole ? new GradedStimulus(samples, timesteps, channels, Arrays.stream(values).mapToInt(v -> (int) v).toArray())
        : new AnalogueArray(samples, timesteps, channels, values, how.scale());
  }

  private Stimulus coded(int samples, int channels, int[] index, double fullScale) {
    if (how.timesteps() < 1 || how.timesteps() > MOST_CODED) {
      throw new InputException("pictures have no timesteps of their own", label, "--timesteps", "say for how many each is shown: --timesteps T");
    }
    Optional<FullScale.Ranges> own = ranges(channels, index);
    float[] values = new float[array.size()];
    double greatest = 0;
    for (int i = 0; i < values.length; i++) {
      double value = value(index, i);
      values[i] = (float) (own.isPresent() ? own.get().part(i % channels, value) : value);
      greatest = Math.max(greatest, value);
      if (values[i] < 0 && how.coding().filter(c -> c != Reading.Coding.DIRECT).isPresent()) {
        throw new InputException("has the value " + value + " at " + place(index.length == 0 ? i : index[i]) + "; rates and latencies need values from 0 up",
            label, "", "use --encode direct, --full-scale columns, or shift the values");
      }
    }
    double given = how.fullScale() instanceof FullScale.Value said ? said.value() : 1;
    double full = given > 0 ? given : fullScale > 0 ? fullScale : greatest > 0 ? greatest : 1;
    if (how.coding().orElseThrow() != Reading.Coding.DIRECT && own.isEmpty()) {
      notes.add("full scale is " + full + (given > 0 ? "" : fullScale > 0 ? ", that of the type" : ", the greatest value of the file"));
    }
    return new CodedImages(samples, channels, values, how.coding().orElseThrow(), how.timesteps(), how.seed(), full, how.scale());
  }

  /** What each channel is scaled by, where channels are. */
  private Optional<FullScale.Ranges> ranges(int channels, int[] index) {
    return switch (how.fullScale()) {
      case FullScale.Value value -> Optional.empty();
      case FullScale.Ranges given -> {
        if (given.least().length != channels) {
          throw new InputException("has " + channels + " channels, the full scale " + given.least().length, label, "--full-scale", "");
        }
        yield Optional.of(given);
      }
      case FullScale.Columns columns -> {
        double[] least = new double[channels];
        double[] greatest = new double[channels];
        for (int i = 0; i < array.size(); i++) {
          double value = value(index, i);
          int c = i % channels;
          least[c] = i < channels ? value : Math.min(least[c], value);
          greatest[c] = i < channels ? value : Math.max(greatest[c], value);
        }
        measured = Optional.of(new FullScale.Ranges(least, greatest));
        yield measured;
      }
    };
  }

  /** What each channel was scaled by, if the file's own range was taken. */
  Optional<FullScale.Ranges> measured() {
    return measured;
  }
}
