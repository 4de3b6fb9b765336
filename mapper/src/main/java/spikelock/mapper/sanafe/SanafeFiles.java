package spikelock.mapper.sanafe;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ReadFiles;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.chip.ChipReader;
import spikelock.mapper.sanafe.chip.SanafeChip;
import spikelock.mapper.sanafe.network.Netlist;
import spikelock.mapper.sanafe.network.NetworkYaml;
import spikelock.mapper.sanafe.network.SanafeNetwork;

/** Recognises and reads SANA-FE's files. What a file is, its content says, never its name. */
public final class SanafeFiles {
  /** Longest YAML file, in bytes; a netlist may be of any length. */
  public static final int MOST_BYTES = 16 << 20;

  /** What a file of SANA-FE holds. */
  public enum Kind { NETWORK, NETLIST, CHIP }

  private SanafeFiles() {}

  /**
   * What a file holds, from how it starts: {@code network:} or {@code architecture:} at the top level, or a netlist's first entry, a group.
   *
   * @param start the first bytes as text
   * @return empty when it is not SANA-FE's
   */
  public static Optional<Kind> kind(String start) {
    boolean other = false;
    for (String line : start.split("\n", -1)) {
      String text = line.strip();
      if (text.isEmpty() || text.startsWith("#") || text.equals("---")) {
        continue;
      }
      if (line.startsWith("network:")) {
        return Optional.of(Kind.NETWORK);
      }
      if (line.startsWith("architecture:")) {
        return Optional.of(Kind.CHIP);
      }
      if (!other && text.matches("g\\s+\\d+(\\s.*)?")) {
        return Optional.of(Kind.NETLIST);
      }
      if (line.startsWith("format:") || line.startsWith("mappings:")) {
        return line.startsWith("format:") ? Optional.empty() : Optional.of(Kind.NETWORK);
      }
      other = true;
    }
    return Optional.empty();
  }

  /** What a file on disk holds; empty when it is not SANA-FE's, or no plain file. */
  public static Optional<Kind> kind(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(file)) {
      return kind(new String(in.readNBytes(1 << 16), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether a network's YAML file also describes a chip. */
  public static boolean describesChip(Path file) {
    return YamlFile.foreign(file, MOST_BYTES) instanceof YamlValue.Mapping top && top.get("architecture").isPresent();
  }

  /** Reads a chip. */
  public static SanafeChip chip(Path file) {
    return ChipReader.read(YamlFile.foreign(file, MOST_BYTES), file.toString(), folder(file));
  }

  /** Reads a network in either spelling. */
  public static SanafeNetwork network(Path file) {
    if (kind(file).equals(Optional.of(Kind.NETLIST))) {
      ReadFiles.note(file);
      try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
        return Netlist.read(text, file.toString());
      } catch (IOException e) {
        throw YamlFile.unreadable(file, e);
      }
    }
    YamlValue top = YamlFile.foreign(file, MOST_BYTES);
    if (!(top instanceof YamlValue.Mapping map) || map.get("network").isEmpty()) {
      throw new InputException("holds no network of SANA-FE", file.toString(), "", "it has a \"network\" and \"mappings\", or is a netlist");
    }
    return NetworkYaml.read(top, file.toString());
  }

  private static Optional<Path> folder(Path file) {
    return Optional.ofNullable(file.toAbsolutePath().getParent());
  }
}
