package spikelock.toolchain.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The file that a bug of ours leaves behind: what was run, on what, and the stack trace. */
final class BugReport {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private BugReport() {}

  static Path write(Path folder, Throwable thrown, String version, List<String> arguments) throws IOException {
    StringWriter text = new StringWriter();
    PrintWriter report = new PrintWriter(text);
    report.println("command: spikelock " + String.join(" ", arguments));
    report.println("version: " + version);
    report.println("java: " + System.getProperty("java.vm.version") + " (" + System.getProperty("java.vendor") + ")");
    report.println("system: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
    report.println();
    thrown.printStackTrace(report);
    Files.createDirectories(folder);
    Path file = folder.resolve("bug-" + TIME.format(Clock.systemUTC().instant()) + "-" + ProcessHandle.current().pid() + ".txt");
    return Files.writeString(file, text.toString());
  }
}
