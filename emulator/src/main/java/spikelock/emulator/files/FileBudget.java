package spikelock.emulator.files;

import java.util.Locale;
import spikelock.emulator.error.InputException;

/**
 * How much memory the contents of one file may take: so much for a file of any size, and so much for each of its bytes. Packed arrays, declared shapes and
 * late events can ask for far more than a file holds. The user may say another limit for one command; outside of {@link #allowing} there is none such.
 */
public final class FileBudget {
  /** Bytes for a file of any size. */
  public static final long FREE_BYTES = 256L << 20;
  /** Bytes for each byte of the file. */
  public static final long GROWTH = 100;

  private static final ScopedValue<Long> ALLOWED = ScopedValue.newInstance();

  private FileBudget() {}

  /** Does some work in which files read by this thread may take so many bytes, whatever their size. */
  public static <T, X extends Throwable> T allowing(long bytes, ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(ALLOWED, bytes).call(work);
  }

  /** Bytes of memory for the contents of a file of this size. */
  public static long of(long fileBytes) {
    return ALLOWED.isBound() ? ALLOWED.get() : FREE_BYTES + GROWTH * fileBytes;
  }

  /**
   * Holds a file to its budget.
   *
   * @param bytes of memory that it asks for
   * @param what in it asks, such as {@code array x}; the start of the message
   * @throws InputException when that is more than the budget
   */
  public static void require(double bytes, long fileBytes, String what, String file, String where) {
    if (!(bytes <= of(fileBytes))) {
      throw over(bytes, of(fileBytes), fileBytes, what, file, where);
    }
  }

  /** The error for what asks for more than is left of a budget. */
  public static InputException over(double bytes, long left, long fileBytes, String what, String file, String where) {
    return new InputException(what + " needs " + megabytes(bytes) + " of memory; a file of " + size(fileBytes) + " may take " + megabytes(left)
        + (left < of(fileBytes) ? " more" : ""), file, where, "if it is meant, allow more: --file-memory " + Math.max(1, (long) Math.ceil(bytes / (1 << 30))) + "GB");
  }

  private static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%,.0f MB", Math.ceil(bytes / (1 << 20)));
  }

  private static String size(long bytes) {
    return bytes < 1 << 20 ? String.format(Locale.ROOT, "%,d bytes", bytes) : megabytes(bytes);
  }
}
