package spikelock.toolchain.verilator;

/** How Java reaches the native model. Both give the same bytes. */
public enum Binding {
  /** Panama foreign functions; the default. */
  FFM,
  /** A small JNI library, compiled once. */
  JNI
}
