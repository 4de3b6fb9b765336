package spikelock.toolchain.verilator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.files.Resource;
import spikelock.emulator.files.Sha256;
import spikelock.toolchain.process.Cache;
import spikelock.toolchain.process.SealedFolder;
import spikelock.toolchain.process.Tool;

/**
 * Turns Verilog sources into a {@link VerilatedLibrary}. Results are cached by the contents of the sources, the flags, the CPU and the
 * versions of the tools; several builds, also in several processes, may run at a time.
 */
public final class VerilatorBuild {
  /** Version of the C interface in {@code harness.cpp}. */
  static final int ABI = 2;

  private static final int KEY_BYTES = 12;
  private static final long CACHE_BYTES = 2L << 30;
  private static final Pattern PORT = Pattern.compile("VL_(IN|OUT|INOUT)(8|16|64|W)?\\(&?\\(?&?(\\w+)\\)?,(\\d+),(\\d+)(?:,\\d+)?\\);");
  private static final Pattern DECLARATION = Pattern.compile(
      "(?:VlUnpacked<[^;]*?,\\s*(\\d+)>|(?:CData|SData|IData|QData|VlWide<\\d+>)/\\*\\d+:\\d+\\*/)\\s+(\\w+);");

  /** What every model begins with: a header that can be compiled beforehand must be the first. */
  private static final String MODEL = "model.so";
  private static final String BUILDS = "build";
  private static final String HEADER = "model.h";
  private static final String MODEL_HEADER = "#include \"harness.h\"\n#include \"verilated.h\"\n";

  private static final Pattern VERILATOR_ERROR = Pattern.compile("(?m)^%(?:Error|Warning)[^\\n]*");

  /** How the model is compiled. */
  public enum Profile {
    /** For speed: native code, no assertions, undefined values chosen freely. */
    FAST(List.of("-O3", "--x-assign", "fast", "--x-initial", "fast", "--noassert"), List.of("-O3", "-march=native")),
    /** For checking: assertions on, undefined values random. */
    CHECKED(List.of("-O3", "--x-assign", "unique", "--x-initial", "unique", "--assert"), List.of("-O1")),
    /** As {@link #CHECKED}, but compiled in a fraction of the time and run slower: for short runs on many designs. */
    QUICK(CHECKED.verilator, List.of("-O0"));

    private final List<String> verilator;
    private final List<String> compiler;

    Profile(List<String> verilator, List<String> compiler) {
      this.verilator = verilator;
      this.compiler = compiler;
    }

    /** Whether the runtime's headers are kept compiled: 60 MB in the cache for three quarters of the time that a small model takes. */
    private boolean precompiles() {
      return this == QUICK;
    }
  }

  private static final Map<Path, Lock> LOCKS = new ConcurrentHashMap<>();

  private final String top;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final List<String> flags = new ArrayList<>();
  private final List<Exposed> exposed = new ArrayList<>();
  private Profile profile = Profile.CHECKED;
  private boolean waveforms;
  private Consumer<String> progress = line -> { };

  private VerilatorBuild(String top) {
    this.top = top;
  }

  /** A build of the module {@code top}; its clock is the input {@code clk}. */
  public static VerilatorBuild of(String top) {
    return new VerilatorBuild(top);
  }

  /** Adds a source file by its text; {@code name} is a plain file name. */
  public VerilatorBuild source(String name, String text) {
    sources.put(name, text);
    return this;
  }

  /** Adds many source files. */
  public VerilatorBuild sources(Map<String, String> files) {
    sources.putAll(files);
    return this;
  }

  /** Sets a parameter of the top module. */
  public VerilatorBuild parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** Adds a flag for Verilator, such as {@code -Wall}. */
  public VerilatorBuild flag(String flag) {
    flags.add(flag);
    return this;
  }

  /** What peek and poke reach under one number: the words of a memory, or some registers. */
  private record Exposed(List<String> names, boolean memory, boolean required) {}

  /**
   * Exposes a memory by its hierarchical name, for peek and poke; the declaration must be public_flat_rw. Memories and groups of
   * registers are numbered together in the order of these calls.
   */
  public VerilatorBuild memory(String hierarchicalName) {
    exposed.add(new Exposed(List.of(hierarchicalName), true, true));
    return this;
  }

  /** As {@link #memory}, but where the design has none of this name, {@link VerilatedModel#memoryWords} says 0. */
  public VerilatorBuild optionalMemory(String hierarchicalName) {
    exposed.add(new Exposed(List.of(hierarchicalName), true, false));
    return this;
  }

  /**
   * Exposes registers by their hierarchical names as the words of one memory, for peek; their declarations must be public_flat_rd. All
   * of them or, where the design lacks one, none.
   */
  public VerilatorBuild optionalRegisters(List<String> hierarchicalNames) {
    exposed.add(new Exposed(List.copyOf(hierarchicalNames), false, false));
    return this;
  }

  public VerilatorBuild profile(Profile chosen) {
    this.profile = chosen;
    return this;
  }

  /** Compiles the ability to write waveforms in; slower even when none is written. */
  public VerilatorBuild waveforms() {
    this.waveforms = true;
    return this;
  }

  /** Receives a line when something that takes long begins. */
  public VerilatorBuild progress(Consumer<String> listener) {
    this.progress = listener;
    return this;
  }

  /**
   * Builds, or finds the result of an equal build.
   *
   * @throws ToolException when a tool is missing, or refuses the sources (with its first errors)
   */
  public VerilatedLibrary build() {
    String tools = version("verilator", "verilator") + version("g++", "g++");
    String hash = hash(tools);
    Path cache = Cache.folder("verilator");
    Path place = cache.resolve(hash);
    Path shim = jniShim(cache, tools);
    Path library = place.resolve(MODEL);
    try {
      if (!SealedFolder.isSound(place)) {
        compileOnce(cache, place, tools);
      }
    } catch (IOException e) {
      throw Cache.unusable(cache, e);
    }
    Cache.touch(library);
    return new VerilatedLibrary(library, shim, hash);
  }

  /** One thread of one process compiles, the others wait: a file lock holds between processes, a lock of this one between its threads. */
  private void compileOnce(Path cache, Path place, String tools) throws IOException {
    Lock threads = LOCKS.computeIfAbsent(place, p -> new ReentrantLock());
    threads.lock();
    try (FileChannel channel = FileChannel.open(cache.resolve(place.getFileName() + ".lock"), StandardOpenOption.CREATE,
        StandardOpenOption.WRITE); FileLock processes = channel.lock()) {
      if (processes.isValid() && !SealedFolder.isSound(place)) {
        compile(cache, place, tools);
        Cache.evict(cache, MODEL, CACHE_BYTES, place);
      }
    } finally {
      threads.unlock();
    }
  }

  private void compile(Path cache, Path place, String tools) throws IOException {
    Path work = SealedFolder.begin(cache.resolve(BUILDS));
    try {
      progress.accept("verilating " + top);
      List<String> command = new ArrayList<>(List.of("verilator", "--cc", "--prefix", "Vmodel", "--Mdir", "obj", "--top-module", top,
          "-Wno-fatal"));
      command.addAll(profile.verilator);
      command.addAll(flags);
      if (waveforms) {
        command.add("--trace-fst");
      }
      parameters.forEach((name, value) -> command.add("-G" + name + "=" + value));
      for (Map.Entry<String, String> source : sources.entrySet()) {
        if (!source.getKey().matches("[\\w.-]+")) {
          throw new ToolException("\"" + source.getKey() + "\" is not a plain file name", "");
        }
        Files.writeString(work.resolve(source.getKey()), source.getValue());
        if (!source.getKey().endsWith(".vh")) {
          command.add(source.getKey());
        }
      }
      Tool.Result verilated = Tool.run(work, command, "verilator");
      if (verilated.code() != 0) {
        throw new ToolException("Verilator refuses the design: " + firstErrors(verilated.output()), "");
      }
      Path obj = work.resolve("obj");
      Files.writeString(obj.resolve("ports.inc"), tables(Files.readString(obj.resolve("Vmodel.h")),
          Files.readString(obj.resolve("Vmodel___024root.h"))));
      Files.writeString(obj.resolve("harness.cpp"), Resource.text(VerilatorBuild.class, "harness.cpp"));
      StringBuilder all = new StringBuilder();
      try (Stream<Path> files = Files.list(obj)) {
        files.map(p -> p.getFileName().toString()).filter(n -> n.startsWith("Vmodel") && n.endsWith(".cpp")).sorted()
            .forEach(n -> all.append("#include \"").append(n).append("\"\n"));
      }
      all.append("#include \"harness.cpp\"\n");
      Files.writeString(obj.resolve("all.cpp"), all);
      progress.accept("compiling the model of " + top);
      Path runtime = runtime(cache, tools);
      List<String> compile = new ArrayList<>(List.of("g++", "-shared", "-o", MODEL, "-include", runtime.resolve(HEADER).toString(), "all.cpp"));
      compile.addAll(compilerFlags(tools));
      runtimeFiles().forEach(file -> compile.add(runtime.resolve(object(file)).toString()));
      if (waveforms) {
        compile.add("-lz");
      }
      Tool.Result compiled = Tool.run(obj, compile, "g++");
      if (compiled.code() != 0) {
        throw new ToolException("the C++ compiler refuses the model: " + compiled.output().lines()
            .filter(l -> l.contains("error")).findFirst().orElse(compiled.output()), "");
      }
      Path done = SealedFolder.begin(place);
      Files.move(obj.resolve(MODEL), done.resolve(MODEL), StandardCopyOption.ATOMIC_MOVE);
      SealedFolder.put(done, place);
    } finally {
      Cache.delete(work);
    }
  }

  private List<String> compilerFlags(String tools) {
    List<String> flagsOfCompiler = new ArrayList<>(List.of("-std=c++17", "-fPIC", "-fno-gnu-unique", "-w", "-I.", "-I" + root(tools) + "/include",
        "-I" + root(tools) + "/include/vltstd", "-DVERILATOR=1", "-DVM_COVERAGE=0", "-DVM_SC=0", "-DVM_TRACE=" + (waveforms ? 1 : 0),
        "-DVM_TRACE_FST=" + (waveforms ? 1 : 0), "-DVL_USER_FATAL", "-DVL_USER_STOP", "-DVL_USER_FINISH"));
    if (waveforms) {
      flagsOfCompiler.add("-DSPIKELOCK_TRACE");
    }
    flagsOfCompiler.addAll(profile.compiler);
    return flagsOfCompiler;
  }

  private static String root(String tools) {
    return tools.lines().filter(l -> l.startsWith("root ")).findFirst().orElseThrow().substring(5);
  }

  private List<String> runtimeFiles() {
    return waveforms ? List.of("verilated.cpp", "verilated_threads.cpp", "verilated_fst_c.cpp") : List.of("verilated.cpp", "verilated_threads.cpp");
  }

  private static String object(String sourceFile) {
    return sourceFile.replace(".cpp", ".o");
  }

  /** A folder with Verilator's own runtime, compiled once for a set of flags: it takes longer than most models. */
  private Path runtime(Path cache, String tools) throws IOException {
    String key = new Sha256().add(tools + compilerFlags(tools) + cpu() + Resource.text(VerilatorBuild.class, "harness.h") + MODEL_HEADER).hex(KEY_BYTES);
    Path folder = cache.resolve("runtime-" + key);
    if (SealedFolder.isSound(folder)) {
      return folder;
    }
    progress.accept("compiling Verilator's runtime (once)");
    Path work = SealedFolder.begin(folder);
    try {
      Files.writeString(work.resolve("harness.h"), Resource.text(VerilatorBuild.class, "harness.h"));
      Files.writeString(work.resolve(HEADER), MODEL_HEADER);
      for (String file : runtimeFiles()) {
        compileRuntime(work, List.of("-c", "-include", "harness.h", root(tools) + "/include/" + file, "-o", object(file)), tools);
      }
      if (profile.precompiles()) {
        compileRuntime(work, List.of("-x", "c++-header", HEADER, "-o", HEADER + ".gch"), tools);
      }
      SealedFolder.put(work, folder);
    } finally {
      Cache.delete(work);
    }
    return folder;
  }

  private void compileRuntime(Path work, List<String> what, String tools) {
    List<String> command = new ArrayList<>(List.of("g++"));
    command.addAll(what);
    command.addAll(compilerFlags(tools));
    Tool.Result result = Tool.run(work, command, "g++");
    if (result.code() != 0) {
      throw new ToolException("Verilator's runtime does not compile: " + result.output(), "");
    }
  }

  private Path jniShim(Path cache, String tools) {
    String source = Resource.text(VerilatorBuild.class, "jni.cpp");
    String home = System.getProperty("java.home");
    Path folder = cache.resolve("jni-" + new Sha256().add(source + tools + home).hex(KEY_BYTES));
    Path shim = folder.resolve("jni.so");
    if (SealedFolder.isSound(folder)) {
      return shim;
    }
    try {
      Path work = SealedFolder.begin(folder);
      try {
        Files.writeString(work.resolve("jni.cpp"), source);
        Tool.Result result = Tool.run(work, List.of("g++", "-std=c++17", "-O2", "-fPIC", "-shared", "-fno-gnu-unique", "-I" + home + "/include",
            "-I" + home + "/include/linux", "jni.cpp", "-o", "jni.so", "-ldl"), "g++");
        if (result.code() != 0) {
          throw new ToolException("the JNI shim does not compile: " + result.output(), "");
        }
        Files.delete(work.resolve("jni.cpp"));
        SealedFolder.put(work, folder);
      } finally {
        Cache.delete(work);
      }
    } catch (IOException e) {
      throw Cache.unusable(cache, e);
    }
    return shim;
  }

  /** C++ tables of the ports that Verilator's header declares, and of the exposed memories. */
  private String tables(String header, String rootHeader) {
    StringBuilder names = new StringBuilder();
    StringBuilder gets = new StringBuilder();
    StringBuilder sets = new StringBuilder();
    int count = 0;
    boolean clock = false;
    for (Matcher m = PORT.matcher(header); m.find(); ) {
      String name = m.group(3);
      int width = Integer.parseInt(m.group(4)) - Integer.parseInt(m.group(5)) + 1;
      boolean input = !m.group(1).equals("OUT");
      clock |= name.equals("clk");
      names.append("  {\"").append(name).append("\", ").append(width).append(", ").append(input ? 1 : 0).append("},\n");
      gets.append("    case ").append(count).append(": put(to, m->").append(name).append("); break;\n");
      sets.append("    case ").append(count).append(": take(from, m->").append(name).append("); break;\n");
      count++;
    }
    if (!clock) {
      throw new ToolException("the design's top module has no input called clk", "");
    }
    StringBuilder text = new StringBuilder();
    text.append("const Port PORTS[] = {\n").append(names).append("};\nconst int PORT_COUNT = ").append(count).append(";\n");
    text.append("inline CData& clock_of(Vmodel* m) { return m->clk; }\n");
    text.append("inline void get_port(Vmodel* m, int port, int*& to) {\n  switch (port) {\n").append(gets).append("  }\n}\n");
    text.append("inline void set_port(Vmodel* m, int port, const int*& from) {\n  switch (port) {\n").append(sets).append("  }\n}\n");
    memoryTables(text, rootHeader);
    return text.toString();
  }

  private void memoryTables(StringBuilder text, String rootHeader) {
    Map<String, Integer> declared = declarations(rootHeader);
    StringBuilder names = new StringBuilder();
    StringBuilder peeks = new StringBuilder();
    StringBuilder pokes = new StringBuilder();
    for (int i = 0; i < exposed.size(); i++) {
      Exposed wanted = exposed.get(i);
      List<String> mangled = wanted.names().stream().map(VerilatorBuild::mangled).toList();
      boolean there = mangled.stream().allMatch(name -> (declared.getOrDefault(name, -1) > 0) == wanted.memory() && declared.containsKey(name));
      if (!there && wanted.required()) {
        throw new ToolException("the design has no memory " + wanted.names().get(0), "it must be public_flat_rw");
      }
      int words = !there ? 0 : wanted.memory() ? declared.get(mangled.get(0)) : mangled.size();
      names.append("  {\"").append(wanted.names().get(0)).append("\", ").append(words).append("},\n");
      if (there && wanted.memory()) {
        peeks.append("    case ").append(i).append(": put(to, m->rootp->").append(mangled.get(0)).append("[word]); break;\n");
        pokes.append("    case ").append(i).append(": take(from, m->rootp->").append(mangled.get(0)).append("[word]); break;\n");
      } else if (there) {
        peeks.append("    case ").append(i).append(": switch (word) {\n");
        for (int word = 0; word < words; word++) {
          peeks.append("      case ").append(word).append(": put(to, m->rootp->").append(mangled.get(word)).append("); break;\n");
        }
        peeks.append("    } break;\n");
      }
    }
    text.append("const Memory MEMORIES[] = {\n").append(names).append("  {\"\", 0}};\nconst int MEMORY_COUNT = ")
        .append(exposed.size()).append(";\n");
    text.append("inline void peek(Vmodel* m, int memory, int word, int*& to) {\n  switch (memory) {\n").append(peeks).append("  }\n}\n");
    text.append("inline void poke(Vmodel* m, int memory, int word, const int*& from) {\n  switch (memory) {\n").append(pokes)
        .append("  }\n}\n");
  }

  /** What Verilator's header declares: words of a memory, 0 for a register. */
  private static Map<String, Integer> declarations(String rootHeader) {
    Map<String, Integer> declared = new java.util.HashMap<>();
    for (Matcher m = DECLARATION.matcher(rootHeader); m.find(); ) {
      declared.put(m.group(2), m.group(1) == null ? 0 : Integer.parseInt(m.group(1)));
    }
    return declared;
  }

  private static String mangled(String hierarchicalName) {
    return hierarchicalName.replace("[", "__BRA__").replace("]", "__KET__").replace(".", "__DOT__");
  }

  private String hash(String tools) {
    StringBuilder key = new StringBuilder();
    key.append(ABI).append(top).append(profile).append(waveforms).append(flags).append(parameters).append(exposed).append(tools).append(cpu());
    key.append(Resource.text(VerilatorBuild.class, "harness.cpp")).append(Resource.text(VerilatorBuild.class, "harness.h"));
    sources.forEach((name, source) -> key.append('\0').append(name).append('\0').append(source));
    return new Sha256().add(key.toString()).hex(KEY_BYTES);
  }

  /** First line of {@code --version}, and for Verilator where its runtime is. */
  private static String version(String program, String debianPackage) {
    return VERSIONS.computeIfAbsent(program, p -> {
      String first = Tool.run(Path.of("/"), List.of(p, "--version"), debianPackage).output().lines().findFirst().orElse("") + "\n";
      return p.equals("verilator")
          ? first + "root " + Tool.run(Path.of("/"), List.of(p, "--getenv", "VERILATOR_ROOT"), debianPackage).output().strip() + "\n" : first;
    });
  }

  private static final Map<String, String> VERSIONS = new ConcurrentHashMap<>();

  private static String cpu() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.filter(l -> l.startsWith("model name") || l.startsWith("flags")).limit(2).toList().toString();
    } catch (IOException | UncheckedIOException e) {
      return System.getProperty("os.arch");
    }
  }

  private static String firstErrors(String output) {
    List<String> lines = new ArrayList<>();
    Matcher m = VERILATOR_ERROR.matcher(output);
    while (m.find() && lines.size() < 3) {
      if (m.group().startsWith("%Error") && !m.group().contains("Exiting due to")) {
        lines.add(m.group());
      }
    }
    return lines.isEmpty() ? output.lines().limit(3).toList().toString() : String.join("; ", lines);
  }
}
