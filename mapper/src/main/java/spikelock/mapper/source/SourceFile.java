package spikelock.mapper.source;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import spikelock.emulator.files.NdArray;

/** A file to read, on disk or on the class path, together with the folder it lies in; or one that is made in memory. */
public sealed interface SourceFile permits DiskFile, ResourceFile, GeneratedFile {

  /** A file the user named. */
  static SourceFile of(Path path) {
    return new DiskFile(path);
  }

  /**
   * A bundled file.
   *
   * @param path of the resource, from the root of the class path, without a leading slash
   */
  static SourceFile resource(ClassLoader loader, String path) {
    return new ResourceFile(loader, path);
  }

  /**
   * A file that is nowhere, such as synthetic data.
   *
   * @param name whose ending says what it holds
   * @param contents makes them, the same at every call
   */
  static SourceFile generated(String name, Supplier<byte[]> contents) {
    return new GeneratedFile(name, contents);
  }

  /** The path as messages show it. */
  String label();

  /** The last part of the path. */
  String name();

  /** The file on disk, or empty for a resource. */
  java.util.Optional<Path> path();

  /**
   * The contents.
   *
   * @throws spikelock.emulator.error.InputException when it is missing, unreadable or longer than {@code most} bytes
   */
  byte[] bytes(long most);

  /**
   * The first bytes, fewer where the file is shorter.
   *
   * @throws spikelock.emulator.error.InputException when it is missing or unreadable
   */
  byte[] start(int most);

  /** Names of the arrays in a {@code .npz}; the one of a {@code .npy} has the empty name. */
  List<String> arrayNames();

  /**
   * One array, so that large files need not be held whole.
   *
   * @throws spikelock.emulator.error.InputException when it is not there (with the near miss) or damaged
   */
  NdArray array(String array);

  /**
   * A file beside this one or in a folder below.
   *
   * @param relative path with {@code /}; absolute paths, {@code ..} and links that leave the folder are refused
   * @throws spikelock.emulator.error.InputException when it is refused or does not exist
   */
  SourceFile sibling(String relative);
}
