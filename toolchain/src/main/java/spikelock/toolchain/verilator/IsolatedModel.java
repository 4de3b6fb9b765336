package spikelock.toolchain.verilator;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.ToolException;

/** A model in a child process: its death or its silence becomes an ordinary error here. One round trip a call. */
final class IsolatedModel implements NativeModel {
  private static final int RUN = 1;
  private static final int PORTS = 2;
  private static final int MEMORY = 3;
  private static final int TRACE = 4;
  private static final int PRINTED = 5;
  private static final int PATIENCE = 30;
  private static final Pattern SIGNAL = Pattern.compile("^#\\s+(SIG[A-Z]+)");

  private final Process process;
  private final DataOutputStream to;
  private final DataInputStream from;
  private final Duration limit;
  private final Thread reaper;
  private final Thread listener;
  private volatile String signal = "";

  IsolatedModel(VerilatedLibrary library, Binding binding, int seed, Duration limit) {
    this.limit = limit;
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder = new ProcessBuilder(List.of(java.toString(), "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        // The report of a crash comes to us and leaves no files in the user's folder.
        "-XX:+ErrorFileToStderr", "-XX:-CreateCoredumpOnCrash", "-Xmx512m", "-cp", System.getProperty("java.class.path"),
        IsolatedModel.class.getName(), library.path().toString(), library.shim().toString(), binding.name(), "" + seed));
    try {
      this.process = builder.start();
    } catch (IOException e) {
      throw new ToolException("the isolated model cannot be started: " + e.getMessage(), "", e);
    }
    this.listener = Thread.ofVirtual().start(this::listen);
    this.reaper = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(reaper);
    this.to = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    this.from = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    ports(); // a model that dies at once is noticed here
  }

  /** The crash report of the child's JVM names the signal; its exit code does not. */
  private void listen() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = SIGNAL.matcher(line);
        if (signal.isEmpty() && matcher.find()) {
          signal = matcher.group(1);
        }
      }
    } catch (IOException e) {
      // The child is gone; what it said is known.
    }
  }

  private interface Send {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Receive<T> {
    T from(DataInputStream in) throws IOException;

    /** Behind the message of a model that stopped: takes the results before it and says how many there are. */
    default int stopped(DataInputStream in) throws IOException {
      return 0;
    }
  }

  /** Takes results, which come alike from a program that ended and from one that did not. */
  private record Results(int[] into) implements Receive<Integer> {
    @Override
    public Integer from(DataInputStream in) throws IOException {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        into[i] = in.readInt();
      }
      return count;
    }

    @Override
    public int stopped(DataInputStream in) throws IOException {
      return from(in);
    }
  }

  private <T> T call(int what, Send send, Receive<T> receive) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> {
      try {
        to.writeByte(what);
        send.to(to);
        to.flush();
        switch (from.readByte()) {
          case 1 -> answer.complete(receive.from(from));
          case 0 -> answer.completeExceptionally(SimulationException.of(from.readUTF(), receive.stopped(from)));
          // A crashing JVM writes a few lines of text to stdout.
          default -> throw new EOFException("no answer");
        }
      } catch (IOException | RuntimeException e) {
        answer.completeExceptionally(e);
      }
    });
    try {
      return await(answer);
    } catch (TimeoutException e) {
      close();
      throw new ToolException("the isolated model worked for " + limit.toSeconds() + " s without an answer and was ended",
          "it may hold an endless loop; --timeout allows more time", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SimulationException stopped) {
        throw stopped;
      }
      throw died(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new ToolException("interrupted", "", e);
    }
  }

  /**
   * Waits for as long as the child has had less processor time than the limit: a busy machine makes it slow, which is no endless loop. One
   * that waits for something instead gets {@link #PATIENCE} limits of time.
   */
  private <T> T await(CompletableFuture<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
    Duration before = worked();
    for (int waited = 1; ; waited++) {
      try {
        return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (waited == PATIENCE || worked().minus(before).compareTo(limit) >= 0) {
          throw e;
        }
      }
    }
  }

  private Duration worked() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private ToolException died(Throwable cause) {
    int code = -1;
    try {
      code = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
      listener.join(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
    String how = signal.equals("SIGSEGV") || code == 128 + 11 ? "crashed (SIGSEGV, segmentation fault)"
        : !signal.isEmpty() ? "crashed (" + signal + ")"
        : code > 128 ? "was ended by signal " + (code - 128) : "ended with code " + code;
    return new ToolException("the isolated model " + how, "the Verilog or its compiled code is at fault, not this program",
        cause instanceof EOFException ? null : cause);
  }

  @Override
  public Port[] ports() {
    return call(PORTS, out -> { }, IsolatedModel::readPorts);
  }

  private static Port[] readPorts(DataInputStream in) throws IOException {
    Port[] ports = new Port[in.readInt()];
    for (int i = 0; i < ports.length; i++) {
      ports[i] = new Port(in.readUTF(), i, in.readInt(), in.readBoolean());
    }
    return ports;
  }

  @Override
  public int memoryWords(int memory) {
    return call(MEMORY, out -> out.writeInt(memory), DataInputStream::readInt);
  }

  @Override
  public int run(int[] script, int length, int[] results) {
    return call(RUN, out -> {
      out.writeInt(results.length);
      write(out, script, length);
    }, new Results(results));
  }

  /** How many there are, then each. */
  private static void write(DataOutputStream out, int[] values, int count) throws IOException {
    out.writeInt(count);
    for (int i = 0; i < count; i++) {
      out.writeInt(values[i]);
    }
  }

  @Override
  public void trace(String path) {
    call(TRACE, out -> out.writeUTF(path), in -> 0);
  }

  @Override
  public String printed() {
    return call(PRINTED, out -> { }, in -> in.readUTF());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException e) {
      // Shutting down: the hook is running or will.
    }
  }

  /** The child: library, shim, binding, seed. */
  public static void main(String[] arguments) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out, 1 << 16));
    InputStream input = System.in;
    DataInputStream in = new DataInputStream(new BufferedInputStream(input, 1 << 16));
    Path library = Path.of(arguments[0]);
    int seed = Integer.parseInt(arguments[3]);
    NativeModel model = null;
    SimulationException failed = null;
    try {
      model = arguments[2].equals("FFM") ? new FfmBinding(library, seed)
          : new JniBinding(library, Path.of(arguments[1]), seed);
    } catch (SimulationException e) {
      failed = e;
    }
    for (int what = in.read(); what >= 0; what = in.read()) {
      if (failed != null) {
        refuse(out, failed);
        return;
      }
      serve(what, model, in, out);
      out.flush();
    }
  }

  private static void refuse(DataOutputStream out, SimulationException e) throws IOException {
    out.writeBoolean(false);
    out.writeUTF(e.encoded());
    out.flush();
  }

  private static void serve(int what, NativeModel model, DataInputStream in, DataOutputStream out) throws IOException {
    switch (what) {
      case RUN -> {
        int[] results = new int[in.readInt()];
        int[] script = new int[in.readInt()];
        for (int i = 0; i < script.length; i++) {
          script[i] = in.readInt();
        }
        try {
          int count = model.run(script, script.length, results);
          out.writeBoolean(true);
          write(out, results, count);
        } catch (SimulationException e) {
          refuse(out, e);
          write(out, results, e.results());
        }
      }
      case PORTS -> {
        Port[] ports = model.ports();
        out.writeBoolean(true);
        out.writeInt(ports.length);
        for (Port port : ports) {
          out.writeUTF(port.name());
          out.writeInt(port.width());
          out.writeBoolean(port.input());
        }
      }
      case MEMORY -> {
        int words = model.memoryWords(in.readInt());
        out.writeBoolean(true);
        out.writeInt(words);
      }
      case TRACE -> {
        model.trace(in.readUTF());
        out.writeBoolean(true);
      }
      default -> {
        out.writeBoolean(true);
        out.writeUTF(model.printed());
      }
    }
  }
}
