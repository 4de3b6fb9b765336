package spikelock.mapper.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.filter.FilterManager;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;

/** Opens an HDF5 file that may be damaged or hostile. */
public final class Hdf5 {
  /** How a network gets to NIR from a format that no exporter reads. */
  public static final String REBUILD = OtherFormat.REBUILD;

  private Hdf5() {}

  /**
   * What somebody expected to find in the file, for the messages.
   *
   * @param name such as {@code NIR}
   * @param remedy how to get a sound one, such as {@code write it again with nir.write}
   * @param isNetwork whether it is a network, to which there are ways from other formats
   */
  public record Kind(String name, String remedy, boolean isNetwork) {
    /** Recorded data. */
    public static Kind data(String name, String remedy) {
      return new Kind(name, remedy, false);
    }

    /** A network. */
    public static Kind network(String name, String remedy) {
      return new Kind(name, remedy, true);
    }
  }

  /**
   * Reads a file; groups and arrays may be used only within {@code reader}.
   *
   * @param bytes the whole file
   * @param mostBytes that all arrays together may take once they are unpacked
   * @param reader gets the top group; what it throws as {@link InputException} is passed on
   * @throws InputException when it is not HDF5, damaged, encoded in a way that is not read, or over the budget
   */
  public static <T> T read(byte[] bytes, long mostBytes, Kind kind, Function<Hdf5Group, T> reader) {
    requireFinished(bytes, requireSignature(bytes, kind), kind);
    try (HdfFile file = open(bytes)) {
      return reader.apply(new Hdf5Group(file, mostBytes));
    } catch (InputException e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(e, kind);
    } catch (StackOverflowError e) {
      throw new InputException("is a damaged HDF5 file (its structures are nested without end)");
    } catch (OutOfMemoryError e) {
      throw new InputException("needs more memory to unpack than there is", "", "", "give java more with -Xmx");
    }
  }

  /**
   * Answers a question about the top group without reading arrays; empty when the bytes are no HDF5 file, or one whose top cannot be read.
   *
   * @param question throws nothing of its own
   */
  public static <T> Optional<T> ask(byte[] bytes, Function<Hdf5Group, T> question) {
    if (signature(bytes) < 0) {
      return Optional.empty();
    }
    try (HdfFile file = open(bytes)) {
      return Optional.of(question.apply(new Hdf5Group(file, 0)));
    } catch (RuntimeException | StackOverflowError e) { // all that the library has to say "damaged" with
      return Optional.empty();
    }
  }

  private static HdfFile open(byte[] bytes) {
    FilterManager.addFilter(new Fletcher32());
    FilterManager.addFilter(new Blosc());
    // A parser that goes in circles reads more often and more than any honest file of this size makes it.
    MeteredChannel channel = new MeteredChannel(NewerHeaders.toOlder(bytes), 50_000L + bytes.length / 4, (64L << 20) + 16L * bytes.length);
    return new HdfFile(channel, URI.create("file:///network.h5"));
  }

  private static InputException damaged(RuntimeException e, Kind kind) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String reason = cause.getMessage() == null ? "" : Printable.of(cause.getMessage().lines().findFirst().orElse(""));
    Optional<InputException> known = Hdf5Encodings.refusal(reason);
    if (known.isPresent()) {
      known.get().initCause(e);
      return known.get();
    }
    InputException problem = new InputException("is a damaged HDF5 file, or uses what the reader does not know"
        + (reason.isEmpty() ? "" : " (" + reason + ")"), "", "", "fetch the file again, or " + kind.remedy());
    problem.initCause(e);
    return problem;
  }

  /** Whether this is the top of a file of Keras: a network, or its weights. */
  public static boolean isKeras(Hdf5Group top) {
    return top.text("keras_version").isPresent() || top.names().contains("model_weights") || top.names().contains("_layer_checkpoint_dependencies")
        || top.names().contains("layers") && top.group("layers", "layers").isPresent();
  }

  /** Byte at which the signature begins, or -1. */
  private static int signature(byte[] bytes) {
    for (long at = 0; at + 8 <= bytes.length; at = at == 0 ? 512 : at * 2) {
      if (new String(bytes, (int) at, 8, StandardCharsets.ISO_8859_1).equals("\u0089HDF\r\n\u001a\n")) {
        return (int) at;
      }
    }
    return -1;
  }

  private static int requireSignature(byte[] bytes, Kind kind) {
    int signature = signature(bytes);
    if (signature < 0) {
      Optional<OtherFormat> other = OtherFormat.of(bytes);
      throw new InputException("not HDF5" + other.map(o -> ": " + o.what()).orElse(", so not a " + kind.name() + " file"), "", "",
          other.map(o -> kind.isNetwork() ? o.way() : kind.remedy()).orElse(""));
    }
    return signature;
  }

  private static void requireFinished(byte[] bytes, int signature, Kind kind) {
    Unfinished.of(bytes, signature).ifPresent(missing -> {
      throw new InputException("is an unfinished " + kind.name() + " file: " + missing + "; what wrote it died midway or is still at it, or the file was cut on its way", "", "",
          kind.remedy() + ", or fetch the file again");
    });
  }
}
