package spikelock.hdl.project;

/** The parameters of an instance, one a line. */
final class Parameters {
  private final StringBuilder text;
  private String before = "";

  Parameters(StringBuilder text) {
    this.text = text;
  }

  void add(String parameter, int value) {
    text.append(before).append("      .").append(parameter).append('(').append(value).append(')');
    before = ",\n";
  }

  void end() {
    text.append('\n');
  }
}
