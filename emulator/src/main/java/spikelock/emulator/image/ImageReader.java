package spikelock.emulator.image;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.DatapathShape;
import spikelock.emulator.error.InputException;
import spikelock.emulator.error.Printable;
import spikelock.emulator.files.FileBudget;
import spikelock.emulator.files.NdArray;
import spikelock.emulator.files.Npy;
import spikelock.emulator.files.NpyHeader;
import spikelock.emulator.files.ReadFiles;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.ZipEntryStream;
import spikelock.emulator.files.ZipLayout;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads image files that may come from anywhere. Nothing is unpacked to disk; an entry is only read when the manifest says
 * what it must be, and what all entries claim to hold is bounded by the size of the file.
 */
final class ImageReader {
  /** The state fields of a population whose unit differs between its neurons; each is an array. */
  static final String NEURON_SCALES = "neuron_field_scales";
  static final String SCALE = "scale.";
  /** Bytes that arrays which are held at the same time may have. */
  static final long MOST_BYTES = Math.min(2L << 30, Runtime.getRuntime().maxMemory() / 2);
  private static final int MOST_ENTRIES = 100_000;
  private static final int MOST_MANIFEST_BYTES = 16 << 20;
  private static final int MOST_CHANNELS = 1 << 24;
  private static final Pattern ENTRY = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)+");
  private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).maxNumberLength(100).maxNameLength(1000)
          .maxStringLength(MOST_MANIFEST_BYTES).build())
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final ImageOrigin origin;
  private final String file;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new HashMap<>();
  private final Set<String> used = new HashSet<>();
  private long memory = MOST_BYTES;

  private ImageReader(ImageOrigin origin, ZipFile zip) throws IOException {
    this.origin = origin;
    this.file = origin.file();
    this.zip = zip;
    long fileBytes = origin.bytes();
    long left = FileBudget.of(fileBytes);
    if (zip.size() > MOST_ENTRIES) {
      throw bad("holds " + zip.size() + " entries, too many", "whole file");
    }
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (!ENTRY.matcher(name).matches()) {
        throw bad("holds an entry that is no part of an image", "entry " + Printable.start(name, 60));
      }
      if (entries.put(name, entry) != null) {
        throw bad("the entry is there twice", "entry " + name);
      }
      if (entry.getSize() < 0 || entry.getSize() > left) {
        throw FileBudget.over(entry.getSize(), left, fileBytes, "what it unpacks to", file, "entry " + name);
      }
      left -= entry.getSize();
    }
  }

  static ChipImage read(Path path) {
    String file = path.toString();
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new InputException(Files.isDirectory(path) ? "is a folder" : "is not a plain file", file, "whole file", "");
      }
      ReadFiles.note(path);
      ImageOrigin origin = new ImageOrigin(path);
      ZipLayout.check(path, true);
      try (ZipFile zip = new ZipFile(path.toFile())) {
        return new ImageReader(origin, zip).image();
      }
    } catch (ZipException e) {
      throw new InputException("is not an image: " + e.getMessage(), file, "whole file", "make it with spikelock map");
    } catch (IOException e) {
      throw YamlFile.unreadable(path, e);
    }
  }

  private ChipImage image() throws IOException {
    JsonFields manifest = new JsonFields(file, "", manifest());
    if (!manifest.text("format").equals("spikelock/image")) {
      throw manifest.error("format", "is \"" + Printable.start(manifest.text("format"), 60) + "\", not spikelock/image", "");
    }
    int version = manifest.integer("version", 1, Integer.MAX_VALUE);
    if (version > ImageFile.VERSION) {
      throw manifest.error("version", "is " + version + ", newer than the " + ImageFile.VERSION + " this program reads",
          "update spikelock");
    }
    ChipSpec spec = within("chip", () -> ChipFile.parse(manifest.text("chip"), ""));
    Map<String, String> texts = new TreeMap<>();
    JsonFields datapaths = manifest.object("datapaths");
    for (String name : datapaths.names()) {
      texts.put(name, datapaths.text(name));
    }
    PlacedCores placed = within("datapaths", () -> PlacedCores.of(spec, texts));
    List<JsonFields> counts = manifest.objects("cores");
    if (counts.size() != spec.tiles()) {
      throw manifest.error("cores", "are " + counts.size() + ", the chip has " + spec.tiles(), "");
    }
    List<CoreImage> cores = new ArrayList<>();
    for (int tile = 0; tile < spec.tiles(); tile++) {
      cores.add(core("cores." + tile + ".", spec, placed.plan(tile).shape(), counts.get(tile)));
    }
    InputTable inputs = inputs(manifest.object("inputs"));
    List<Population> populations = new ArrayList<>();
    for (JsonFields population : manifest.objects("populations")) {
      populations.add(population("populations." + populations.size() + ".", population));
    }
    Map<String, Object> description = values(manifest, "description", (name, kind) -> ImageValues.ofKind(name, kind, held(name)));
    StoredValues attachments = new StoredValues(values(manifest, "attachments", this::stored));
    ChipImage image = new ChipImage(spec, texts, cores, inputs, populations, description, attachments);
    manifest.rejectUnknown();
    for (String name : entries.keySet()) {
      if (!used.contains(name)) {
        throw bad("the manifest does not speak of this entry", "entry " + name);
      }
    }
    try {
      ImageCheck.check(image, placed);
    } catch (InputException e) {
      throw e.in(file);
    }
    return image;
  }

  private Object manifest() throws IOException {
    try (InputStream in = new BufferedInputStream(new ZipEntryStream(zip, use(ImageWriter.MANIFEST)), 1 << 16)) {
      byte[] bytes = in.readNBytes(MOST_MANIFEST_BYTES + 1);
      if (bytes.length > MOST_MANIFEST_BYTES) {
        throw bad("is longer than " + MOST_MANIFEST_BYTES + " bytes", "entry " + ImageWriter.MANIFEST);
      }
      return JSON.readValue(bytes, Object.class);
    } catch (JacksonException e) {
      throw bad("is not valid JSON: " + Printable.start(e.getOriginalMessage().lines().findFirst().orElse(""), 60), "entry " + ImageWriter.MANIFEST);
    } catch (ZipException | EOFException e) {
      throw bad("is damaged (" + YamlFile.reason(e) + ")", "entry " + ImageWriter.MANIFEST);
    }
  }

  private CoreImage core(String prefix, ChipSpec spec, DatapathShape shape, JsonFields counts) throws IOException {
    int axons = counts.integer("axons", 0, spec.core().axons());
    int synapses = counts.integer("synapse_words", 0, spec.core().synapses().words());
    int sets = counts.integer("sets", 0, spec.core().setWords() / shape.setUnits());
    int neurons = counts.integer("neurons", 0, spec.core().neurons());
    int fanout = counts.integer("fanout_entries", 0, spec.core().fanoutEntries());
    counts.rejectUnknown();
    int states = shape.stateWidths().size();
    boolean perNeuron = shape.neuronInitialState();
    return new CoreImage(ints(prefix + "axon_format", axons), ints(prefix + "axon_base", axons),
        ints(prefix + "axon_length", axons), ints(prefix + "axon_target", axons), ints(prefix + "axon_exponent", axons),
        ints(prefix + "synapses", synapses), ints(prefix + "core_parameters", shape.coreWidths().size()),
        ints(prefix + "set_count", sets), ints(prefix + "set_start", sets),
        rows(prefix + "set_parameters", shape.setWidths().size(), sets), rows(prefix + "set_initial", perNeuron ? 0 : states, sets),
        rows(prefix + "neuron_parameters", shape.neuronWidths().size(), neurons),
        rows(prefix + "neuron_initial", perNeuron ? states : 0, neurons), ints(prefix + "fanout_start", neurons),
        fanout == 0 ? new long[0] : (long[]) array(prefix + "fanout", new long[0], fanout).data());
  }

  private InputTable inputs(JsonFields counts) throws IOException {
    int channels = counts.integer("channels", 0, MOST_CHANNELS);
    int packets = counts.integer("packets", 0, Integer.MAX_VALUE / 16);
    counts.rejectUnknown();
    return new InputTable(ints("inputs.start", channels + 1), ints("inputs.tile", packets), ints("inputs.delay", packets),
        ints("inputs.axon", packets));
  }

  private Population population(String prefix, JsonFields fields) throws IOException {
    List<Integer> shape = new ArrayList<>();
    for (Object extent : fields.list("shape")) {
      if (!(extent instanceof Integer value) || value < 1 || shape.size() >= 32) {
        throw fields.error("shape", "must be up to 32 whole numbers above 0", "");
      }
      shape.add(value);
    }
    Map<String, double[]> scales = new LinkedHashMap<>();
    JsonFields given = fields.object("field_scales");
    for (String name : given.names()) {
      if (!(given.any(name) instanceof Number scale) || !Double.isFinite(scale.doubleValue())) {
        throw given.error(name, "must be a number", "");
      }
      scales.put(name, new double[] {scale.doubleValue()});
    }
    String kind = fields.text("kind");
    int size = kind.equals(ImageCheck.INPUT_KIND) ? 0 : size(fields, shape);
    for (Object name : fields.has(NEURON_SCALES) ? fields.list(NEURON_SCALES) : List.of()) {
      if (!(name instanceof String field) || scales.containsKey(field)) {
        throw fields.error(NEURON_SCALES, "must be names of fields that have no other scale", "");
      }
      scales.put(field, (double[]) array(prefix + SCALE + field, new double[0], size).data());
    }
    Population population = new Population(fields.text("name"), List.copyOf(shape), kind, fields.integer("lag", 0, 65535),
        fields.integer("first_output", -1, Integer.MAX_VALUE), fields.integer("first_input", -1, Integer.MAX_VALUE),
        ints(prefix + "tile", size), ints(prefix + "slot", size), scales);
    fields.rejectUnknown();
    return population;
  }

  private static int size(JsonFields fields, List<Integer> shape) {
    long size = 1;
    for (int extent : shape) {
      size *= extent;
      if (size > MOST_CHANNELS) {
        throw fields.error("shape", "is more than " + MOST_CHANNELS + " neurons", "");
      }
    }
    return (int) size;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> values(JsonFields manifest, String field, ImageValues.Arrays arrays) {
    manifest.object(field);
    try {
      return (Map<String, Object>) ImageValues.value(manifest.any(field), arrays);
    } catch (IllegalArgumentException e) {
      throw manifest.error(field, e.getMessage(), "");
    }
  }

  private NdArray held(String name) {
    requireOwn(name);
    try {
      return entry(name);
    } catch (IOException e) {
      throw bad("cannot be read (" + YamlFile.reason(e) + ")", "entry " + name);
    }
  }

  /** An array that is left where it is, once it is seen that it can be read. */
  private StoredArray stored(String name, String kind) {
    requireOwn(name);
    try {
      ZipEntry entry = use(name + ImageWriter.SUFFIX);
      NpyHeader header = StoredArray.use(zip, entry, file, name, in -> NpyHeader.read(in, file, entry.getSize()));
      ImageValues.requireKind(name, kind, header.shape().length, header.elements(), header);
      if (header.bytes() + (long) header.count() * header.elementBytes() > entry.getSize()) {
        throw bad("ends before the last of its " + header.count() + " elements", "entry " + name);
      }
      return new StoredArray(origin, name, kind, entry.getSize(), entry.getCrc());
    } catch (IOException e) {
      throw bad("cannot be read (" + YamlFile.reason(e) + ")", "entry " + name);
    }
  }

  private void requireOwn(String name) {
    if (!name.startsWith("values.")) {
      throw new IllegalArgumentException("names an array \"" + Printable.start(name, 60) + "\" of another part");
    }
    if (used.contains(name + ImageWriter.SUFFIX)) {
      throw new IllegalArgumentException("names the array \"" + Printable.start(name, 60) + "\" twice");
    }
  }

  private int[] ints(String name, int length) throws IOException {
    return length == 0 ? new int[0] : (int[]) array(name, new int[0], length).data();
  }

  private int[][] rows(String name, int rows, int columns) throws IOException {
    int[] flat = rows == 0 || columns == 0 ? new int[0] : (int[]) array(name, new int[0], rows, columns).data();
    int[][] split = new int[rows][];
    for (int row = 0; row < rows; row++) {
      split[row] = Arrays.copyOfRange(flat, row * columns, (row + 1) * columns);
    }
    return split;
  }

  private NdArray array(String name, Object type, int... shape) throws IOException {
    NdArray array = entry(name);
    if (array.data().getClass() != type.getClass() || !Arrays.equals(array.shape(), shape)) {
      throw bad("is " + array + ", must be " + new NdArray(shape, type), "entry " + name);
    }
    return array;
  }

  private NdArray entry(String name) throws IOException {
    ZipEntry entry = use(name + ImageWriter.SUFFIX);
    requireMemory(entry.getSize(), memory, file, name);
    memory -= entry.getSize();
    return StoredArray.use(zip, entry, file, name, in -> Npy.read(in, file, entry.getSize()));
  }

  /** Refuses an entry that would take more memory than is left. */
  static void requireMemory(long bytes, long left, String file, String name) {
    if (bytes > left) {
      throw new InputException("needs " + bytes + " bytes of memory where " + left + " are left", file, "entry " + name,
          "allow Java more with SPIKELOCK_JAVA_OPTIONS=-Xmx8g");
    }
  }

  private ZipEntry use(String name) {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw bad("the entry is missing", "entry " + Printable.start(name, 60));
    }
    used.add(name);
    return entry;
  }

  /** What reads a text inside the image. */
  private interface Part<T> {
    T read();
  }

  private <T> T within(String part, Part<T> reading) {
    try {
      return reading.read();
    } catch (InputException e) {
      String inner = (e.file().isEmpty() ? "" : ", " + e.file()) + (e.where().isEmpty() || e.where().equals(part) ? "" : ", " + e.where());
      throw new InputException(e.getMessage(), file, part + inner, e.hint());
    }
  }

  private InputException bad(String what, String where) {
    return new InputException(what, file, where, "");
  }
}
