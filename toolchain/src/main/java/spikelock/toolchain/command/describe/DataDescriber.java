package spikelock.toolchain.command.describe;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import spikelock.mapper.data.DataSummary;
import spikelock.mapper.data.format.BinaryEvents;
import spikelock.mapper.data.format.IdxFile;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.console.TextTable;

/** Recorded data: events, pictures, tables, NIRData, and folders of them. */
final class DataDescriber implements Describer {
  @Override
  public String kind() {
    return "data (.bin, .bs2, .bs1, .h5, IDX, .csv, a folder of recordings)";
  }

  @Override
  public String fields() {
    return "format, parts: per array, observable or list of events name, and as far as it has them shape, samples, timesteps or duration_s, channels, "
        + "events, min, max; labels, classes (how many of each)";
  }

  @Override
  public boolean accepts(String name, String start) {
    if (start.isEmpty()) {
      return Files.isDirectory(Path.of(name)) || BinaryEvents.accepts(name) && Files.isRegularFile(Path.of(name));
    }
    byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
    boolean hdf5 = start.startsWith("\u0089HDF") && !name.endsWith(".nir") && DataSummary.isData(SourceFile.of(Path.of(name)));
    return hdf5 || BinaryEvents.accepts(name) || name.toLowerCase(Locale.ROOT).endsWith(".csv") || IdxFile.accepts(name, bytes);
  }

  @Override
  public Description describe(String name) {
    DataSummary summary = DataSummary.of(SourceFile.of(Path.of(name)));
    TextTable table = new TextTable("part", "shape", "samples", "timesteps", "channels", "events", "least", "greatest");
    List<Object> parts = new ArrayList<>();
    for (DataSummary.Part part : summary.parts()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("name", part.name());
      fields.putAll(part.numbers());
      parts.add(fields);
      table.row(part.name(), cell(fields, "shape"), cell(fields, "samples"), fields.containsKey("duration_s") ? cell(fields, "duration_s") + " s"
          : cell(fields, "timesteps"), cell(fields, "channels"), cell(fields, "events"), cell(fields, "min"), cell(fields, "max"));
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("format", summary.format());
    details.put("parts", parts);
    details.put("labels", summary.labels());
    details.put("classes", summary.classes());
    String labels = summary.labels() == 0 ? "" : "\n\n" + summary.labels() + " labels of " + summary.classes().size() + " classes: " + summary.classes();
    return new Description(details, summary.format() + "\n\n" + table + labels);
  }

  private static Object cell(Map<String, Object> fields, String name) {
    Object value = fields.getOrDefault(name, "");
    return value instanceof int[] shape ? java.util.Arrays.toString(shape) : value instanceof Double d ? String.format(Locale.ROOT, "%.6g", d) : value;
  }
}
