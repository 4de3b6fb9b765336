package spikelock.mapper.fit;

import java.util.function.Function;

/**
 * It fits.
 *
 * @param value what came out
 */
public record Fit<T>(T value) implements Fitting<T> {
  @Override
  public <S> Fitting<S> then(Function<T, Fitting<S>> next) {
    return next.apply(value);
  }

  @Override
  public T require() {
    return value;
  }
}
