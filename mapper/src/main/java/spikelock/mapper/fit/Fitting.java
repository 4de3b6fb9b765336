package spikelock.mapper.fit;

import java.util.function.Function;
import spikelock.emulator.error.InputException;

/** What came of trying to fit something on a chip: it {@link Fit}s, or there is a {@link Misfit}. */
public sealed interface Fitting<T> permits Fit, Misfit {
  /** What is done next with what fits; a misfit stays the same. */
  <S> Fitting<S> then(Function<T, Fitting<S>> next);

  /**
   * What fits.
   *
   * @throws InputException when nothing does: which capacity is short, where and by how much, or what no core can do
   */
  T require();
}
