package spikelock.toolchain.examples;

import java.util.List;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.Target;
import spikelock.emulator.run.Probe;
import spikelock.emulator.run.SampleRun;
import spikelock.emulator.stimulus.Stimulus;

/**
 * The example {@code orientation} at work, as text: a strip of frames with the bar on the retina and, below it, what fired in each
 * layer meanwhile. A pixel is {@code #} when it spiked in every timestep of the frame, {@code +} when in some. An orientation is
 * {@code - | / \}, several at one place {@code *}; the choice shows every spike.
 */
public final class OrientationFilm {
  private static final String ORIENTATIONS = "-|/\\";
  private static final String SEVERAL = "*";
  private static final char NOTHING = '.';
  private static final int MARGIN = 10;
  private static final int COLUMN = 10;

  private final Stimulus stimulus;
  private final int sample;
  private final SampleRun.Result result;
  private final int hold;
  private final StringBuilder text = new StringBuilder();

  private OrientationFilm(Stimulus stimulus, int sample, SampleRun.Result result, int hold) {
    this.stimulus = stimulus;
    this.sample = sample;
    this.result = result;
    this.hold = hold;
  }

  /**
   * Runs a sample and draws it.
   *
   * @param target loaded with an image of the example; must show all spikes, as the emulator does
   * @param timestepsPerFrame timesteps drawn as one frame, at least 1
   * @return lines of at most 72 characters for six frames, each ended by a line feed
   */
  public static String draw(Target target, Stimulus stimulus, int sample, int timestepsPerFrame) {
    ChipImage image = target.image();
    List<Probe> layers = List.of(Probe.parse(image, "edges.spikes"), Probe.parse(image, "regions.spikes"),
        Probe.parse(image, "choice.spikes"));
    SampleRun.Result result = new SampleRun(target, layers, false).run(stimulus, sample);
    return new OrientationFilm(stimulus, sample, result, timestepsPerFrame).draw();
  }

  private String draw() {
    line("timestep", frame -> Integer.toString(frame * hold));
    text.append('\n');
    int[][] seen = seen();
    grid("retina", 6, (frame, pixel) -> seen[frame][pixel] == 0 ? "" : seen[frame][pixel] < hold ? "+" : "#");
    grid("edges", 4, (frame, place) -> fired(0, 16, frame, place));
    grid("regions", 2, (frame, place) -> fired(1, 4, frame, place));
    line("choice", frame -> {
      String spikes = spikes(frame);
      return spikes.isEmpty() ? String.valueOf(NOTHING) : spikes;
    });
    return text.toString();
  }

  private int frames() {
    return (result.timesteps() + hold - 1) / hold;
  }

  /** [frames][pixels] spikes. */
  private int[][] seen() {
    int[][] seen = new int[frames()][stimulus.channels()];
    int[] active = new int[stimulus.channels()];
    int[] values = new int[stimulus.channels()];
    for (int timestep = 0; timestep < result.timesteps(); timestep++) {
      int count = stimulus.active(sample, timestep, active, values);
      for (int i = 0; i < count; i++) {
        seen[timestep / hold][active[i]]++;
      }
    }
    return seen;
  }

  /** The orientations that fired at one of {@code places} of a layer. */
  private String fired(int layer, int places, int frame, int place) {
    StringBuilder fired = new StringBuilder();
    for (int orientation = 0; orientation < ORIENTATIONS.length(); orientation++) {
      if (count(layer, places * ORIENTATIONS.length(), frame, orientation * places + place) > 0) {
        fired.append(ORIENTATIONS.charAt(orientation));
      }
    }
    return fired.length() > 1 ? SEVERAL : fired.toString();
  }

  /** Every spike of the choice in a frame. */
  private String spikes(int frame) {
    StringBuilder spikes = new StringBuilder();
    for (int choice = 0; choice < ORIENTATIONS.length(); choice++) {
      spikes.repeat(ORIENTATIONS.charAt(choice), count(2, ORIENTATIONS.length(), frame, choice));
    }
    return spikes.toString();
  }

  private int count(int layer, int neurons, int frame, int neuron) {
    int[] record = result.probes().get(layer);
    int count = 0;
    for (int timestep = frame * hold; timestep < Math.min((frame + 1) * hold, result.timesteps()); timestep++) {
      count += record[timestep * neurons + neuron];
    }
    return count;
  }

  /** What is drawn at a place in a frame; empty for nothing. */
  private interface Cell {
    String at(int frame, int place);
  }

  /** What stands in a line below a frame. */
  private interface Word {
    String at(int frame);
  }

  private void grid(String name, int side, Cell cell) {
    for (int y = 0; y < side; y++) {
      int row = y * side;
      line(y == 0 ? name : "", frame -> {
        StringBuilder cells = new StringBuilder();
        for (int x = 0; x < side; x++) {
          String drawn = cell.at(frame, row + x);
          cells.append(drawn.isEmpty() ? String.valueOf(NOTHING) : drawn);
        }
        return " ".repeat((6 - side) / 2) + cells;
      });
    }
    text.append('\n');
  }

  private void line(String name, Word word) {
    StringBuilder line = new StringBuilder(name).repeat(' ', MARGIN - name.length());
    for (int frame = 0; frame < frames(); frame++) {
      String drawn = word.at(frame);
      line.append(drawn).repeat(' ', Math.max(1, COLUMN - drawn.length()));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
