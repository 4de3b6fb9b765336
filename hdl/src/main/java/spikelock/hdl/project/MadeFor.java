package spikelock.hdl.project;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.ChipImage;

/**
 * What of a chip decides its Verilog, as lines that people can read and that are compared before a project runs an image.
 *
 * @param name the chip's name, which decides nothing
 * @param facts one a line: {@code field: value} as the chip file has it, and a digest of every datapath's text
 */
public record MadeFor(String name, List<String> facts) {
  private static final Set<String> DECIDE_NOTHING = Set.of("format", "version", "name", "clock_mhz", "clock_basis", "datapaths", "tiles");
  private static final int DIGEST = 16;

  public MadeFor {
    facts = List.copyOf(facts);
  }

  public static MadeFor of(ChipImage image) {
    return of(image.spec(), image.datapathTexts());
  }

  /** @param texts text of every {@code .neuron} file that the chip names, by name */
  public static MadeFor of(ChipSpec spec, Map<String, String> texts) {
    List<String> facts = new ArrayList<>();
    ChipFile.text(spec).lines().map(String::strip).filter(line -> !DECIDE_NOTHING.contains(field(line))).forEach(facts::add);
    new TreeMap<>(texts).forEach((name, text) -> facts.add("datapath " + name + ": sha256 " + digest(text)));
    return new MadeFor(spec.name(), facts);
  }

  /** What makes this another chip than that of an image, in words; a field that only one of the two knows is newer than the other. */
  public Optional<String> difference(MadeFor image) {
    List<String> ours = without(image);
    List<String> theirs = image.without(this);
    if (ours.isEmpty() && theirs.isEmpty()) {
      return Optional.empty();
    }
    int more = Math.max(ours.size(), theirs.size()) - 1;
    return Optional.of("was emitted for another chip" + (name.equals(image.name) ? "" : ", \"" + name + "\" instead of \"" + image.name + "\"")
        + ": the project has " + first(ours) + ", the image's chip " + first(theirs) + (more > 0 ? " (and " + more + " more differ)" : ""));
  }

  private static String first(List<String> facts) {
    return facts.isEmpty() ? "no such line" : "\"" + facts.getFirst() + "\"";
  }

  private List<String> without(MadeFor other) {
    Set<String> known = other.facts.stream().map(MadeFor::field).collect(Collectors.toSet());
    return facts.stream().filter(fact -> !other.facts.contains(fact)).filter(fact -> known.contains(field(fact)) || !isSize(fact)).toList();
  }

  private static boolean isSize(String fact) {
    return fact.matches("[a-z_]+: .*");
  }

  private static String field(String line) {
    return line.substring(0, Math.max(0, line.indexOf(':')));
  }

  private static String digest(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8))).substring(0, DIGEST);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
