package spikelock.mapper;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.source.SourceFile;

/** What frameworks wrote and answered when {@code recorded/record.py} ran; the files beside that script. */
public final class Recorded {
  private Recorded() {}

  public static Path path(String name) {
    try {
      return Path.of(Recorded.class.getResource("recorded/record.py").toURI()).resolveSibling(name);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static SourceFile file(String name) {
    return SourceFile.of(path(name));
  }

  /** The arrays of an {@code .npz}. */
  public static Map<String, NdArray> arrays(String name) {
    return ArrayFile.read(path(name));
  }
}
