package spikelock.mapper.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlMap;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.source.SourceFile;

/**
 * Spikes drawn as text, for input that people should see: frames of {@code .}, {@code #} and {@code +} stand side by side, each
 * for some timesteps. The format is documented in {@code mapper/NETWORK.md}, "Input files".
 */
final class FilmFile {
  /** The newest version that is read. */
  static final int VERSION = 1;

  private static final int LONGEST_FRAME = 1000;
  private static final int MOST_SPIKES = 1 << 24;
  private static final char ALWAYS = '#';
  private static final char ONCE = '+';
  private static final char NEVER = '.';

  private final int channels;
  private long[] spikes = new long[1024]; // sample, timestep, channel: 21 bits each
  private int count;
  private int longest;

  private FilmFile(int channels) {
    this.channels = channels;
  }

  /** Every film is a sample; shorter ones end with empty timesteps. */
  static Stimulus read(SourceFile file, int channels) {
    String text = new String(file.bytes(YamlFile.MAX_BYTES), StandardCharsets.UTF_8);
    try {
      return new FilmFile(channels).read(YamlFile.parse(text, file.label(), "film", VERSION));
    } catch (InputException e) {
      throw e.in(file.label());
    }
  }

  private Stimulus read(YamlMap map) {
    int hold = map.integer("timesteps_per_frame", 1, LONGEST_FRAME, 1);
    map.text("description", "");
    List<YamlMap> films = map.maps("films");
    if (films.isEmpty()) {
      throw map.error("films", "is empty", "");
    }
    for (int sample = 0; sample < films.size(); sample++) {
      YamlMap film = films.get(sample);
      film.text("name", "");
      longest = Math.max(longest, draw(film, sample, hold));
      film.rejectUnknown();
    }
    map.rejectUnknown();
    long[] drawn = Arrays.copyOf(spikes, count);
    Arrays.sort(drawn);
    int samples = films.size();
    long[][] keys = new long[samples][];
    for (int sample = 0, from = 0; sample < samples; sample++) {
      int to = from;
      while (to < count && drawn[to] >>> 42 == sample) {
        to++;
      }
      long[] events = Arrays.stream(drawn, from, to).map(s -> (s >>> 21 & 0x1fffff) * channels + (s & 0x1fffff)).toArray();
      keys[sample] = new EventStimulus.Sorter(events, new double[0], false).keys();
      from = to;
    }
    int[] timesteps = new int[samples];
    Arrays.fill(timesteps, longest);
    return new EventStimulus(channels, timesteps, keys, new double[samples][0], 0);
  }

  /** Strips of frames, one below the other with an empty line between them; returns the timesteps they last. */
  private int draw(YamlMap film, int sample, int hold) {
    int timestep = 0;
    List<String[]> strip = new ArrayList<>();
    for (String line : (film.text("frames") + "\n\n").split("\n", -1)) {
      if (!line.isBlank()) {
        strip.add(line.strip().split("\\s+"));
      } else if (!strip.isEmpty()) {
        timestep += strip(film, strip, sample, timestep, hold);
        strip.clear();
      }
    }
    if (timestep == 0) {
      throw film.error("frames", "draws nothing", "");
    }
    return timestep;
  }

  private int strip(YamlMap film, List<String[]> rows, int sample, int from, int hold) {
    int frames = rows.getFirst().length;
    int width = rows.getFirst()[0].length();
    if (width * rows.size() != channels) {
      throw film.error("frames", "are " + width + " x " + rows.size() + " pixels, the network has " + channels + " inputs", "");
    }
    for (int y = 0; y < rows.size(); y++) {
      String[] row = rows.get(y);
      if (row.length != frames || Arrays.stream(row).anyMatch(part -> part.length() != width)) {
        throw film.error("frames", "row " + y + " of the strip at timestep " + from + " is not " + frames + " frames of " + width
            + " pixels", "");
      }
      for (int frame = 0; frame < frames; frame++) {
        for (int x = 0; x < width; x++) {
          int lasts = timesteps(film, row[frame].charAt(x), hold);
          for (int timestep = 0; timestep < lasts; timestep++) {
            add(film, sample, from + frame * hold + timestep, y * width + x);
          }
        }
      }
    }
    return frames * hold;
  }

  private static int timesteps(YamlMap film, char pixel, int hold) {
    return switch (pixel) {
      case ALWAYS -> hold;
      case ONCE -> 1;
      case NEVER -> 0;
      default -> throw film.error("frames", "a pixel is '" + pixel + "'", "pixels are # (spikes), + (spikes once) and .");
    };
  }

  private void add(YamlMap film, long sample, long timestep, int channel) {
    if (count == MOST_SPIKES || (sample | timestep | channel) >> 21 != 0) {
      throw film.error("frames", "the films are too long or hold more than " + MOST_SPIKES + " spikes", "use a .npz file");
    }
    if (count == spikes.length) {
      spikes = Arrays.copyOf(spikes, 2 * count);
    }
    spikes[count++] = sample << 42 | timestep << 21 | channel;
  }
}
