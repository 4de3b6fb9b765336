package spikelock.toolchain.console;

import java.util.Objects;

/** The version of this program, as its jar states it. */
public final class Version {
  private Version() {}

  /** Such as {@code 0.1.0}; {@code development} when the classes are not in a jar. */
  public static String current() {
    return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
  }
}
