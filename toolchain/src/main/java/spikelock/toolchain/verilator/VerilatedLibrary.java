package spikelock.toolchain.verilator;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A compiled design, ready to be opened any number of times.
 *
 * @param path the shared library in the cache
 * @param shim the JNI shim in the cache
 * @param hash hash of everything it was made from
 */
public record VerilatedLibrary(Path path, Path shim, String hash) {

  /**
   * A new instance in this process.
   *
   * @param seed what uninitialised registers and memories start from
   */
  public VerilatedModel open(Binding binding, int seed) {
    return new VerilatedModel(binding == Binding.FFM ? new FfmBinding(path, seed) : new JniBinding(path, shim, seed));
  }

  /**
   * A new instance in a child process, for designs that may crash or hang.
   *
   * @param limit longest time a single call may take
   */
  public VerilatedModel openIsolated(Binding binding, int seed, Duration limit) {
    return new VerilatedModel(new IsolatedModel(this, binding, seed, limit));
  }
}
