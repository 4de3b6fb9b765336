package spikelock.mapper.source;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.NearMiss;

/** A file that is nowhere: its contents are made when they are asked for. */
record GeneratedFile(String name, Supplier<byte[]> contents) implements SourceFile {

  @Override
  public String label() {
    return "generated:" + name;
  }

  @Override
  public Optional<Path> path() {
    return Optional.empty();
  }

  @Override
  public byte[] bytes(long most) {
    byte[] all = contents.get();
    if (all.length > most) {
      throw new InputException("is " + all.length + " bytes, more than the " + most + " that are read", label(), "", "");
    }
    return all;
  }

  @Override
  public byte[] start(int most) {
    byte[] all = contents.get();
    return Arrays.copyOf(all, Math.min(most, all.length));
  }

  @Override
  public List<String> arrayNames() {
    return List.copyOf(ArrayFile.parse(contents.get(), label()).keySet());
  }

  @Override
  public NdArray array(String array) {
    var arrays = ArrayFile.parse(contents.get(), label());
    return Optional.ofNullable(arrays.get(array)).orElseThrow(() -> new InputException("has no array \"" + array + "\"", label(), "",
        NearMiss.hint(array, arrays.keySet())));
  }

  @Override
  public SourceFile sibling(String relative) {
    throw new InputException("has no files beside it, such as \"" + relative + "\"", label(), "", "");
  }
}
