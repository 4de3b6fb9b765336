package spikelock.toolchain.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import spikelock.emulator.cost.Constant;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Estimate;
import spikelock.emulator.cost.EventCosts;
import spikelock.emulator.cost.EventCounts;
import spikelock.emulator.cost.Latency;
import spikelock.emulator.cost.Term;
import spikelock.toolchain.validate.PublishedCase.Bound;
import spikelock.toolchain.validate.PublishedCase.Expected;
import spikelock.toolchain.validate.PublishedCase.Happened;
import spikelock.toolchain.validate.PublishedCase.Work;

/** Computes cases and compares them with what was published. */
public final class CaseCheck {
  private static final String CASE = "of the case";
  /** What the published value is compared with where nothing computes it. */
  private static final double UNKNOWN = Double.NaN;

  /** What became of one expected value. */
  public enum Verdict {
    OK,
    OUT,
    NOT_RUN
  }

  /**
   * An expected value and ours.
   *
   * @param ours in the base unit; NaN where it was not run, or is not known
   * @param low least that ours may be: the low end of the band, or of a bracket
   * @param high most that ours may be
   * @param remark why it was not run, or what the estimate says of itself
   */
  public record Checked(PublishedCase of, Expected expected, double ours, double low, double high, Verdict verdict, String remark) {
    /** How far ours is from what was published, relative to it. */
    public OptionalDouble error() {
      double published = expected.published().inBaseUnit();
      return Double.isNaN(ours) || published == 0 ? OptionalDouble.empty() : OptionalDouble.of((ours - published) / published);
    }
  }

  /** Ours, before it is compared. */
  private record Ours(double value, double low, double high, List<String> warnings) {
    static Ours exact(double value) {
      return new Ours(value, value, value, List.of());
    }
  }

  private CaseCheck() {}

  /**
   * Every expected value of a case.
   *
   * @param simulations what runs SANA-FE's files, where a case needs them
   */
  public static List<Checked> check(PublishedCase of, Simulations simulations) throws InterruptedException {
    List<Checked> checked = new ArrayList<>();
    for (Expected expected : of.expected()) {
      Optional<Ours> ours = ours(of.work(), expected, simulations);
      checked.add(ours.map(found -> compare(of, expected, found))
          .orElseGet(() -> new Checked(of, expected, UNKNOWN, UNKNOWN, UNKNOWN, Verdict.NOT_RUN, "file missing")));
    }
    return checked;
  }

  private static Optional<Ours> ours(Work work, Expected expected, Simulations simulations) throws InterruptedException {
    return switch (work) {
      case Work.Price price -> Optional.of(priced(price(price.subject().profile(), price.happened()), expected));
      case Work.Bracket bracket -> {
        Ours least = priced(price(bracket.subject().profile(), bracket.least()), expected);
        Ours most = priced(price(bracket.subject().profile(), bracket.most()), expected);
        yield Optional.of(new Ours(UNKNOWN, least.value, most.value, most.warnings));
      }
      case Work.Count count -> Optional.of(Ours.exact(count.network().numbers().getOrDefault(expected.quantity().name(), UNKNOWN)));
      case Work.Simulate simulate -> simulations.of(simulate).map(numbers -> Ours.exact(numbers.get(expected.quantity().name())));
    };
  }

  /** What happened, by a profile. */
  static Estimate price(CostProfile profile, Happened happened) {
    CostProfile priced = profile;
    if (happened.clockHz().isPresent()) {
      double hz = happened.clockHz().getAsDouble();
      priced = priced.with(Term.CLOCK, profile.constant(Term.CLOCK).map(clock -> clock.times(hz / clock.value())).orElse(Constant.exact(hz, CASE)));
    }
    if (happened.logicCells().isPresent()) {
      priced = priced.with(Term.LOGIC_CELLS, Constant.exact(happened.logicCells().getAsInt(), CASE)).with(Term.TILE_CELLS, Constant.exact(0, CASE));
    }
    Optional<Constant> statics = priced.constant(Term.STATIC);
    if (happened.chips() > 1 && statics.isPresent()) {
      priced = priced.with(Term.STATIC, statics.get().times(happened.chips()));
    }
    EventCounts counts = EventCounts.totals(happened.timesteps(), happened.counts());
    OptionalDouble seconds = happened.seconds().isEmpty() && priced.timing() == CostProfile.Timing.TIMESTEP
        ? OptionalDouble.of(happened.timesteps() * priced.value(Term.TIMESTEP)) : happened.seconds();
    if (priced.timing() == CostProfile.Timing.CYCLES && seconds.isPresent()) {
      counts.cycles(Math.round(seconds.getAsDouble() * priced.clockHz().orElse(0)));
    }
    Optional<Latency> latency = seconds.isEmpty() ? Optional.empty()
        : Optional.of(Latency.constant(seconds.getAsDouble() / happened.timesteps(), new int[] {happened.timesteps()}));
    return Estimate.of(priced, counts, EventCosts.named(priced, 1), priced.clockHz(), latency);
  }

  private static Ours priced(Estimate estimate, Expected expected) {
    double by = expected.per().map(event -> (double) estimate.counts().total(event)).orElse(1.0);
    double value = expected.quantity().of().applyAsDouble(estimate) / by;
    double whole = estimate.totalJ() == 0 ? 1 : estimate.totalJ();
    boolean isWhole = expected.quantity().name().equals("energy") || expected.quantity().name().equals("power");
    return new Ours(value, isWhole ? value * estimate.lowJ() / whole : value, isWhole ? value * estimate.highJ() / whole : value, estimate.warnings());
  }

  private static Checked compare(PublishedCase of, Expected expected, Ours ours) {
    double published = expected.published().inBaseUnit();
    boolean isIn = switch (expected.bound()) {
      case Bound.Near near -> Math.abs(ours.value - published) <= Math.max(near.relative() * published, near.absolute());
      case Bound.InBand band -> ours.low <= published && published <= ours.high;
      case Bound.AtMost most -> ours.value <= published;
      case Bound.Flagged flagged -> ours.warnings.stream().anyMatch(warning -> warning.contains(flagged.warning()));
    };
    String remark = expected.bound() instanceof Bound.Flagged && isIn ? String.join("; ", ours.warnings) : "";
    return new Checked(of, expected, ours.value, ours.low, ours.high, isIn ? Verdict.OK : Verdict.OUT, remark);
  }
}
