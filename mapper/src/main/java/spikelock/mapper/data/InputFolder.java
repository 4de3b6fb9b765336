package spikelock.mapper.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlFile;
import spikelock.mapper.data.camera.CameraFile;
import spikelock.mapper.data.format.ClassNames;
import spikelock.mapper.data.format.CsvRows;
import spikelock.mapper.source.SourceFile;

/**
 * A folder of recordings: with a {@code labels.csv} ({@code file,label[,split]}) the files that it names, in its order; without one
 * every file of a known kind by name (2 before 10), or those of folders named by class, as N-MNIST comes.
 */
final class InputFolder {
  private static final String TABLE = "labels.csv";
  private static final int MOST_FILES = 1 << 20;

  private InputFolder() {}

  /** One file of the folder and its class. */
  record Member(SourceFile file, OptionalInt label) {}

  static boolean isFolder(SourceFile file) {
    return file.path().filter(Files::isDirectory).isPresent();
  }

  /**
   * The recordings.
   *
   * @param split only those of this value in the column {@code split}; empty for all
   * @throws InputException when there are none, or labels.csv is damaged or names what is not there
   */
  static List<Member> members(SourceFile folder, String split) {
    Path path = folder.path().orElseThrow();
    SourceFile table = SourceFile.of(path.resolve(TABLE));
    if (Files.isRegularFile(path.resolve(TABLE))) {
      return listed(table, split);
    }
    if (!split.isEmpty()) {
      throw new InputException("has no labels.csv with a column split", folder.label(), "--split", "");
    }
    List<Member> members = new ArrayList<>();
    files(path, folder).forEach(file -> members.add(new Member(SourceFile.of(file), OptionalInt.empty())));
    if (members.isEmpty()) {
      List<Path> classes = entries(path, folder).stream().filter(Files::isDirectory).toList();
      for (int c = 0; c < classes.size(); c++) {
        String name = classes.get(c).getFileName().toString();
        int label = name.matches("\\d{1,6}") ? Integer.parseInt(name) : c;
        files(classes.get(c), folder).forEach(file -> members.add(new Member(SourceFile.of(file), OptionalInt.of(label))));
      }
    }
    if (members.isEmpty()) {
      throw new InputException("is a folder without recordings", folder.label(), "", "of a folder, .bin, .bs2, .bs1, .dat, .raw, .aedat, .aedat4, .npy, .csv and .h5 files are read; "
          + "name any other file itself");
    }
    return members;
  }

  private static List<Path> files(Path path, SourceFile folder) {
    return entries(path, folder).stream().filter(p -> Files.isRegularFile(p) && isRecording(p.getFileName().toString())).toList();
  }

  private static boolean isRecording(String name) {
    return !name.startsWith(".") && (CameraFile.accepts(name) || name.matches(".*\\.(npy|csv|h5|hdf5)"));
  }

  private static List<Path> entries(Path path, SourceFile folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
      for (Path entry : stream) {
        if (entries.size() == MOST_FILES) {
          throw new InputException("holds more than " + MOST_FILES + " files", folder.label(), "", "");
        }
        entries.add(entry);
      }
    } catch (IOException e) {
      throw YamlFile.unreadable(path, e);
    }
    entries.sort(Comparator.comparing(p -> sortable(p.getFileName().toString())));
    return entries;
  }

  /** Numbers in names with leading zeros, so that 2 comes before 10. */
  private static String sortable(String name) {
    StringBuilder out = new StringBuilder();
    for (String part : name.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)")) {
      out.append(part.matches("\\d{1,18}") ? "0".repeat(18 - part.length()) + part : part);
    }
    return out.toString();
  }

  private static List<Member> listed(SourceFile table, String split) {
    List<CsvRows.Row> rows = CsvRows.all(table);
    List<String> header = rows.isEmpty() ? List.of() : ClassNames.lowerCase(rows.getFirst().cells());
    int file = header.indexOf("file");
    int label = header.indexOf("label");
    int part = header.indexOf("split");
    if (file < 0 || label < 0 || !split.isEmpty() && part < 0) {
      throw new InputException("the first line must name the columns file and label" + (split.isEmpty() ? "" : " and split"), table.label(), "line 1", "");
    }
    List<Member> members = new ArrayList<>();
    Set<String> splits = new LinkedHashSet<>();
    for (CsvRows.Row row : rows.subList(1, rows.size())) {
      List<String> cells = row.cells();
      if (cells.size() != header.size()) {
        throw new InputException("has " + cells.size() + " columns, not " + header.size(), table.label(), "line " + row.line(), "");
      }
      if (part >= 0) {
        splits.add(cells.get(part));
      }
      if (split.isEmpty() || cells.get(part).equals(split)) {
        members.add(member(table, cells.get(file), cells.get(label), row.line()));
      }
    }
    if (members.isEmpty()) {
      throw new InputException(split.isEmpty() ? "names no files" : "has no files of the split \"" + split + "\"", table.label(), "",
          split.isEmpty() ? "" : NearMiss.of(split, splits).map(near -> "did you mean \"" + near + "\"?")
              .orElse("there are: " + Printable.start(splits.stream().limit(8).collect(Collectors.joining(", ")), 200)));
    }
    return members;
  }

  private static Member member(SourceFile table, String name, String label, int line) {
    if (!label.matches("\\d{1,9}")) {
      throw new InputException("the label is \"" + Printable.start(label, 40) + "\", not a class from 0 up",
          table.label(), "line " + line, "");
    }
    try {
      return new Member(table.sibling(name), OptionalInt.of(Integer.parseInt(label)));
    } catch (InputException e) {
      throw new InputException(e.getMessage(), table.label(), "line " + line, e.hint());
    }
  }
}
