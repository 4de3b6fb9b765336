package spikelock.toolchain.verilator;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** The model through Panama. Handles are constants and take the function's address, so that every library shares them. */
final class FfmBinding implements NativeModel {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle INT_OF_INT = LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle INT = LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT));
  private static final MethodHandle ADDRESS_OF_INT = LINKER.downcallHandle(FunctionDescriptor.of(ADDRESS, JAVA_INT));
  private static final MethodHandle ADDRESS_OF_NOTHING = LINKER.downcallHandle(FunctionDescriptor.of(ADDRESS));
  private static final MethodHandle ADDRESS_OF_ADDRESS = LINKER.downcallHandle(FunctionDescriptor.of(ADDRESS, ADDRESS));
  private static final MethodHandle VOID_OF_ADDRESS = LINKER.downcallHandle(FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle INT_OF_ADDRESSES = LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle RUN = LINKER.downcallHandle(
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));

  private final Arena arena = Arena.ofShared();
  private final SymbolLookup library;
  private final MemorySegment session;
  private final MemorySegment run;
  private MemorySegment script = MemorySegment.NULL;
  private MemorySegment results = MemorySegment.NULL;
  private Arena buffers = Arena.ofShared();
  private boolean closed;

  FfmBinding(Path path, int seed) {
    this.library = SymbolLookup.libraryLookup(path, arena);
    this.run = symbol("sl_run");
    try {
      if ((int) INT.invokeExact(symbol("sl_abi")) != VerilatorBuild.ABI) {
        throw new IllegalStateException(path + " was built for another harness");
      }
      this.session = (MemorySegment) ADDRESS_OF_INT.invokeExact(symbol("sl_create"), seed);
    } catch (Throwable e) {
      throw unexpected(e);
    }
    String error = error();
    if (!error.isEmpty()) {
      close();
      throw SimulationException.of(error, 0);
    }
  }

  private MemorySegment symbol(String name) {
    return library.find(name).orElseThrow(() -> new IllegalStateException("the model has no " + name));
  }

  @Override
  public Port[] ports() {
    try {
      Port[] ports = new Port[(int) INT.invokeExact(symbol("sl_port_count"))];
      for (int i = 0; i < ports.length; i++) {
        MemorySegment name = (MemorySegment) ADDRESS_OF_INT.invokeExact(symbol("sl_port_name"), i);
        ports[i] = new Port(text(name), i, (int) INT_OF_INT.invokeExact(symbol("sl_port_width"), i),
            (int) INT_OF_INT.invokeExact(symbol("sl_port_input"), i) != 0);
      }
      return ports;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public int memoryWords(int memory) {
    try {
      return (int) INT_OF_INT.invokeExact(symbol("sl_memory_words"), memory);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the buffers live until they are too small or the model is closed
  public int run(int[] ops, int length, int[] out) {
    if (script.byteSize() < 4L * length || results.byteSize() < 4L * out.length) {
      buffers.close();
      buffers = Arena.ofShared();
      script = buffers.allocate(JAVA_INT, Math.max(1024, 2L * length));
      results = buffers.allocate(JAVA_INT, Math.max(1024, 2L * out.length));
    }
    MemorySegment.copy(ops, 0, script, JAVA_INT, 0, length);
    int count;
    try {
      count = (int) RUN.invokeExact(run, session, script, length, results, out.length);
    } catch (Throwable e) {
      throw unexpected(e);
    }
    MemorySegment.copy(results, JAVA_INT, 0, out, 0, count < 0 ? -1 - count : count);
    if (count < 0) {
      throw SimulationException.of(error(), -1 - count);
    }
    return count;
  }

  private String error() {
    try {
      return text((MemorySegment) ADDRESS_OF_ADDRESS.invokeExact(symbol("sl_error"), session));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public String printed() {
    try {
      return text((MemorySegment) ADDRESS_OF_NOTHING.invokeExact(symbol("sl_printed")));
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  @Override
  public void trace(String path) {
    try (Arena local = Arena.ofConfined()) {
      if ((int) INT_OF_ADDRESSES.invokeExact(symbol("sl_trace"), session, local.allocateFrom(path)) != 0) {
        throw new IllegalStateException("the model was built without waveforms");
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  private static String text(MemorySegment address) {
    return address.reinterpret(1 << 20).getString(0);
  }

  /** The model goes before its library: a library is unloaded only when no instance is left. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      VOID_OF_ADDRESS.invokeExact(symbol("sl_destroy"), session);
    } catch (Throwable e) {
      throw unexpected(e);
    } finally {
      buffers.close();
      arena.close();
    }
  }

  private static RuntimeException unexpected(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }
}
