package spikelock.tests.python;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import spikelock.toolchain.process.Cache;
import spikelock.toolchain.process.Tool;

/** A virtual environment with pinned packages, made once and kept in the cache folder. */
final class PythonPackages {
  private static final String PYTHON = "python3";
  private static final String DEBIAN = "python3-venv";

  /** PyPI's torch brings CUDA with it. */
  private static final long SPACE = 12_000_000_000L;

  private PythonPackages() {}

  /**
   * The environment's Python; the test is skipped where there is neither the environment nor what it takes to make it.
   *
   * @param requirements as pip takes them
   */
  static Path python(List<String> requirements) throws IOException {
    Path home = Cache.folder("python");
    Path folder = home.resolve("guide-" + Integer.toHexString(requirements.hashCode()));
    Path python = folder.resolve("bin/python");
    Path complete = folder.resolve("complete");
    try (FileChannel lock = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      if (!Files.exists(complete)) {
        Cache.delete(folder);
        install(home, folder, python, requirements);
        Files.createFile(complete);
      }
    }
    return python;
  }

  private static void install(Path home, Path folder, Path python, List<String> requirements) throws IOException {
    assumeTrue(Tool.find(PYTHON).isPresent(), "PYPI: python3 is not installed");
    Tool.Result venv = Tool.run(home, List.of(PYTHON, "-m", "venv", folder.toString()), DEBIAN);
    assumeTrue(venv.code() == 0, "PYPI: python3 -m venv fails (" + DEBIAN + " is missing?): " + venv.output());
    Path probe = Files.createTempDirectory("pypi");
    try {
      Tool.Result reached = Tool.run(home, List.of(python.toString(), "-m", "pip", "download", "--quiet", "--retries", "0", "--timeout", "20",
          "--no-deps", "--no-cache-dir", "--dest", probe.toString(), requirements.getLast()), DEBIAN);
      assumeTrue(reached.code() == 0, "PYPI: PyPI is not reachable, and the packages of the Python guide are not installed: "
          + reached.output().lines().reduce("", (a, line) -> line));
    } finally {
      Cache.delete(probe);
    }
    long free = Files.getFileStore(home).getUsableSpace();
    assumeTrue(free > SPACE, "PYPI: the packages of the Python guide need " + SPACE / 1_000_000_000 + " GB in the cache folder, "
        + free / 1_000_000_000 + " GB are free");
    System.out.println("installing " + String.join(" ", requirements) + " into the cache folder, once; this takes some minutes");
    long start = System.nanoTime();
    List<String> pip = new ArrayList<>(List.of(python.toString(), "-m", "pip", "install", "--quiet", "--no-cache-dir", "--no-compile"));
    pip.addAll(requirements);
    Tool.Result installed = Tool.run(home, pip, DEBIAN);
    assumeTrue(installed.code() == 0, "PYPI: pip could not install the packages of the Python guide: "
        + installed.output().lines().reduce("", (a, line) -> line));
    System.out.printf("installed in %.0f s%n", (System.nanoTime() - start) / 1e9);
  }
}
