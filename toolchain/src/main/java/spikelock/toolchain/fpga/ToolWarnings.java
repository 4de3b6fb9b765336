package spikelock.toolchain.fpga;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Warnings of tools, those that are expected told from the others. */
final class ToolWarnings {
  /** Warnings that come of every build, with the reason why each is harmless. */
  private static final Map<Pattern, String> EXPECTED = expected();

  private final Map<Pattern, Integer> counts = new LinkedHashMap<>();
  private final List<String> unexpected = new ArrayList<>();

  private static Map<Pattern, String> expected() {
    Map<Pattern, String> all = new LinkedHashMap<>();
    all.put(Pattern.compile("ABC: Warning: The network is combinational \\(run \"fraig\" or \"fraig_sweep\"\\)\\."),
        "abc is given the logic between registers only");
    all.put(Pattern.compile("ABC: Warning: The network is combinational\\."), "as above, from abc9");
    all.put(Pattern.compile("ABC: Warning: AIG with boxes has internal fanout in \\d+ complex flops and \\d+ carries\\."),
        "abc9 keeps carry chains as boxes whose inner carries are used outside, too");
    all.put(Pattern.compile("Warning: Resizing cell port \\S+\\.(DI|DO|DIP|DOP|WE|ADDR)\\w+ from \\d+ bits to \\d+ bits\\."),
        "synth_xilinx gives a RAMB18E1 the ports of its narrower mode");
    return all;
  }

  /** Looks at every line that a tool said. */
  void read(String log) {
    log.lines().map(String::strip).filter(line -> line.regionMatches(true, 0, "warning:", 0, 8) || line.startsWith("ABC: Warning")).forEach(line -> {
      Optional<Pattern> known = EXPECTED.keySet().stream().filter(pattern -> pattern.matcher(line).matches()).findFirst();
      known.ifPresentOrElse(pattern -> counts.merge(pattern, 1, Integer::sum), () -> {
        if (!unexpected.contains(line)) {
          unexpected.add(line);
        }
      });
    });
  }

  List<String> unexpected() {
    return List.copyOf(unexpected);
  }

  List<BuildReport.ExpectedWarning> expectedOnes() {
    return counts.entrySet().stream().map(e -> new BuildReport.ExpectedWarning(e.getValue(), e.getKey().pattern().replace("\\", ""), EXPECTED.get(e.getKey()))).toList();
  }
}
