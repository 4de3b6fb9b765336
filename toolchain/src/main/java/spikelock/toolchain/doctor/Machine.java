package spikelock.toolchain.doctor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The machine apart from tools.
 *
 * @param javaVersion such as {@code 25.0.3}
 * @param javaHome folder of the JDK
 * @param compiler whether it is a JDK with its compiler
 * @param vectorModule whether {@code jdk.incubator.vector} is there
 * @param cores processors this program may use
 * @param memoryMib physical memory, MiB
 * @param heapMib what Java may use of it, MiB
 * @param zlibHeaders whether C programs can be compiled against zlib, as FST waveforms need
 * @param cacheFolder where our cache is
 * @param cacheWritable whether it can be written
 */
@JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
public record Machine(
    String javaVersion,
    String javaHome,
    boolean compiler,
    boolean vectorModule,
    int cores,
    long memoryMib,
    long heapMib,
    boolean zlibHeaders,
    String cacheFolder,
    boolean cacheWritable) {
  private static final long MIB = 1024L * 1024;

  /** Looks at this machine. */
  public static Machine current(Path cache) {
    Runtime runtime = Runtime.getRuntime();
    var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    String home = System.getProperty("java.home");
    return new Machine(
        Runtime.version().toString(),
        home,
        Files.isExecutable(Path.of(home, "bin", "javac")),
        ModuleFinder.ofSystem().find("jdk.incubator.vector").isPresent(),
        runtime.availableProcessors(),
        system.getTotalMemorySize() / MIB,
        runtime.maxMemory() / MIB,
        Files.exists(Path.of("/usr/include/zlib.h")),
        cache.toString(),
        isWritable(cache));
  }

  /** Tried, not asked: permissions alone do not tell a read-only or full disk. */
  static boolean isWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "doctor", ""));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
