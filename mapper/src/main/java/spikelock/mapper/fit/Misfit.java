package spikelock.mapper.fit;

import java.util.function.Function;
import spikelock.emulator.error.InputException;

/** It does not fit: there is a {@link Shortage}, or the chip is {@link Unable}. */
public sealed interface Misfit<T> extends Fitting<T> permits Shortage, Unable {
  /** As an error for the user. */
  InputException problem();

  /** The same misfit of something that was to be made of this. */
  <S> Misfit<S> as();

  @Override
  default <S> Misfit<S> then(Function<T, Fitting<S>> next) {
    return as();
  }

  @Override
  default T require() {
    throw problem();
  }
}
