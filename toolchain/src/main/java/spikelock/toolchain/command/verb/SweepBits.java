package spikelock.toolchain.command.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fit.Misfit;
import spikelock.toolchain.command.answer.SweepAnswer;
import spikelock.toolchain.command.options.InputOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Progress;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.run.BitSweep;

/** {@code map --sweep-bits}: what every number of weight bits costs in memory and in spikes. */
final class SweepBits {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,2})(?::(\\d{1,2}))?");

  private final int least;
  private final int most;

  private SweepBits(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /** Reads {@code 2:8}, both ends included, or one number. */
  static SweepBits parse(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      throw new InputException("\"" + text + "\" is no range of bits", "", "--sweep-bits", "for example 2:8");
    }
    int least = Integer.parseInt(range.group(1));
    int most = range.group(2) == null ? least : Integer.parseInt(range.group(2));
    if (least < 2 || most > 16 || least > most) {
      throw new InputException("is " + text + ", must be within 2:16, the smaller number first", "", "--sweep-bits", "");
    }
    return new SweepBits(least, most);
  }

  /** Maps with every number of bits, runs all beside the float reference, and gives a table. */
  Answer run(Session session, Subject subject, NetworkOptions options, InputOptions input, String name) throws InterruptedException {
    NetworkDescription network = subject.description().orElseThrow(() -> new InputException("is an image already", name, "",
        "--sweep-bits maps a network: a .nir file or a network .yaml"));
    subject.noteReading(session);
    List<SweepAnswer.Tried> settings = new ArrayList<>();
    try (Progress progress = session.progress("mapping", most - least + 1)) {
      for (int bits = least; bits <= most; bits++) {
        settings.add(tried(network, options, bits));
        progress.at(bits - least + 1);
      }
    }
    List<ChipImage> images = settings.stream().flatMap(setting -> setting.mapped().stream()).map(MappedNetwork::image).toList();
    InputOptions.Data data = images.isEmpty() ? input.read(session, subject, InputShape.of(network.network())) : input.read(session, subject, images.getFirst());
    BitSweep sweep = new BitSweep(network.network(), images, data.stimulus(), data.labels());
    try (Progress progress = session.progress("running samples", sweep.work())) {
      sweep.run(Runtime.getRuntime().availableProcessors(), progress::at);
    }
    SweepAnswer found = SweepAnswer.of(settings, sweep, data.stimulus().samples(), data.stimulus().totalTimesteps(), data.labels().isPresent());
    return Answer.done(found, found.text());
  }

  /** What cannot be with so many bits is told in their row, and the others go on. */
  private static SweepAnswer.Tried tried(NetworkDescription network, NetworkOptions options, int bits) {
    try {
      return switch (map(network, options, OptionalInt.of(bits))) {
        case Fit<MappedNetwork>(MappedNetwork mapped) -> new SweepAnswer.Tried(bits, Optional.of(mapped), "");
        case Misfit<MappedNetwork> none -> new SweepAnswer.Tried(bits, Optional.empty(), none.problem().describe());
      };
    } catch (InputException e) {
      return new SweepAnswer.Tried(bits, Optional.empty(), e.describe());
    }
  }

  private static Fitting<MappedNetwork> map(NetworkDescription network, NetworkOptions options, OptionalInt bits) {
    return Subject.chip(network, options, bits).then(chosen -> options.fit(network.network(), chosen, bits));
  }
}
