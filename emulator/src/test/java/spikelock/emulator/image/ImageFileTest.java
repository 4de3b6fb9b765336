package spikelock.emulator.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.datapath.PlacedDatapath;
import spikelock.emulator.error.InputException;

class ImageFileTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextInt(1 << 20));

  @TempDir Path folder;

  @Test
  void anImageComesBackEqual() {
    for (long seed = SEED; seed < SEED + 20; seed++) {
      ChipImage image = SampleImage.of(seed);
      Path file = folder.resolve("image.slk");
      ImageFile.write(file, image);
      ChipImage read = ImageFile.read(file);

      assertThat(read).as("-Dspikelock.seed=" + seed).usingRecursiveComparison()
          .withEqualsForType(Double::equals, Double.class).isEqualTo(image);
      assertThat(ImageFile.hash(read)).isEqualTo(ImageFile.hash(image));
    }
  }

  @Test
  void everyFlippedBitIsSeen() throws Exception {
    System.out.println("everyFlippedBitIsSeen: -Dspikelock.seed=" + SEED);
    Path file = folder.resolve("image.slk");
    ImageFile.write(file, SampleImage.of(SEED));
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(SEED);
    Path damaged = folder.resolve("damaged.slk");
    for (int i = 0; i < 400; i++) {
      int bit = random.nextInt(bytes.length * 8);
      byte[] flipped = bytes.clone();
      flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
      Files.write(damaged, flipped);
      assertThatThrownBy(() -> ImageFile.read(damaged)).as("bit %s", bit).isInstanceOf(InputException.class);
    }
  }

  @Test
  void equalImagesAreEqualBytesWhateverTheTimeZoneAndTheOrderOfMaps() throws Exception {
    ChipImage image = SampleImage.of(1);
    Path first = folder.resolve("first.slk");
    Path second = folder.resolve("second.slk");
    TimeZone zone = TimeZone.getDefault();
    ImageFile.write(first, image);
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      ImageFile.write(second, new ChipImage(image.spec(), image.datapathTexts(), image.cores(), image.inputs(),
          image.populations(), reversed(image.description()), reversed(image.attachments())));
    } finally {
      TimeZone.setDefault(zone);
    }

    byte[] bytes = Files.readAllBytes(first);
    assertThat(second).hasBinaryContent(bytes);
    assertThat(ImageFile.hash(image))
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }

  @Test
  void numpyOpensIt() throws Exception {
    Optional<String> python = pythons().filter(each -> runs(each, "import numpy")).findFirst();
    assumeTrue(python.isPresent(), "no python3 with numpy; ./spikelock test --with-python makes one");
    ChipImage image = SampleImage.of(2);
    Path file = folder.resolve("image.slk");
    ImageFile.write(file, image);

    assertThat(runs(python.get(), "import numpy, json; z = numpy.load('" + file + "'); a = z['cores.0.synapses']; m = json.loads(z['manifest.json']);"
        + "assert a.dtype == 'int32' and list(a) == " + Arrays.toString(image.cores().get(0).synapses())
        + "; assert m['version'] == 1; assert z['cores.1.set_parameters'].ndim == 2")).isTrue();
  }

  /** The one of {@code --with-python}, then every python3 on PATH: the first may have no packages where another has. */
  private static Stream<String> pythons() {
    return Stream.concat(Stream.ofNullable(System.getenv("SPIKELOCK_PYTHON")),
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":")).map(folder -> folder + "/python3"));
  }

  private static boolean runs(String python, String script) {
    try {
      return new ProcessBuilder(python, "-c", script).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tenMillionSynapsesAreWrittenAndRead() {
    ChipSpec base = Chips.read("mesh-4x4");
    DatapathChoice lif = new DatapathChoice("LIF", Map.of(), List.of(), List.of(), false);
    ChipSpec spec = base.with(ChipField.MESH_WIDTH, 10).with(ChipField.MESH_HEIGHT, 16).with(ChipField.SYNAPSE_WORDS, 65536)
        .with(ChipField.EXPONENT_BITS, 2).with(ChipField.SET_WORDS, 4096).withDatapaths(java.util.Collections.nCopies(160, lif));
    Map<String, String> texts = PlacedCores.texts(spec, Map.of());
    PlacedDatapath placed = PlacedCores.of(spec, texts).datapath(0);
    CoreImage empty = CoreImage.empty(0, placed.setParameters().size(), placed.datapath().states().size(), 0, 0);
    int[] words = new Random(3).ints(65536, 0, 65536).toArray();
    CoreImage full = new CoreImage(empty.axonFormat(), empty.axonBase(), empty.axonLength(), empty.axonTarget(),
        empty.axonExponent(), words, empty.coreParameters(), empty.setCount(), empty.setStart(), empty.setParameters(),
        empty.setInitial(), empty.neuronParameters(), empty.neuronInitial(), empty.fanoutStart(), empty.fanout());
    ChipImage image = new ChipImage(spec, texts, java.util.Collections.nCopies(160, full),
        new InputTable(new int[1], new int[0], new int[0], new int[0]), List.of(), Map.of(), Map.of());

    Path file = folder.resolve("big.slk");
    ImageFile.write(file, image);
    ChipImage read = ImageFile.read(file);

    assertThat(read.cores().get(159).synapses()).isEqualTo(words);
  }

  @Test
  void whatCannotBeHeldIsRefusedWhenWriting() {
    ChipImage image = SampleImage.of(1);
    for (Object value : List.of(new Object(), new int[1][1], Map.of("$array", 1), java.util.Optional.empty())) {
      ChipImage odd = new ChipImage(image.spec(), image.datapathTexts(), image.cores(), image.inputs(), image.populations(),
          Map.of("odd", value), Map.of());
      assertThatThrownBy(() -> ImageFile.hash(odd)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void whatIsLeftInAFileThatChangedOrIsGoneIsRefused() throws Exception {
    ChipImage image = SampleImage.of(1);
    for (Change change : List.<Change>of(Files::delete, file -> ImageFile.write(file, SampleImage.of(2)), file -> Files.writeString(file, "x"),
        file -> Files.write(file, new byte[1], StandardOpenOption.APPEND))) {
      Path file = folder.resolve("image.slk");
      ImageFile.write(file, image);
      ChipImage read = ImageFile.read(file);
      assertThat(read.attachments().get("ints")).isEqualTo(image.attachments().get("ints"));

      change.to(file);

      for (ThrowingCallable use : List.<ThrowingCallable>of(() -> read.attachments().get("ints"), () -> ImageFile.hash(read),
          () -> ImageFile.write(folder.resolve("copy.slk"), read))) {
        assertThatThrownBy(use).isInstanceOfSatisfying(InputException.class, e -> {
          assertThat(e).hasMessageContaining("since it was read");
          assertThat(e.file()).isEqualTo(file.toString());
          assertThat(e.hint()).isNotEmpty();
        });
      }
      assertThat(folder.resolve("copy.slk")).doesNotExist();
    }
  }

  private interface Change {
    void to(Path file) throws java.io.IOException;
  }

  @Test
  void anImageIsCopiedAndWrittenOverItself() throws Exception {
    Path file = folder.resolve("image.slk");
    ImageFile.write(file, SampleImage.of(3));
    byte[] bytes = Files.readAllBytes(file);

    ImageFile.write(folder.resolve("copy.slk"), ImageFile.read(file));
    ImageFile.write(file, ImageFile.read(file));

    assertThat(folder.resolve("copy.slk")).hasBinaryContent(bytes);
    assertThat(file).hasBinaryContent(bytes);
  }

  private static Map<String, Object> reversed(Map<String, Object> map) {
    Map<String, Object> reversed = new TreeMap<>(java.util.Comparator.reverseOrder());
    reversed.putAll(map);
    return reversed;
  }
}
