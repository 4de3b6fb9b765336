package spikelock.toolchain.console;

/** The headings under which help lists a verb's options, in its order. */
public enum Heading {
  NETWORK("The network"),
  INPUT("Its input"),
  MAPPING("Mapping"),
  TRAINING("Training"),
  RUNNING("Running"),
  OUTPUT("Output"),
  EVERY_VERB("Every verb");

  private final String title;

  Heading(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
