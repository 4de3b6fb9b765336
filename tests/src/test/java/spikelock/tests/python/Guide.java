package spikelock.tests.python;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Markdown page's code blocks.
 *
 * @param sections by heading of the second level (what stands before the first is in section ""), the blocks in their order
 */
record Guide(Map<String, List<Block>> sections) {
  private static final String INSTALL = "pip install ";
  private static final String FENCE = "```";

  /**
   * A code block.
   *
   * @param language what stands behind its fence
   */
  record Block(String language, String text) {}

  static Guide read(Path file) throws IOException {
    Map<String, List<Block>> sections = new LinkedHashMap<>();
    String section = "";
    String language = "";
    List<String> block = null;
    for (String line : Files.readAllLines(file)) {
      if (block == null && line.startsWith("## ")) {
        section = line.substring(3).strip();
      } else if (block == null && line.startsWith(FENCE)) {
        language = line.substring(FENCE.length()).strip();
        block = new ArrayList<>();
      } else if (block != null && line.startsWith(FENCE)) {
        sections.computeIfAbsent(section, s -> new ArrayList<>()).add(new Block(language, String.join("\n", block) + "\n"));
        block = null;
      } else if (block != null) {
        block.add(line);
      }
    }
    return new Guide(sections);
  }

  /** The guide for Python users. */
  static Guide read() throws IOException {
    return read(Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent().resolve("toolchain/guide/python.md"));
  }

  /** The packages with which it was tried, as pip takes them. */
  List<String> requirements() {
    String install = code("sh", "").strip();
    if (!install.startsWith(INSTALL) || install.contains("\n")) {
      throw new IllegalStateException("the guide installs with more than one command: " + install);
    }
    return Arrays.asList(install.substring(INSTALL.length()).split(" +"));
  }

  /** All blocks of a language in some sections, one behind the other. */
  String code(String language, String... wanted) {
    return List.of(wanted).stream().flatMap(s -> sections.getOrDefault(s, List.of()).stream()).filter(b -> b.language().equals(language))
        .map(Block::text).collect(Collectors.joining("\n"));
  }
}
