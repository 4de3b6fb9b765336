package spikelock.toolchain.console;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An amount of memory, such as {@code 512MB}: powers of 1,024, as memory is sold. */
final class MemorySize implements ITypeConverter<Long> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?) ?([KMGT]?)(?:I?B)?");
  private static final Map<String, Integer> SHIFT = Map.of("", 0, "K", 10, "M", 20, "G", 30, "T", 40);

  @Override
  public Long convert(String text) {
    Matcher size = SIZE.matcher(text.toUpperCase(Locale.ROOT));
    if (!size.matches()) {
      throw new TypeConversionException("\"" + text + "\" is no size: write one such as 512MB or 2GB");
    }
    return new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1L << SHIFT.get(size.group(2)))).min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
  }
}
