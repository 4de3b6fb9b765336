package spikelock.toolchain.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import spikelock.emulator.error.ToolException;

/** Runs another program to its end. */
public final class Tool {
  private Tool() {}

  /**
   * What a program left behind.
   *
   * @param code exit code
   * @param output stdout and stderr together
   */
  public record Result(int code, String output) {}

  /** Where a program is on PATH. */
  public static Optional<Path> find(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder, program);
      if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /**
   * Runs a program and waits. The child ends when this program does.
   *
   * @param folder working folder
   * @param command program and arguments; no shell is involved
   * @param debianPackage what to install when the program is missing
   * @throws ToolException when the program is missing
   */
  public static Result run(Path folder, List<String> command, String debianPackage) {
    if (command.get(0).indexOf('/') < 0 && find(command.get(0)).isEmpty()) {
      throw missing(command.get(0), debianPackage);
    }
    Process process;
    try {
      process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new ToolException(command.get(0) + " cannot be started: " + e.getMessage(), "", e);
    }
    Thread reaper = new Thread(() -> process.descendants().forEach(ProcessHandle::destroyForcibly));
    Thread ender = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(reaper);
    Runtime.getRuntime().addShutdownHook(ender);
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new ToolException(command.get(0) + " broke off: " + e.getMessage(), "", e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new ToolException(command.get(0) + " was interrupted", "", e);
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(reaper);
        Runtime.getRuntime().removeShutdownHook(ender);
      } catch (IllegalStateException e) {
        // Shutting down: the hooks do their work.
      }
    }
  }

  /** The error for a program that is not installed. */
  public static ToolException missing(String program, String debianPackage) {
    return new ToolException(program + " is not installed", "sudo apt-get install " + debianPackage);
  }
}
