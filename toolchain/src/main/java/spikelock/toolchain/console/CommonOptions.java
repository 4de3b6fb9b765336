package spikelock.toolchain.console;

import picocli.CommandLine.Option;

/** The options that every verb has. */
final class CommonOptions {
  @Option(names = "--json", description = "Print exactly one JSON object on stdout.")
  boolean json;

  @Option(names = "--verbose", description = "Say more on stderr; after a failure, the stack trace too.")
  boolean verbose;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and end.")
  boolean help;
}
