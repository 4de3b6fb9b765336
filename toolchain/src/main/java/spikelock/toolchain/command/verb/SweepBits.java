package spikelock.toolchain.command.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.InputException;
import spikelock.mapper.MappedNetwork;
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
    List<Fitting<MappedNetwork>> settings = new ArrayList<>();
    try (Progress progress = session.progress("mapping", most - least + 1)) {
      for (int bits = least; bits <= most; bits++) {
        settings.add(map(network, options, OptionalInt.of(bits)));
        progress.at(bits - least + 1);
      }
    } catch (InputException e) {
      throw e.in(name);
    }
    List<MappedNetwork> mapped = new ArrayList<>();
    settings.forEach(setting -> {
      if (setting instanceof Fit<MappedNetwork>(MappedNetwork fits)) {
        mapped.add(fits);
      }
    });
    if (mapped.isEmpty()) {
      throw ((Misfit<MappedNetwork>) settings.getFirst()).problem().in(name);
    }
    InputOptions.Data data = input.read(session, subject, mapped.getFirst().image());
    BitSweep sweep = new BitSweep(network.network(), mapped.stream().map(MappedNetwork::image).toList(), data.stimulus(), data.labels());
    try (Progress progress = session.progress("running samples", sweep.work())) {
      sweep.run(Runtime.getRuntime().availableProcessors(), progress::at);
    }
    SweepAnswer found = SweepAnswer.of(least, settings, sweep, data.stimulus().samples(), data.stimulus().totalTimesteps(), data.labels().isPresent());
    return Answer.done(found, found.text());
  }

  private static Fitting<MappedNetwork> map(NetworkDescription network, NetworkOptions options, OptionalInt bits) {
    return Subject.chip(network, options, bits).then(chosen -> options.fit(network.network(), chosen, bits));
  }
}
