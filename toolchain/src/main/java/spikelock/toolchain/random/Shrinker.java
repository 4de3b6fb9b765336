package spikelock.toolchain.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import spikelock.emulator.chip.Region;
import spikelock.emulator.image.CoreImage;
import spikelock.emulator.image.MemoryImage;

/**
 * Makes a failing case small: it leaves out timesteps, cores, input spikes, packets, axons, neurons and outputs as long as
 * the rest still fails, then makes plainer what remains. The same case and failure give the same result: what limits it are counts.
 * Used once, by one thread.
 */
public final class Shrinker {
  private final Predicate<RandomCase> fails;
  private final int mostCalls;
  private final BooleanSupplier another;
  private int calls;

  /**
   * @param fails whether a case still shows the failure; asked only for valid cases
   * @param mostCalls how often it may be asked
   */
  public Shrinker(Predicate<RandomCase> fails, int mostCalls) {
    this(fails, mostCalls, () -> true);
  }

  /** @param another whether it may be asked again, of a {@code fails} that counts what it costs */
  public Shrinker(Predicate<RandomCase> fails, int mostCalls, BooleanSupplier another) {
    this.fails = fails;
    this.mostCalls = mostCalls;
    this.another = another;
  }

  /**
   * The smallest failing case found.
   *
   * @param failing a case that fails
   * @return a case that fails; {@code failing} itself when nothing could be left out
   */
  public RandomCase shrink(RandomCase failing) {
    Draft draft = Disassembler.draft(ChipTables.of(failing.image()), failing.image(), failing.stimulus());
    Draft best = draft;
    Draft before;
    do {
      before = best;
      for (Reductions.Reduction<?> reduction : Reductions.all()) {
        best = reduce(best, failing.seed(), reduction);
      }
      for (UnaryOperator<Draft> simplification : Plainer.changes(best)) {
        best = simplify(best, failing.seed(), simplification);
      }
    } while (best != before && isAllowed());
    return best == draft ? failing : RandomImages.finished(best, failing.seed(), Set.of());
  }

  /** How often the failure was looked for. */
  public int calls() {
    return calls;
  }

  private boolean isAllowed() {
    return calls < mostCalls && another.getAsBoolean();
  }

  private boolean fails(Draft draft, long seed) {
    if (!isAllowed()) {
      return false;
    }
    calls++;
    return fails.test(RandomImages.finished(draft, seed, Set.of()));
  }

  private <T> Draft reduce(Draft draft, long seed, Reductions.Reduction<T> reduction) {
    List<T> pieces = reduction.pieces().apply(draft);
    List<T> needed = Chunks.needed(pieces, kept -> fails(reduction.with().with(draft, new HashSet<>(kept)), seed));
    Draft reduced = reduction.with().with(draft, new HashSet<>(needed));
    return reduction.pieces().apply(reduced).size() == pieces.size() ? draft : reduced;
  }

  private Draft simplify(Draft draft, long seed, UnaryOperator<Draft> simplification) {
    Draft plainer = simplification.apply(draft);
    return isAllowed() && !isSame(draft, plainer) && fails(plainer, seed) ? plainer : draft;
  }

  private static boolean isSame(Draft a, Draft b) {
    return a.channels().equals(b.channels()) && Arrays.deepEquals(contents(a), contents(b));
  }

  /** Everything that is loaded, tile by tile and memory by memory. */
  private static int[][] contents(Draft draft) {
    List<CoreImage> cores = Assembler.image(draft, 0).cores();
    List<int[]> contents = new ArrayList<>();
    for (int tile = 0; tile < cores.size(); tile++) {
      MemoryImage memories = new MemoryImage(draft.chip().plan(tile), cores.get(tile));
      for (Region region : Region.values()) {
        contents.add(memories.units(region));
      }
    }
    return contents.toArray(int[][]::new);
  }
}
