package spikelock.emulator.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.YamlFile;

/** The file that an image was read from, which must still be the same when more of it is wanted. */
final class ImageOrigin {
  private final Path path;
  private final String file;
  private final String state;

  /** @param path given absolute to the file system, but as it is in messages */
  ImageOrigin(Path path) throws IOException {
    this.path = path.toAbsolutePath();
    this.file = path.toString();
    this.state = state();
  }

  /** What reads an open image. */
  interface Use<T> {
    T of(ZipFile zip) throws IOException;
  }

  /**
   * Opens the file once more.
   *
   * @throws InputException when it is gone, another, or cannot be opened
   * @throws IOException from {@code use}
   */
  <T> T open(Use<T> use) throws IOException {
    try (ZipFile zip = zip()) {
      return use.of(zip);
    }
  }

  private ZipFile zip() {
    try {
      if (!state().equals(state)) {
        throw changed();
      }
      return new ZipFile(path.toFile());
    } catch (NoSuchFileException e) {
      throw new InputException("is gone since it was read", file, "whole file", "keep an image until the command has ended");
    } catch (ZipException e) {
      throw changed();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  InputException unreadable(IOException e) {
    return YamlFile.unreadable(path, e);
  }

  InputException changed() {
    return new InputException("has changed since it was read", file, "whole file", "start again, and keep an image until the command has ended");
  }

  /** As in messages. */
  String file() {
    return file;
  }

  long bytes() throws IOException {
    return Files.size(path);
  }

  private String state() throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    return now.size() + " " + now.lastModifiedTime() + " " + now.fileKey();
  }
}
