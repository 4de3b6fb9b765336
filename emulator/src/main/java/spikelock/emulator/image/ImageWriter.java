package spikelock.emulator.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.files.AtomicOutput;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.Npy;
import tools.jackson.databind.json.JsonMapper;

/** Lays an image out as manifest and arrays. Nothing is compressed: a ZIP library's release would change the bytes. */
final class ImageWriter {
  static final String MANIFEST = "manifest.json";
  static final String SUFFIX = ".npy";

  /** Not 1980-01-01: Java adds a field that depends on the time zone to that. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final Map<String, AtomicOutput.Writer> arrays = new LinkedHashMap<>();

  private ImageWriter() {}

  static void write(ChipImage image, OutputStream out) throws IOException {
    ImageWriter writer = new ImageWriter();
    byte[] manifest = JsonMapper.shared().writeValueAsBytes(writer.manifest(image));
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(zip, MANIFEST, to -> to.write(manifest));
      for (Map.Entry<String, AtomicOutput.Writer> array : writer.arrays.entrySet()) {
        entry(zip, array.getKey() + SUFFIX, array.getValue());
      }
    }
  }

  private Map<String, Object> manifest(ChipImage image) {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", "spikelock/image");
    manifest.put("version", ImageFile.VERSION);
    manifest.put("chip", ChipFile.text(image.spec()));
    manifest.put("datapaths", new TreeMap<>(image.datapathTexts()));
    List<Object> cores = new ArrayList<>();
    for (int tile = 0; tile < image.cores().size(); tile++) {
      cores.add(core("cores." + tile + ".", image.cores().get(tile)));
    }
    manifest.put("cores", cores);
    manifest.put("inputs", inputs(image.inputs()));
    List<Object> populations = new ArrayList<>();
    for (Population population : image.populations()) {
      populations.add(population("populations." + populations.size() + ".", population));
    }
    manifest.put("populations", populations);
    ImageValues values = new ImageValues(arrays);
    manifest.put("description", values.plain(image.description(), "description"));
    manifest.put("attachments", values.plain(image.attachments(), "attachments"));
    return manifest;
  }

  private Map<String, Object> core(String prefix, CoreImage core) {
    add(prefix + "axon_format", core.axonFormat());
    add(prefix + "axon_base", core.axonBase());
    add(prefix + "axon_length", core.axonLength());
    add(prefix + "axon_target", core.axonTarget());
    add(prefix + "axon_exponent", core.axonExponent());
    add(prefix + "synapses", core.synapses());
    add(prefix + "core_parameters", core.coreParameters());
    add(prefix + "set_count", core.setCount());
    add(prefix + "set_start", core.setStart());
    add(prefix + "set_parameters", core.setParameters());
    add(prefix + "set_initial", core.setInitial());
    add(prefix + "neuron_parameters", core.neuronParameters());
    add(prefix + "neuron_initial", core.neuronInitial());
    add(prefix + "fanout_start", core.fanoutStart());
    if (core.fanout().length > 0) {
      add(prefix + "fanout", new NdArray(new int[] {core.fanout().length}, core.fanout()));
    }
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("axons", core.axonFormat().length);
    counts.put("synapse_words", core.synapses().length);
    counts.put("sets", core.setCount().length);
    counts.put("neurons", core.neurons());
    counts.put("fanout_entries", core.fanout().length);
    return counts;
  }

  private Map<String, Object> inputs(InputTable inputs) {
    add("inputs.start", inputs.start());
    add("inputs.tile", inputs.tile());
    add("inputs.delay", inputs.delay());
    add("inputs.axon", inputs.axon());
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("channels", inputs.channels());
    counts.put("packets", inputs.packets());
    return counts;
  }

  private Map<String, Object> population(String prefix, Population population) {
    add(prefix + "tile", population.tile());
    add(prefix + "slot", population.slot());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", population.name());
    fields.put("shape", population.shape());
    fields.put("kind", population.kind());
    fields.put("lag", population.lag());
    fields.put("first_output", population.firstOutput());
    fields.put("first_input", population.firstInput());
    Map<String, Double> shared = new TreeMap<>();
    List<String> own = new ArrayList<>();
    new TreeMap<>(population.fieldScales()).forEach((field, scale) -> {
      if (scale.length == 1) {
        shared.put(field, scale[0]);
      } else {
        own.add(field);
        add(prefix + ImageReader.SCALE + field, new NdArray(new int[] {scale.length}, scale));
      }
    });
    fields.put("field_scales", shared);
    if (!own.isEmpty()) {
      fields.put(ImageReader.NEURON_SCALES, own);
    }
    return fields;
  }

  /** An array without elements is not stored: the manifest says how many there are. */
  private void add(String name, int[] values) {
    if (values.length > 0) {
      add(name, NdArray.of(values));
    }
  }

  private void add(String name, int[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    if (columns == 0) {
      return;
    }
    int[] flat = new int[rows.length * columns];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, flat, row * columns, columns);
    }
    add(name, new NdArray(new int[] {rows.length, columns}, flat));
  }

  private void add(String name, NdArray array) {
    arrays.put(name, to -> Npy.write(to, array));
  }

  private static void entry(ZipOutputStream zip, String name, AtomicOutput.Writer contents) throws IOException {
    CRC32 crc = new CRC32();
    Counting counted = new Counting(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
    contents.write(counted);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setTimeLocal(TIME);
    entry.setSize(counted.bytes);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    BufferedOutputStream buffer = new BufferedOutputStream(zip, 1 << 16);
    contents.write(buffer);
    buffer.flush();
    zip.closeEntry();
  }

  private static final class Counting extends OutputStream {
    private final OutputStream out;
    private long bytes;

    Counting(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      bytes++;
    }

    @Override
    public void write(byte[] values, int from, int length) throws IOException {
      out.write(values, from, length);
      bytes += length;
    }
  }
}
