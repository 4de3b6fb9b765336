package spikelock.mapper.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.SideFile;

/** A file on the class path. */
record ResourceFile(ClassLoader loader, String resource) implements SourceFile {
  private static final int LARGEST = 64 << 20;

  @Override
  public String label() {
    return "bundled:" + resource;
  }

  @Override
  public String name() {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  @Override
  public Optional<Path> path() {
    return Optional.empty();
  }

  @Override
  public byte[] bytes(long most) {
    try (InputStream in = loader.getResourceAsStream(resource)) {
      if (in == null) {
        throw new InputException("there is no such bundled file", label(), "", "");
      }
      return in.readNBytes((int) Math.min(most, LARGEST));
    } catch (IOException e) {
      throw new InputException("cannot be read (" + e.getMessage() + ")", label(), "", "");
    }
  }

  @Override
  public byte[] start(int most) {
    return bytes(most);
  }

  @Override
  public List<String> arrayNames() {
    return new ArrayList<>(arrays().keySet());
  }

  @Override
  public NdArray array(String array) {
    Map<String, NdArray> arrays = arrays();
    NdArray found = arrays.get(array);
    if (found == null) {
      throw new InputException("has no array \"" + array + "\"", label(), "", NearMiss.hint(array, arrays.keySet()));
    }
    return found;
  }

  private Map<String, NdArray> arrays() {
    return ArrayFile.parse(bytes(LARGEST), label());
  }

  @Override
  public SourceFile sibling(String relative) {
    SideFile.checked(relative, label());
    String wanted = resource.substring(0, resource.lastIndexOf('/') + 1) + relative;
    if (loader.getResource(wanted) == null) {
      throw new InputException("there is no bundled file \"" + relative + "\" beside this file", label(), "", "");
    }
    return new ResourceFile(loader, wanted);
  }
}
