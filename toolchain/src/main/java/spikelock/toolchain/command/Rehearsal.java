package spikelock.toolchain.command;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import spikelock.toolchain.console.CommandRun;

/**
 * A few short commands, one after the other, whose output nobody sees: what Java notes of them, classes and hot methods, becomes the ahead-of-time
 * cache that every later start of the command uses (JEP 483, 514 and 515). Nothing is written.
 */
final class Rehearsal {
  private static final List<List<String>> COMMANDS = List.of(List.of("--help"), List.of("run", "--help"), List.of("info", "orientation", "--json"),
      List.of("info", "glyphs"), List.of("check", "glyphs"), List.of("chips"), List.of("map", "orientation"), List.of("run", "orientation", "--samples", "0"));

  private Rehearsal() {}

  public static void main(String... args) {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    int worst = 0;
    for (List<String> words : COMMANDS) {
      CommandRun run = Main.command(nowhere, nowhere);
      worst = Math.max(worst, run.run(words.toArray(String[]::new)));
    }
    System.exit(worst);
  }
}
