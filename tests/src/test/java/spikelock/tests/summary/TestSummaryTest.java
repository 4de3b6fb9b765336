package spikelock.tests.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSummaryTest {
  @TempDir Path root;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void addsUpSuitesOfAllModules() throws Exception {
    report("emulator", "A", 3, 0, 0, "1.5", "");
    report("emulator", "B", 2, 0, 0, "1,002.25", skipped("Assumption failed: SHARED: no data"));
    report("mapper", "C", 1, 0, 0, "0.5", "");

    assertThat(print(false)).isTrue();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains(
        "tests run: 5", "failed: 0", "skipped: 1", "skipped for want of ../shared: 1", "total time: 1:05 min",
        "a.B.t: SHARED: no data", "1003.8 s");
  }

  @Test
  void failuresAndErrorsFail() throws Exception {
    report("emulator", "A", 3, 1, 1, "1", "");

    assertThat(print(false)).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("failed: 2");
  }

  @Test
  void aSkipForWantOfAToolFailsOnlyWhereToolsAreRequired() throws Exception {
    report("hdl", "A", 2, 0, 0, "1", skipped("TOOL: verilator"));

    assertThat(print(false)).isTrue();
    assertThat(print(true)).isFalse();
  }

  /** Some reports have the reason in the stack trace alone. */
  @Test
  void aReasonWithoutMessageIsReadFromTheTrace() throws Exception {
    report("mapper", "A", 2, 0, 0, "1", "<testcase classname='a.B' name='t'><skipped type='x'><![CDATA["
        + "org.opentest4j.TestAbortedException: Assumption failed: SHARED: nir\n\tat a.B]]></skipped></testcase>");

    assertThat(print(true)).isTrue();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("a.B.t: SHARED: nir");
  }

  @Test
  void whatWasNotTestedIsToldByReasonAndSuite() throws Exception {
    report("mapper", "A", 9, 0, 0, "1", skipped("SHARED: x").repeat(2) + skipped("TOOL: z") + skipped("odd")
        + "<testcase classname='a.C' name='each(1.5)[2]'><skipped message='SHARED: y'/></testcase>");

    assertThat(print(false)).isTrue();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("""
        not tested:
          3 for want of ../shared: B 2, C 1
          1 for want of a tool: B 1
          1 for another reason: B 1
          snnTorch, Norse, PyTorch, h5py and nir themselves, only what was recorded of them: ./spikelock test --with-python

        tests run: 4
        failed: 0
        skipped: 5
        skipped for want of ../shared: 3
        skipped for want of a tool: 1
        skipped for another reason: 1
        """);
    out.reset();
    TestSummary.print(TestSummary.read(root), 65, false, true, new PrintStream(out, true, StandardCharsets.UTF_8));
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("--with-python");
  }

  @Test
  void noTestsAtAllFail() throws Exception {
    assertThat(print(false)).isFalse();
    report("hdl", "A", 1, 0, 0, "1", skipped("SHARED: everything"));
    assertThat(print(false)).isFalse();
  }

  private boolean print(boolean toolsRequired) throws Exception {
    return TestSummary.print(TestSummary.read(root), 65, toolsRequired, false, new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private static String skipped(String reason) {
    return "<testcase classname='a.B' name='t'><skipped message='" + reason + "'/></testcase>";
  }

  private void report(String module, String suite, int tests, int failures, int errors, String time, String cases) throws Exception {
    Path reports = Files.createDirectories(root.resolve(module).resolve("target/surefire-reports"));
    Files.writeString(reports.resolve("TEST-" + suite + ".xml"),
        "<testsuite name='%s' tests='%d' failures='%d' errors='%d' time='%s'>%s</testsuite>".formatted(suite, tests, failures, errors, time, cases));
  }
}
