package spikelock.emulator.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The program's own files, on the class path. */
public final class Resource {
  private Resource() {}

  /**
   * The text of one.
   *
   * @param owner whose package the name is relative to, unless it begins with a slash; a class of the module that holds the file
   * @throws IllegalStateException when it is missing: the program is not whole
   */
  public static String text(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program's own file " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
