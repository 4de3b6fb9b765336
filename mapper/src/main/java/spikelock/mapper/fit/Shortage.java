package spikelock.mapper.fit;

import spikelock.emulator.error.InputException;

/**
 * There is too little of something.
 *
 * @param capacity what is short
 * @param where the layer, projection or option that needs it, or the network
 * @param needed of it
 * @param available of it on the chip, or on a core where cores have it
 * @param message all of that in one sentence without a full stop
 * @param hint what to do about it
 */
public record Shortage<T>(Capacity capacity, String where, long needed, long available, String message, String hint) implements Misfit<T> {
  @Override
  public <S> Shortage<S> as() {
    return new Shortage<>(capacity, where, needed, available, message, hint);
  }

  @Override
  public InputException problem() {
    return new InputException(message, "", where, hint);
  }
}
