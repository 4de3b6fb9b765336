package spikelock.mapper.fit;

import spikelock.emulator.error.InputException;

/**
 * More of anything would not help: the cores of this chip, or of any, cannot do what the network does.
 *
 * @param where the population, projection or loop that does it
 * @param message all of it in one sentence without a full stop
 * @param hint what to do about it
 */
public record Unable<T>(String where, String message, String hint) implements Misfit<T> {
  @Override
  public <S> Unable<S> as() {
    return new Unable<>(where, message, hint);
  }

  @Override
  public InputException problem() {
    return new InputException(message, "", where, hint);
  }
}
