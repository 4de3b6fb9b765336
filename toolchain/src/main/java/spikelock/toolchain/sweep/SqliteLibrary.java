package spikelock.toolchain.sweep;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.files.PartFiles;
import spikelock.toolchain.process.Cache;

/**
 * SQLite itself, a native library in the driver's jar. The driver would unpack it into the temporary folder at every start and leave it there
 * when killed; here it is unpacked once, into the cache.
 */
final class SqliteLibrary {
  private static final String PATH = "org.sqlite.lib.path";

  private SqliteLibrary() {}

  /** Makes the driver find it. */
  static synchronized void prepare() {
    if (System.getProperty(PATH) != null) { // the user's own
      return;
    }
    String name = LibraryLoaderUtil.getNativeLibName();
    URL packed = SQLiteJDBCLoader.class.getResource(LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
    if (packed == null) {
      throw new ToolException("there is no SQLite for " + OSInfo.getOSName() + " on " + OSInfo.getArchName(),
          "give one of your own with SPIKELOCK_JAVA_OPTIONS=-D" + PATH + "=FOLDER");
    }
    Path folder = Cache.folder("sqlite-" + SQLiteJDBCLoader.getVersion() + "-" + OSInfo.getOSName() + "-" + OSInfo.getArchName());
    Path library = folder.resolve(name);
    try {
      unpack(packed, library);
    } catch (IOException e) {
      throw new ToolException("cannot unpack SQLite into " + folder, "set XDG_CACHE_HOME to a folder you can write to", e);
    }
    System.setProperty(PATH, folder.toString());
    System.setProperty("org.sqlite.lib.name", name);
  }

  private static void unpack(URL packed, Path library) throws IOException {
    try (InputStream in = packed.openStream()) {
      byte[] bytes = in.readAllBytes();
      if (Files.isReadable(library) && Files.size(library) == bytes.length && Arrays.equals(Files.readAllBytes(library), bytes)) {
        return; // a damaged one would end the whole process
      }
      PartFiles.removeLeft(library);
      Path part = PartFiles.beside(library);
      Files.write(part, bytes);
      Files.move(part, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
