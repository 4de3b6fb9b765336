package spikelock.toolchain.command.verb;

import java.nio.file.Files;
import java.nio.file.Path;
import spikelock.emulator.error.InputException;
import spikelock.mapper.nir.NirModel;
import spikelock.mapper.source.SourceFile;

/** A NIR file on disk, as verbs that take nothing else read it. */
final class NirFile {
  private NirFile() {}

  static NirModel read(String name) {
    Path path = Path.of(name);
    if (!Files.exists(path)) {
      throw new InputException("no such file", name, "", "");
    }
    return NirModel.read(SourceFile.of(path));
  }
}
