package spikelock.mapper.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.ReadFiles;
import spikelock.emulator.files.SideFile;
import spikelock.emulator.files.YamlFile;

/** A file on disk. */
record DiskFile(Path file) implements SourceFile {

  @Override
  public String label() {
    return file.toString();
  }

  @Override
  public String name() {
    return String.valueOf(file.getFileName());
  }

  @Override
  public Optional<Path> path() {
    return Optional.of(file);
  }

  @Override
  public byte[] start(int most) {
    requireFile();
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw YamlFile.unreadable(file, e);
    }
  }

  private void requireFile() {
    if (!Files.isRegularFile(file)) {
      throw new InputException(Files.isDirectory(file) ? "is a folder" : Files.exists(file) ? "is not a file"
          : "no such file", label(), "", "");
    }
    ReadFiles.note(file);
  }

  @Override
  public byte[] bytes(long most) {
    requireFile();
    try {
      long size = Files.size(file);
      if (size > most) {
        throw new InputException("is " + size + " bytes, more than the " + most + " that are read", label(), "", "");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw YamlFile.unreadable(file, e);
    }
  }

  @Override
  public List<String> arrayNames() {
    return ArrayFile.names(file);
  }

  @Override
  public NdArray array(String array) {
    return ArrayFile.read(file, array);
  }

  @Override
  public SourceFile sibling(String relative) {
    return new DiskFile(SideFile.of(file, relative));
  }
}
