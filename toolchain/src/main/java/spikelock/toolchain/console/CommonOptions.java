package spikelock.toolchain.console;

import picocli.CommandLine.Option;

/** The options that every verb has. */
@Under(Heading.EVERY_VERB)
final class CommonOptions {
  @Common
  @Option(names = "--json", description = "Print exactly one JSON object on stdout.")
  boolean json;

  @Common
  @Option(names = "--verbose", description = "Say more on stderr; after a failure, the stack trace too.")
  boolean verbose;

  @Option(names = "--file-memory", paramLabel = "SIZE", converter = MemorySize.class,
      description = "How much memory the contents of one file may take, such as 2GB. Default: 256 MB, and 100 bytes for each of its own.")
  Long fileMemory;

  @Option(names = "--force", description = "Let an output replace a file that holds something of another kind. Inputs are never replaced.")
  boolean force;

  /** {@link HelpRequest} sees it before Picocli does; here it is for being listed and suggested. */
  @Option(names = {"-h", "--help"}, usageHelp = true, description = "What many need of the verb; all: every option and the fields of --json.")
  boolean help;
}
