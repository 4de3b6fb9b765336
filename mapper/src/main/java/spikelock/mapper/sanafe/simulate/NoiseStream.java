package spikelock.mapper.sanafe.simulate;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.SideFile;
import spikelock.emulator.files.YamlFile;
import spikelock.mapper.sanafe.value.Values;

/**
 * Recorded noise for the somas of one unit: a file with a whole number a line, from the start again when it is over. Of each number the low bits
 * are taken, and bit 8 as the sign.
 */
final class NoiseStream {
  private static final int MOST_BYTES = 64 << 20;
  private static final int SIGN = 0x100;
  private static final int MOST_BITS = 8;

  private final int[] numbers;
  private final int mask;
  private int at;

  private NoiseStream(int[] numbers, int bits) {
    this.numbers = numbers;
    this.mask = (1 << bits) - 1;
  }

  /** A stream of the same numbers, at their start. */
  NoiseStream restarted() {
    return new NoiseStream(numbers, Integer.bitCount(mask));
  }

  /**
   * Reads a stream's file.
   *
   * @param folder where the chip's file is
   * @param bits that are taken
   */
  static NoiseStream read(Values values, int line, String name, Optional<Path> folder, int bits) {
    if (bits < 0 || bits > MOST_BITS) {
      throw values.error(line, "noise_bits is " + bits + ", must be 0.." + MOST_BITS, "");
    }
    Path file = find(values, line, name, folder);
    List<Integer> numbers = new ArrayList<>();
    int at = 0;
    for (String text : (Iterable<String>) YamlFile.text(file, MOST_BYTES).lines()::iterator) {
      at++;
      try {
        numbers.add(Integer.parseInt(text.strip()));
      } catch (NumberFormatException e) {
        throw new InputException(Values.shown(text) + " is not a whole number", file.toString(), "line " + at, "");
      }
    }
    if (numbers.isEmpty()) {
      throw new InputException("holds no numbers", file.toString(), "", "");
    }
    return new NoiseStream(numbers.stream().mapToInt(n -> n).toArray(), bits);
  }

  private static Path find(Values values, int line, String name, Optional<Path> folder) {
    try {
      Path given = Path.of(SideFile.checked(name, ""));
      Path beside = folder.map(f -> f.resolve(given)).orElse(given);
      if (Files.exists(beside) || Files.exists(given)) {
        return Files.exists(beside) ? beside : given;
      }
    } catch (InvalidPathException e) {
      throw values.error(line, "noise is " + Values.shown(name) + ", no file's name", "");
    } catch (InputException e) {
      throw values.error(line, "noise: " + e.getMessage(), e.hint());
    }
    throw values.error(line, "the file of noise " + Values.shown(name) + " does not exist", "it is looked for beside the chip's file and in the working directory");
  }

  int next() {
    int number = numbers[at];
    at = (at + 1) % numbers.length;
    return (number & SIGN) == 0 ? number & mask : number | ~mask;
  }
}
