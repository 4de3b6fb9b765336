package spikelock.emulator.image;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;

/**
 * Whether an image can be loaded on its chip: every number of every table is within the chip's sizes, so that a target need
 * not look again. Cores are looked at by {@link CoreCheck}.
 */
public final class ImageCheck {
  /** The kind of a population whose members are input channels. */
  static final String INPUT_KIND = "input";

  private final ChipImage image;
  private final ChipSpec spec;

  private ImageCheck(ChipImage image) {
    this.image = image;
    this.spec = image.spec();
  }

  /**
   * Checks an image.
   *
   * @throws InputException naming the tile, table and entry that is wrong
   */
  public static void check(ChipImage image) {
    check(image, PlacedCores.of(image));
  }

  /** The same with the datapath of every tile at hand. */
  static void check(ChipImage image, PlacedCores placed) {
    for (int tile = 0; tile < image.cores().size(); tile++) {
      new CoreCheck(image.spec(), placed.datapath(tile), placed.plan(tile), image.cores().get(tile), "tile " + tile).check();
    }
    ImageCheck check = new ImageCheck(image);
    check.inputs();
    check.populations();
  }

  private void inputs() {
    InputTable inputs = image.inputs();
    int[] start = inputs.start();
    int packets = inputs.packets();
    if (inputs.delay().length != packets || inputs.axon().length != packets) {
      throw bad("inputs", "has tables of different lengths");
    }
    if (start.length == 0 || start[0] != 0 || start[start.length - 1] != packets) {
      throw bad("inputs.start", "must begin with 0 and end with the " + packets + " packets");
    }
    for (int channel = 0; channel < inputs.channels(); channel++) {
      if (start[channel + 1] < start[channel]) {
        throw bad("inputs.start, channel " + channel, "goes back from " + start[channel] + " to " + start[channel + 1]);
      }
    }
    for (int packet = 0; packet < packets; packet++) {
      within("tile", inputs.tile()[packet], spec.tiles(), packet);
      within("delay", inputs.delay()[packet], spec.core().delaySlots(), packet);
      within("axon", inputs.axon()[packet], spec.core().axons(), packet);
    }
  }

  private static void within(String what, int value, int count, int packet) {
    if (value < 0 || value >= count) {
      throw bad("inputs." + what + ", packet " + packet, "is " + value + ", must be 0.." + (count - 1));
    }
  }

  private void populations() {
    Set<String> names = new HashSet<>();
    boolean[][] taken = new boolean[spec.tiles()][];
    for (int tile = 0; tile < taken.length; tile++) {
      taken[tile] = new boolean[image.cores().get(tile).neurons()];
    }
    boolean[] outputs = new boolean[spec.host().outputs()];
    boolean[] channels = new boolean[image.inputs().channels()];
    for (Population population : image.populations()) {
      String where = "population " + population.name();
      if (population.name().isBlank() || population.name().length() > 1000 || !names.add(population.name())) {
        throw bad(where, "has a name that is empty, too long or not its own");
      }
      int size = size(population, where);
      if (population.lag() < 0 || population.lag() > CoreCheck.MOST_START) {
        throw bad(where + ", lag", "is " + population.lag() + ", must be 0.." + CoreCheck.MOST_START);
      }
      boolean isInput = population.kind().equals(INPUT_KIND);
      int places = isInput ? 0 : size;
      if (population.tile().length != places || population.slot().length != places) {
        throw bad(where, "has " + population.tile().length + " tiles and " + population.slot().length + " slots, must be " + places);
      }
      for (int n = 0; n < places; n++) {
        take(population, n, taken);
      }
      if ((isInput ? population.firstOutput() : population.firstInput()) >= 0) {
        throw bad(where, isInput ? "is an input, so it has no outputs" : "has neurons, so it has no input channels");
      }
      claim(where + ", outputs", population.firstOutput(), size, outputs);
      claim(where + ", input channels", population.firstInput(), size, channels);
      for (Map.Entry<String, double[]> scale : population.fieldScales().entrySet()) {
        checkScale(where + ", scale of " + scale.getKey(), scale.getValue(), size);
      }
    }
  }

  private static void checkScale(String where, double[] scale, int size) {
    if (scale.length != 1 && scale.length != size) {
      throw bad(where, "has " + scale.length + " values for " + size + " neurons");
    }
    for (double value : scale) {
      if (!Double.isFinite(value)) {
        throw bad(where, "is " + value + ", must be finite");
      }
    }
  }

  private static int size(Population population, String where) {
    long size = 1;
    for (int extent : population.shape()) {
      size *= extent;
      if (extent < 1 || size > Integer.MAX_VALUE) {
        throw bad(where + ", shape", "is " + population.shape() + ", which is no shape");
      }
    }
    return (int) size;
  }

  private static void take(Population population, int n, boolean[][] taken) {
    int tile = population.tile()[n];
    int slot = population.slot()[n];
    String where = "population " + population.name() + ", neuron " + n;
    if (tile < 0 || tile >= taken.length) {
      throw bad(where, "is on tile " + tile + ", the chip has 0.." + (taken.length - 1));
    }
    if (slot < 0 || slot >= taken[tile].length) {
      throw bad(where, "is in slot " + slot + " of tile " + tile + ", which has " + taken[tile].length + " neurons");
    }
    if (taken[tile][slot]) {
      throw bad(where, "is in slot " + slot + " of tile " + tile + ", where another neuron is");
    }
    taken[tile][slot] = true;
  }

  private static void claim(String where, int first, int size, boolean[] taken) {
    if (first < -1 || (first >= 0 && (long) first + size > taken.length)) {
      throw bad(where, "are " + size + " from " + first + ", there are " + taken.length);
    }
    for (int number = Math.max(first, 0); first >= 0 && number < first + size; number++) {
      if (taken[number]) {
        throw bad(where, "number " + number + " belongs to another population");
      }
      taken[number] = true;
    }
  }

  static InputException bad(String where, String what) {
    return new InputException(what, "", where, "");
  }
}
