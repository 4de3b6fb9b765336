package spikelock.mapper.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.FileBudget;
import spikelock.mapper.data.format.EventList;

/** Puts events into timesteps and their pixels into channels. */
final class Binning {
  private static final int MOST_TIMESTEPS = 100_000_000;
  /** What a timestep takes while a sample runs, however little happens in it. */
  private static final int TIMESTEP_BYTES = 16;
  private static final int EVENT_BYTES = 8;

  private final EventList list;
  private final InputShape shape;
  private final Reading how;
  private final List<String> notes;
  private final String label;
  /** Channels a step of each coordinate is worth, and how many steps there are. */
  private int perX = 1;
  private int perY;
  private int perP;
  private int width;
  private int height;
  private int polarities;

  Binning(EventList list, String label, InputShape shape, Reading how, List<String> notes) {
    this.list = list;
    this.shape = shape;
    this.how = how;
    this.notes = notes;
    this.label = label;
  }

  /**
   * All samples.
   *
   * @param defaultFrame duration of a timestep in s where the user gave none; 0 to insist
   * @throws InputException when the events are no channels of the network, or in time without a duration of a timestep
   */
  EventStimulus stimulus(double defaultFrame) {
    int channels = shape.channels();
    if (list.channels() > 0 && list.channels() != channels) {
      throw new InputException("has " + list.channels() + " channels but " + shape.claim(), label, "", "");
    }
    if (list.hasPixels()) {
      pixels(channels);
    }
    double frame = frame(defaultFrame);
    int samples = list.samples();
    int[] timesteps = new int[samples];
    long[][] keys = new long[samples][];
    double[][] values = new double[samples][];
    long late = 0;
    double total = 0;
    for (int s = 0; s < samples; s++) {
      double origin = origin(s);
      int from = list.start()[s];
      int count = list.start()[s + 1] - from;
      long[] events = new long[count];
      double[] carried = new double[list.value().length == 0 ? 0 : count];
      int kept = 0;
      int longest = frame == 0 ? (int) list.length()[s] : whole(list.length()[s] / frame, from);
      for (int e = from; e < from + count; e++) {
        int timestep = frame == 0 ? (int) list.time()[e] : whole((list.time()[e] - origin) / frame, e);
        longest = Math.max(longest, timestep + 1);
        if (how.timesteps() > 0 && timestep >= how.timesteps()) {
          late++;
          continue;
        }
        if (carried.length > 0) {
          carried[kept] = list.value()[e];
        }
        events[kept++] = (long) timestep * channels + channel(e, channels);
      }
      EventStimulus.Sorter sorted = new EventStimulus.Sorter(Arrays.copyOf(events, kept), carried.length == 0 ? carried : Arrays.copyOf(carried, kept),
          list.countRepeats() && !how.once());
      keys[s] = sorted.keys();
      values[s] = sorted.values();
      timesteps[s] = how.timesteps() > 0 ? how.timesteps() : Math.max(1, longest);
      total += how.timesteps() > 0 ? 0 : longest;
      FileBudget.require(TIMESTEP_BYTES * total, (long) EVENT_BYTES * list.events(),
          String.format(Locale.ROOT, "running its %,.0f timesteps", total), label, "");
    }
    if (late > 0) {
      notes.add(String.format(Locale.ROOT, "%s: %,d events come after timestep %d and are left out", label, late, how.timesteps() - 1));
    }
    return new EventStimulus(channels, timesteps, keys, values, how.scale());
  }

  /** Units of time of a timestep, or 0 when times are timesteps. */
  private double frame(double defaultFrame) {
    if (list.unitS() == 0) {
      if (how.frameS().isPresent()) {
        throw new InputException("counts in timesteps already", label, "--frame", "leave the option out");
      }
      return 0;
    }
    BigDecimal seconds = how.frameS().orElse(BigDecimal.valueOf(defaultFrame));
    if (seconds.signum() == 0) {
      throw new InputException("holds events in time, not in timesteps", label, "", "say how long a timestep is, as in --frame 1ms");
    }
    return seconds.divide(BigDecimal.valueOf(list.unitS()), MathContext.DECIMAL64).doubleValue();
  }

  private double origin(int sample) {
    boolean first = how.origin().map(o -> o == Reading.Origin.FIRST).orElse(list.fromFirst());
    double origin = first ? Double.POSITIVE_INFINITY : 0;
    for (int e = list.start()[sample]; first && e < list.start()[sample + 1]; e++) {
      origin = Math.min(origin, list.time()[e]);
    }
    return origin;
  }

  /** The timestep; a quotient that only rounding keeps below a whole number is that number. */
  private int whole(double quotient, int event) {
    double timestep = Math.floor(quotient + 4 * Math.ulp(quotient));
    if (timestep >= MOST_TIMESTEPS) {
      throw new InputException("would be in timestep " + String.format(Locale.ROOT, "%.3g", timestep) + ", at most " + MOST_TIMESTEPS + " are run",
          label, event < list.events() ? list.place().apply(event) : "", "choose a longer --frame");
    }
    return (int) timestep;
  }

  private int channel(int event, int channels) {
    if (!list.hasPixels()) {
      int channel = list.x()[event];
      if (channel >= channels) {
        throw new InputException("channel " + channel + " does not exist: " + shape.claim(), label, list.place().apply(event),
            "channels count from 0");
      }
      return channel;
    }
    int x = list.x()[event];
    int y = list.y()[event];
    int p = list.polarity().length == 0 || polarities == 1 ? 0 : list.polarity()[event];
    if (x >= width || y >= height || p >= polarities) {
      throw new InputException("the pixel x=" + x + ", y=" + y + ", polarity " + p + " is outside of " + width + " x " + height + " pixels of "
          + polarities + " polarit" + (polarities == 1 ? "y" : "ies"), label, list.place().apply(event), "the size is that of "
          + (how.sensor().isPresent() ? "--sensor H,W" : "the network's input; give another with --sensor H,W"));
    }
    return x * perX + y * perY + p * perP;
  }

  /** Where pixels are among the channels: from the option, else from the shape of the network's only input. */
  private void pixels(int channels) {
    int[] own = shape.parts().size() == 1 ? shape.parts().getFirst().shape() : new int[0];
    String order = how.order().toLowerCase(Locale.ROOT);
    if (!List.of("pyx", "pxy", "ypx", "yxp", "xpy", "xyp").contains(order)) {
      throw new InputException("\"" + how.order() + "\" is no order of channels", "", "--channel-order", "write p, y and x in the order of the axes: pyx");
    }
    if (own.length == 2) {
      order = order.replace("p", "");
    }
    boolean shaped = own.length == 2 || own.length == 3;
    if (how.sensor().isPresent()) {
      height = how.sensor().get()[0];
      width = how.sensor().get()[1];
      long area = (long) height * width;
      polarities = channels % area == 0 ? (int) (channels / area) : 0;
    } else if (shaped) {
      height = own[order.indexOf('y')];
      width = own[order.indexOf('x')];
      polarities = own.length == 2 ? 1 : own[order.indexOf('p')];
    }
    if (polarities < 1 || polarities > 2 || shaped && own.length == 3 && own[order.indexOf('p')] != polarities) {
      String size = how.sensor().isPresent() ? height + " x " + width + " pixels of 1 or 2 polarities are " + (long) height * width + " or "
          + 2L * height * width + " channels" : "it holds events of pixels";
      throw new InputException(size + ", but " + shape.claim(), label, "", how.sensor().isPresent() ? "" : "say how the pixels are laid out: --sensor H,W"
          + (shaped ? ", --channel-order" : ""));
    }
    if (polarities == 1 && Arrays.stream(list.polarity()).anyMatch(p -> p > 0)) {
      note("both polarities of a pixel go to the same channel");
    }
    layout(own.length == 2 ? "p" + order : order);
  }

  private void layout(String order) {
    int per = 1;
    for (int axis = order.length() - 1; axis >= 0; axis--) {
      switch (order.charAt(axis)) {
        case 'x' -> {
          perX = per;
          per *= width;
        }
        case 'y' -> {
          perY = per;
          per *= height;
        }
        default -> {
          perP = per;
          per *= polarities;
        }
      }
    }
  }

  private void note(String text) {
    if (!notes.contains(text)) {
      notes.add(text);
    }
  }
}
