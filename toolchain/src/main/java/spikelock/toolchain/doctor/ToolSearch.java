package spikelock.toolchain.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import spikelock.toolchain.doctor.ToolFinding.Status;

/** Looks for tools on a search path and asks each for its version. */
public final class ToolSearch {
  private static final int MOST_OUTPUT_BYTES = 64 * 1024;

  private final List<Path> folders;
  private final long timeoutMs;

  /**
   * @param searchPath folders as in {@code PATH}
   * @param timeoutMs how long a tool may take to say its version, milliseconds
   */
  public ToolSearch(String searchPath, long timeoutMs) {
    folders = Stream.of(searchPath.split(File.pathSeparator)).filter(folder -> !folder.isEmpty()).map(Path::of).toList();
    this.timeoutMs = timeoutMs;
  }

  /** What there is of each tool, in the same order; the tools are asked at the same time. */
  public List<ToolFinding> find(List<KnownTool> tools) throws InterruptedException {
    ToolFinding[] findings = new ToolFinding[tools.size()];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < findings.length; i++) {
      int tool = i;
      threads.add(Thread.startVirtualThread(() -> findings[tool] = find(tools.get(tool))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return List.of(findings);
  }

  private ToolFinding find(KnownTool tool) {
    Optional<Path> path = folders.stream().map(folder -> folder.resolve(tool.name()))
        .filter(candidate -> Files.isRegularFile(candidate) && Files.isExecutable(candidate)).findFirst();
    if (path.isEmpty()) {
      return new ToolFinding(tool, Status.MISSING, "", "");
    }
    String where = path.get().toString();
    if (tool.versionArguments().isEmpty()) {
      return new ToolFinding(tool, Status.OK, where, "");
    }
    Matcher version = Pattern.compile(tool.versionPattern()).matcher(ask(path.get(), tool.versionArguments()));
    if (!version.find()) {
      return new ToolFinding(tool, Status.BROKEN, where, "");
    }
    Status status = compare(version.group(1), tool.minimum()) < 0 ? Status.TOO_OLD : Status.OK;
    return new ToolFinding(tool, status, where, version.group(1));
  }

  /** What the tool prints; nothing when it cannot be started or does not end in time. */
  private String ask(Path program, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      process.onExit().orTimeout(timeoutMs, TimeUnit.MILLISECONDS).exceptionally(late -> end(process));
      // Reading ends when the tool does, by itself or because it was late, or has said more than any version needs.
      String output = new String(process.getInputStream().readNBytes(MOST_OUTPUT_BYTES), StandardCharsets.UTF_8);
      end(process);
      return output;
    } catch (IOException e) {
      return "";
    }
  }

  /** The tool before its children: a shell whose child is gone would go on with its next line. */
  private static Process end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    return process;
  }

  /** Compares versions such as {@code 5.006} and {@code 12.2.0} number by number; a missing number is 0. */
  static int compare(String version, String other) {
    int[] left = numbers(version);
    int[] right = numbers(other);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order = Integer.compare(i < left.length ? left[i] : 0, i < right.length ? right[i] : 0);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int[] numbers(String version) {
    return Stream.of(version.split("\\.")).filter(part -> !part.isEmpty()).mapToInt(Integer::parseInt).toArray();
  }
}
