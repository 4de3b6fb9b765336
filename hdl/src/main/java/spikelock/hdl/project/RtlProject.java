package spikelock.hdl.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.AtomicOutput;
import spikelock.emulator.files.Sha256;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlMap;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.PlacedCores;

/**
 * The Verilog of a chip, ours or a user's copy with changes. In a folder it is {@code project.yaml} ({@code format:
 * spikelock/rtl-project}) beside the files that it lists.
 *
 * @param top the top module; its ports are those of {@code chip.v}
 * @param files text of every file by its plain name, in order
 */
public record RtlProject(String top, Map<String, String> files) {
  private static final int VERSION = 2; // 1 has no made_for
  private static final String PROJECT_FILE = "project.yaml";
  private static final int MOST_FILES = 512;
  private static final long MOST_BYTES = 32L << 20; // of all files together
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]{0,127}");
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern COMMENT = Pattern.compile("//[^\\n]*|/\\*[\\s\\S]*?\\*/");

  public RtlProject {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /** Our own Verilog of an image's chip. */
  public static RtlProject of(ChipImage image) {
    return of(image.spec(), PlacedCores.of(image));
  }

  /** Our own Verilog of a chip. */
  public static RtlProject of(ChipSpec spec, PlacedCores cores) {
    return new RtlProject(ChipVerilog.TOP, ChipVerilog.files(spec, cores));
  }

  /** SHA-256 of the top's name and of all files, in hexadecimal. */
  public String hash() {
    Sha256 hash = new Sha256().add(top);
    files.forEach((name, text) -> hash.add('\0' + name + '\0' + text));
    return hash.hex();
  }

  /**
   * Writes {@code project.yaml}, {@code rtl/} and the lint waivers into a folder, which is created when it is missing.
   *
   * @param chip the chip that it is made for
   */
  public void write(Path folder, MadeFor chip) {
    createFolder(folder.resolve("rtl"));
    StringBuilder yaml = new StringBuilder("format: spikelock/rtl-project\nversion: " + VERSION + "\n");
    yaml.append("chip: \"").append(plain(chip.name())).append("\"\n");
    yaml.append("chip_hash: ").append(hash()).append("  # of the files as they were written\n");
    yaml.append("made_for:  # cosim and soak hold this to their image or chip\n");
    chip.facts().forEach(fact -> yaml.append("  - \"").append(plain(fact)).append("\"\n"));
    yaml.append("top: ").append(top).append("\nfiles:\n");
    files.forEach((name, text) -> {
      yaml.append("  - rtl/").append(name).append('\n');
      writeText(folder.resolve("rtl").resolve(name), text);
    });
    createFolder(folder.resolve("lint"));
    writeText(folder.resolve("lint").resolve("waivers.vlt"), HandWritten.waivers());
    writeText(folder.resolve(PROJECT_FILE), yaml.toString());
  }

  /** What stands between double quotes as it is. */
  private static String plain(String text) {
    return text.replaceAll("[^\\x20-\\x7e]|[\\\\\"]", "?");
  }

  static void createFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      InputException problem = new InputException("the folder cannot be created: " + e.getMessage(), folder.toString(), "", "");
      problem.initCause(e);
      throw problem;
    }
  }

  static void writeText(Path file, String text) {
    AtomicOutput.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Reads a folder that {@link #write} made for the chip of an image.
   *
   * @throws InputException as in {@link #read(Path)}, and when it was made for another chip: says what differs
   */
  public static RtlProject read(Path folder, ChipImage image) {
    RtlProject project = read(folder);
    YamlMap yaml = YamlFile.read(folder.resolve(PROJECT_FILE), "rtl-project", VERSION);
    if (!yaml.has("made_for") || yaml.text("chip_hash", "").equals(of(image).hash())) {
      return project; // the former is an older project: only its ports tell
    }
    new MadeFor(yaml.text("chip", ""), yaml.texts("made_for")).difference(MadeFor.of(image)).ifPresent(what -> {
      throw yaml.error("made_for", what, "emit the image's own project with emit IMAGE -o DIR, or name the image that this one was emitted from");
    });
    return project;
  }

  /**
   * Reads a folder that {@link #write} made and somebody may have changed.
   *
   * @throws InputException when a file is missing, outside of the folder or too large, or no file has the top module
   */
  public static RtlProject read(Path folder) {
    YamlMap yaml = YamlFile.read(folder.resolve(PROJECT_FILE), "rtl-project", VERSION);
    String top = yaml.text("top");
    if (!IDENTIFIER.matcher(top).matches()) {
      throw yaml.error("top", "\"" + Printable.start(top, 100) + "\" is not a module name", "");
    }
    yaml.text("chip", "");
    yaml.text("chip_hash", "");
    if (yaml.has("made_for")) {
      yaml.texts("made_for");
    }
    List<String> paths = yaml.texts("files");
    yaml.rejectUnknown();
    if (paths.isEmpty() || paths.size() > MOST_FILES) {
      throw yaml.error("files", "lists " + paths.size() + " files, must be 1.." + MOST_FILES, "");
    }
    Map<String, String> files = new LinkedHashMap<>();
    long left = MOST_BYTES;
    for (String path : paths) {
      Path file = inside(folder, path, yaml);
      String name = file.getFileName().toString();
      String text = readText(file, left);
      left -= text.length();
      if (files.put(name, text) != null) {
        throw yaml.error("files", "two files are called " + name, "");
      }
    }
    Pattern module = Pattern.compile("\\bmodule\\s+" + Pattern.quote(top) + "\\b");
    if (files.values().stream().noneMatch(text -> module.matcher(COMMENT.matcher(text).replaceAll(" ")).find())) {
      throw yaml.error("top", "no file has a module \"" + top + "\"", "list the file that declares it, or correct its name");
    }
    return new RtlProject(top, files);
  }

  private static Path inside(Path place, String path, YamlMap yaml) {
    Path folder = place.toAbsolutePath().normalize();
    try {
      Path file = folder.resolve(path).normalize();
      if (Path.of(path).isAbsolute() || !file.startsWith(folder) || !FILE_NAME.matcher(file.getFileName().toString()).matches()) {
        throw yaml.error("files", "\"" + Printable.start(path, 100) + "\" is not a file of this folder", "give a path inside the folder");
      }
      if (!Files.exists(file)) {
        throw yaml.error("files", "the file " + Printable.start(path, 100) + " is missing", "put it back, or take it from the list");
      }
      if (!file.toRealPath().startsWith(folder.toRealPath())) {
        throw yaml.error("files", "\"" + Printable.start(path, 100) + "\" leads out of the folder", "copy the file into the folder");
      }
      return file;
    } catch (java.nio.file.InvalidPathException e) {
      throw yaml.error("files", "\"" + Printable.start(path, 100) + "\" is not a path", "");
    } catch (IOException e) {
      throw YamlFile.unreadable(folder, e);
    }
  }

  private static String readText(Path file, long most) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > most) {
        throw new InputException(Files.isRegularFile(file) ? "the project's files hold more than " + (MOST_BYTES >> 20) + " MB"
            : "is not a plain file", file.toString(), "", "");
      }
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw YamlFile.unreadable(file, e);
    }
  }
}
