package spikelock.toolchain.command.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import spikelock.emulator.error.InputException;
import spikelock.mapper.data.Reading;

/** A time of an option: a number with a unit, {@code 1ms}, {@code 500us}, or a bare one in seconds. */
final class Seconds implements ITypeConverter<Double> {

  @Override
  public Double convert(String text) {
    try {
      return of("", text);
    } catch (InputException e) {
      throw new TypeConversionException(e.getMessage() + (e.hint().isEmpty() ? "" : ": " + e.hint()));
    }
  }

  /**
   * The time in s.
   *
   * @throws InputException when it is none
   */
  static double of(String option, String text) {
    try {
      return text.matches("[0-9.eE+-]+") ? Double.parseDouble(text) : Reading.duration(text).doubleValue();
    } catch (NumberFormatException e) {
      throw new InputException("\"" + text + "\" is no duration", "", option, "write a number and a unit: 1ms, 500us, or seconds: 0.001");
    } catch (InputException e) {
      throw new InputException(e.getMessage(), "", option, e.hint());
    }
  }
}
