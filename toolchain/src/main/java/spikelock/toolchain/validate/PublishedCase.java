package spikelock.toolchain.validate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Event;

/**
 * Something published, and what it takes to recompute it.
 *
 * @param id its own
 * @param title one line for people
 * @param source paper, figure, table
 * @param work what is computed
 * @param expected what was published
 */
public record PublishedCase(String id, String title, String source, Work work, List<Expected> expected) {
  public PublishedCase {
    expected = List.copyOf(expected);
  }

  /** Whether a number shows that a model is right, or was used to make it. */
  public enum Basis {
    FITTED,
    PREDICTED
  }

  /** What is computed. */
  public sealed interface Work {
    /** Counts times a profile. */
    record Price(Subject subject, Happened happened) implements Work {}

    /** The same for the least and the most that may have happened: what was published must lie between. */
    record Bracket(Subject subject, Happened least, Happened most) implements Work {}

    /** Numbers of a network. */
    record Count(RandomNetwork network) implements Work {}

    /**
     * A network of SANA-FE's files, run.
     *
     * @param chip file of the chip, beside the network's
     */
    record Simulate(String network, String chip, int timesteps) implements Work {}
  }

  /** A profile, and what of it was fitted in front of the reader. */
  public record Subject(CostProfile profile, Optional<ProfileFit> fit) {}

  /**
   * What happened on the chip.
   *
   * @param seconds how long it took; empty where nobody says
   * @param timesteps in that time
   * @param counts events
   * @param chips how many chips share the work: each has its static power
   * @param logicCells cells of the design, where it is not one of ours
   */
  public record Happened(OptionalDouble seconds, OptionalDouble clockHz, int timesteps, Map<Event, Long> counts, int chips, OptionalInt logicCells) {
    public Happened {
      counts = Map.copyOf(counts);
    }
  }

  /**
   * Something published.
   *
   * @param quantity what it is a value of
   * @param per by which count it is divided
   * @param bound how near we must be
   */
  public record Expected(Quantity quantity, Optional<Event> per, Value published, Basis basis, Bound bound) {}

  /** A number with the unit in which it is written. */
  public record Value(double inBaseUnit, String unit, double unitFactor) {}

  /** How near we must be to what was published. */
  public sealed interface Bound {
    /** Relative to it, or by so much. */
    record Near(double relative, double absolute, String text) implements Bound {}

    /** It must lie in the band of our estimate, or between the two runs of a bracket. */
    record InBand() implements Bound {}

    /** We must not exceed it. */
    record AtMost() implements Bound {}

    /** However near we are, the estimate must say that it is not to be trusted. */
    record Flagged(String warning) implements Bound {}
  }
}
