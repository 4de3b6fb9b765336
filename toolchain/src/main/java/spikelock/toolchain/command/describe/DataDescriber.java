package spikelock.toolchain.command.describe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import spikelock.mapper.data.DataSummary;
import spikelock.mapper.data.camera.CameraFile;
import spikelock.mapper.data.format.IdxFile;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** Recorded data: events, pictures, tables, NIRData, and folders of them. */
final class DataDescriber implements Describer {

  @Means("of recorded data")
  record Details(@Means("in words") String format, @Means("per array, observable or list of events name, and as far as it has them shape, samples, timesteps or "
      + "duration_s, channels, events, min, max") List<Record> parts, @Means("how many") int labels, @Means("how many of each") Map<Integer, Integer> classes) {}

  /** An array. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Values(String name, Optional<int[]> shape, OptionalInt samples, OptionalInt timesteps, OptionalInt channels, Optional<Number> min,
      Optional<Number> max) {}

  /** A list of events. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Events(String name, OptionalInt samples, OptionalDouble durationS, Optional<int[]> shape, OptionalInt channels, OptionalLong events,
      Optional<Number> min, Optional<Number> max) {}

  @Override
  public String kind() {
    return "data (.bin, .bs2, .bs1, .dat, .raw, .aedat, .aedat4, .h5, IDX, .csv, a folder of recordings)";
  }

  @Override
  public Class<Details> details() {
    return Details.class;
  }

  @Override
  public boolean accepts(String name, String start) {
    if (start.isEmpty()) {
      return Files.isDirectory(Path.of(name)) || CameraFile.accepts(name) && Files.isRegularFile(Path.of(name));
    }
    byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
    boolean hdf5 = start.startsWith("\u0089HDF") && !name.endsWith(".nir") && DataSummary.isData(SourceFile.of(Path.of(name)));
    if (start.startsWith("\u0093NUMPY") || start.startsWith("PK")) {
      return DataSummary.holdsEvents(SourceFile.of(Path.of(name)));
    }
    return hdf5 || CameraFile.accepts(SourceFile.of(Path.of(name))) || name.toLowerCase(Locale.ROOT).endsWith(".csv") || IdxFile.accepts(name, bytes);
  }

  @Override
  public Description describe(String name) {
    DataSummary summary = DataSummary.of(SourceFile.of(Path.of(name)));
    TextTable table = new TextTable("part", "shape", "samples", "timesteps", "channels", "events", "least", "greatest");
    for (DataSummary.Part part : summary.parts()) {
      table.row(part.name(), part.shape().map(Arrays::toString).orElse(""), cell(part.samples()),
          part.durationS().isPresent() ? cell(part.durationS().getAsDouble()) + " s" : cell(part.timesteps()), cell(part.channels()),
          part.events().isPresent() ? part.events().getAsLong() : "", part.range().map(r -> cell(number(r, r.least()))).orElse(""),
          part.range().map(r -> cell(number(r, r.greatest()))).orElse(""));
    }
    String labels = summary.labels() == 0 ? "" : "\n\n" + summary.labels() + " labels of " + summary.classes().size() + " classes: "
        + summary.classes().entrySet().stream().map(e -> e.getValue() + " of " + e.getKey()).collect(Collectors.joining(", "));
    return new Description(new Details(summary.format(), summary.parts().stream().map(DataDescriber::part).toList(), summary.labels(),
        summary.classes()), summary.format() + "\n\n" + table + labels);
  }

  private static Record part(DataSummary.Part part) {
    Optional<Number> min = part.range().map(r -> number(r, r.least()));
    Optional<Number> max = part.range().map(r -> number(r, r.greatest()));
    return part.durationS().isPresent() ? new Events(part.name(), part.samples(), part.durationS(), part.shape(), part.channels(), part.events(), min, max)
        : new Values(part.name(), part.shape(), part.samples(), part.timesteps(), part.channels(), min, max);
  }

  /** Whole where both ends are. */
  private static Number number(DataSummary.Range range, double value) {
    boolean whole = Stream.of(range.least(), range.greatest()).allMatch(end -> end == Math.rint(end) && Math.abs(end) < 1e15);
    return whole ? (Number) (long) value : (Number) value;
  }

  private static Object cell(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : "";
  }

  private static Object cell(Number value) {
    return value instanceof Double fraction ? String.format(Locale.ROOT, "%.6g", fraction) : value;
  }
}
