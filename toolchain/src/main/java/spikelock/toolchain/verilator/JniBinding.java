package spikelock.toolchain.verilator;

import java.nio.file.Path;

/** The model through JNI: a second way to the same bytes, kept as a cross-check of the first. */
final class JniBinding implements NativeModel {
  private static boolean loaded;

  private final long library;
  private final long session;
  private boolean closed;

  JniBinding(Path path, Path shim, int seed) {
    load(shim);
    this.library = open(path.toString());
    if (library == 0) {
      throw new IllegalStateException("the library " + path + " cannot be loaded");
    }
    this.session = create(library, seed);
    String error = error(library, session);
    if (!error.isEmpty()) {
      close();
      throw SimulationException.of(error, 0);
    }
  }

  private static synchronized void load(Path shim) {
    if (!loaded) {
      System.load(shim.toString());
      loaded = true;
    }
  }

  @Override
  public Port[] ports() {
    Port[] ports = new Port[number(library, "sl_port_count", 0)];
    for (int i = 0; i < ports.length; i++) {
      ports[i] = new Port(portName(library, i), i, number(library, "sl_port_width", i), number(library, "sl_port_input", i) != 0);
    }
    return ports;
  }

  @Override
  public int memoryWords(int memory) {
    return number(library, "sl_memory_words", memory);
  }

  @Override
  public int run(int[] script, int length, int[] results) {
    int count = run(library, session, script, length, results);
    if (count < 0) {
      throw SimulationException.of(error(library, session), -1 - count);
    }
    return count;
  }

  @Override
  public void trace(String path) {
    if (trace(library, session, path) != 0) {
      throw new IllegalStateException("the model was built without waveforms");
    }
  }

  @Override
  public String printed() {
    return printed(library);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      destroy(library, session);
      close(library);
    }
  }

  private static native long open(String path);

  private static native void close(long library);

  private static native int number(long library, String function, int argument);

  private static native String portName(long library, int port);

  private static native long create(long library, int seed);

  private static native void destroy(long library, long session);

  private static native int run(long library, long session, int[] script, int length, int[] results);

  private static native String error(long library, long session);

  private static native String printed(long library);

  private static native int trace(long library, long session, String path);
}
