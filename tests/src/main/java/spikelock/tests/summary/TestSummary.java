package spikelock.tests.summary;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Adds up the reports that Surefire wrote under each module. The launcher runs this one file from source, so that it
 * speaks even when the tests do not compile: it uses the JDK alone.
 */
public final class TestSummary {
  /** Why a test was skipped: what its reason begins with, in the order in which they are told. */
  enum Want {
    SHARED("SHARED:", "for want of ../shared"),
    TOOL("TOOL:", "for want of a tool"),
    OTHER("", "for another reason");

    private final String prefix;
    private final String words;

    Want(String prefix, String words) {
      this.prefix = prefix;
      this.words = words;
    }

    static Want of(Skip skip) {
      return Stream.of(values()).filter(want -> skip.reason().startsWith(want.prefix)).findFirst().orElse(OTHER);
    }
  }

  /** One suite's report. Times are seconds. */
  record Suite(String name, int tests, int failed, double seconds, List<Skip> skips) {}

  /** One skipped test, its class without the package, and why. */
  record Skip(String suite, String test, String reason) {}

  /** One module's suites. */
  record Module(String name, List<Suite> suites) {
    int tests() {
      return suites.stream().mapToInt(Suite::tests).sum();
    }

    int failed() {
      return suites.stream().mapToInt(Suite::failed).sum();
    }

    List<Skip> skips() {
      return suites.stream().flatMap(suite -> suite.skips().stream()).toList();
    }

    double seconds() {
      return suites.stream().mapToDouble(Suite::seconds).sum();
    }
  }

  private TestSummary() {}

  /**
   * Prints the summary and exits with 0 when all is well, else with 1.
   *
   * @param arguments the folder of the modules, the total time in seconds, and optionally {@code --tools-required}
   *     when a skip for want of a tool is a failure, and {@code --with-python} when Python was asked itself
   */
  public static void main(String... arguments) throws IOException, XMLStreamException {
    boolean toolsRequired = List.of(arguments).contains("--tools-required");
    boolean withPython = List.of(arguments).contains("--with-python");
    boolean passed = print(read(Path.of(arguments[0])), Integer.parseInt(arguments[1]), toolsRequired, withPython, System.out);
    System.exit(passed ? 0 : 1);
  }

  static List<Module> read(Path root) throws IOException, XMLStreamException {
    List<Module> modules = new ArrayList<>();
    for (Path folder : sorted(root, Files::isDirectory)) {
      Path reports = folder.resolve("target/surefire-reports");
      if (Files.isDirectory(reports)) {
        List<Suite> suites = new ArrayList<>();
        for (Path report : sorted(reports, file -> file.getFileName().toString().matches("TEST-.*\\.xml"))) {
          suites.add(suite(report));
        }
        modules.add(new Module(folder.getFileName().toString(), suites));
      }
    }
    return modules;
  }

  private static List<Path> sorted(Path folder, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(wanted).sorted().toList();
    }
  }

  private static Suite suite(Path report) throws IOException, XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    String name = "";
    int tests = 0;
    int failed = 0;
    double seconds = 0;
    List<Skip> skips = new ArrayList<>();
    try (InputStream in = Files.newInputStream(report)) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      String suite = "";
      String test = "";
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "testsuite" -> {
              name = attribute(xml, "name");
              tests = Integer.parseInt(attribute(xml, "tests"));
              failed = Integer.parseInt(attribute(xml, "failures")) + Integer.parseInt(attribute(xml, "errors"));
              seconds = Double.parseDouble(attribute(xml, "time").replace(",", ""));
            }
            case "testcase" -> {
              suite = attribute(xml, "classname").replaceFirst(".*\\.", "");
              test = attribute(xml, "classname") + "." + attribute(xml, "name");
            }
            case "skipped" -> skips.add(new Skip(suite, test, reason(xml)));
            default -> { }
          }
        }
      }
    }
    return new Suite(name, tests, failed, seconds, skips);
  }

  /** Of a {@code skipped} element: its message, or the first line of the stack trace that some reports hold instead. */
  private static String reason(XMLStreamReader xml) throws XMLStreamException {
    String message = attribute(xml, "message");
    String said = message.isEmpty() ? xml.getElementText().strip().lines().findFirst().orElse("") : message;
    return said.replaceFirst("^(org.opentest4j.TestAbortedException: )?Assumption failed: ", "");
  }

  private static String attribute(XMLStreamReader xml, String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }

  /** Prints modules, skips and totals; returns whether all is well. A run of no tests is not. */
  static boolean print(List<Module> modules, int totalSeconds, boolean toolsRequired, boolean withPython, PrintStream out) {
    List<Skip> skips = modules.stream().flatMap(module -> module.skips().stream()).toList();
    int tests = modules.stream().mapToInt(Module::tests).sum();
    int failed = modules.stream().mapToInt(Module::failed).sum();
    Map<Want, List<Skip>> wanting = skips.stream().collect(Collectors.groupingBy(Want::of, () -> new EnumMap<>(Want.class), Collectors.toList()));
    int withoutTool = wanting.getOrDefault(Want.TOOL, List.of()).size();

    out.printf(Locale.ROOT, "%n%-12s %7s %7s %7s %9s%n", "module", "tests", "failed", "skipped", "time");
    for (Module module : modules) {
      out.printf(Locale.ROOT, "%-12s %7d %7d %7d %7.1f s%n", module.name(), module.tests(), module.failed(), module.skips().size(), module.seconds());
    }
    if (!skips.isEmpty()) {
      out.println("\nskipped:");
      skips.forEach(skip -> out.println("  " + skip.test() + ": " + skip.reason().lines().findFirst().orElse("no reason given")));
    }
    if (toolsRequired && withoutTool > 0) {
      out.println("\n" + withoutTool + " skipped for want of a tool, which CI must not");
    }
    if (!skips.isEmpty() || !withPython) {
      out.println("\nnot tested:");
      wanting.forEach((want, some) -> out.println("  " + some.size() + " " + want.words + ": " + suites(some)));
    }
    if (!withPython) {
      out.println("  snnTorch, Norse, PyTorch, h5py and nir themselves, only what was recorded of them: ./spikelock test --with-python");
    }
    out.println();
    out.println("tests run: " + (tests - skips.size()));
    out.println("failed: " + failed);
    out.println("skipped: " + skips.size());
    for (Want want : Want.values()) {
      int some = wanting.getOrDefault(want, List.of()).size();
      if (some > 0 || want == Want.SHARED) {
        out.println("skipped " + want.words + ": " + some);
      }
    }
    out.printf(Locale.ROOT, "total time: %d:%02d min%n", totalSeconds / 60, totalSeconds % 60);
    return failed == 0 && tests > skips.size() && !(toolsRequired && withoutTool > 0);
  }

  /** Suites by name, each with how many of its tests are meant. */
  private static String suites(List<Skip> skips) {
    Map<String, Long> suites = skips.stream().collect(Collectors.groupingBy(Skip::suite, TreeMap::new, Collectors.counting()));
    return suites.entrySet().stream().map(suite -> suite.getKey() + " " + suite.getValue()).collect(Collectors.joining(", "));
  }
}
