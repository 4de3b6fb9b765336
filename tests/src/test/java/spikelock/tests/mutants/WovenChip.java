package spikelock.tests.mutants;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import spikelock.hdl.project.RtlProject;

/**
 * A chip's Verilog with every mutant in it: a number that the simulation reads from a file when it begins chooses the one that acts, 0
 * none. So one build serves all.
 */
final class WovenChip {
  private final RtlProject project;
  private final List<Mutant> mutants = new ArrayList<>();

  /**
   * @param ours the chip's Verilog
   * @param handWritten names of the files that mutants are made in
   * @param choice file with the number, in hexadecimal; in a simulation of another folder it must be absolute
   */
  WovenChip(RtlProject ours, List<String> handWritten, Path choice) {
    Map<String, VerilogText> texts = new TreeMap<>();
    ours.files().forEach((name, text) -> texts.put(name, new VerilogText(text)));
    Map<String, VerilogText.Ports> modules = new TreeMap<>();
    texts.values().forEach(text -> modules.putAll(text.modules));
    Map<String, String> files = new LinkedHashMap<>(ours.files());
    for (String name : handWritten) {
      files.put(name, new Weaver(name, ours.files().get(name), texts.get(name), Sites.of(texts.get(name), modules)).woven());
    }
    files.computeIfPresent(ours.top() + ".v", (name, text) -> text.replace("\n);\n", "\n);\n" + choosing(choice)));
    this.project = new RtlProject(ours.top(), files);
  }

  private static String choosing(Path choice) {
    return "  reg [15:0] mutant;\n  reg [15:0] mutant_chosen[0:0];\n  initial begin\n    $readmemh(\"" + choice
        + "\", mutant_chosen);\n    mutant = mutant_chosen[0];\n  end\n";
  }

  RtlProject project() {
    return project;
  }

  List<Mutant> mutants() {
    return List.copyOf(mutants);
  }

  private final class Weaver {
    private final String file;
    private final String source;
    private final VerilogText text;
    private final List<Site> sites;
    private int next;

    Weaver(String file, String source, VerilogText text, List<Site> sites) {
      this.file = file;
      this.source = source;
      this.text = text;
      this.sites = sites;
    }

    String woven() {
      return stretch(source, 0, source.length());
    }

    /** The text between two places, with the sites in it; inside of those without comments. */
    private String stretch(String plain, int from, int to) {
      StringBuilder woven = new StringBuilder();
      int at = from;
      while (next < sites.size() && sites.get(next).start() < to) {
        Site site = sites.get(next++);
        woven.append(plain, at, site.start());
        List<String> when = site.kinds().stream().map(kind -> number(kind, site)).toList();
        woven.append(site.becomes().apply(when, stretch(text.code, site.start(), site.end())));
        at = site.end();
      }
      return woven.append(plain, at, to).toString();
    }

    private String number(Kind kind, Site site) {
      int number = mutants.size() + 1;
      String was = text.code.substring(site.start(), site.end()).strip().replaceAll("\\s+", " ");
      mutants.add(new Mutant(number, kind, file, text.line(site.start()), was, text.lineText(site.start())));
      return "chip.mutant == 16'd" + number;
    }
  }
}
