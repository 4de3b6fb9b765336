package spikelock.toolchain.doctor;

/**
 * What was found of one tool.
 *
 * @param path where it is, or the empty string
 * @param version what it says of itself, or the empty string when it does not say
 */
public record ToolFinding(KnownTool tool, Status status, String path, String version) {
  /** Whether a tool can be used. */
  public enum Status {
    OK,
    MISSING,
    TOO_OLD,
    /** It is there but could not be started, or says nothing that looks like a version. */
    BROKEN
  }

  /** Whether it can be used. */
  public boolean isUsable() {
    return status == Status.OK;
  }
}
