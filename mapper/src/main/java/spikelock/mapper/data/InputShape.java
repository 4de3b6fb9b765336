package spikelock.mapper.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import spikelock.emulator.image.ChipImage;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.Population;

/**
 * What a network takes: its input populations, whose channels follow each other.
 *
 * @param parts the input populations in order
 * @param dt duration of a timestep in s, where the network has one
 */
public record InputShape(List<Part> parts, OptionalDouble dt) {
  /** A population of input channels, in C order of its shape. */
  public record Part(String name, int[] shape) {
    public int channels() {
      return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    @Override
    public String toString() {
      return "'" + name + "' " + Arrays.toString(shape);
    }
  }

  public InputShape {
    parts = List.copyOf(parts);
  }

  /** Channels without names. */
  public static InputShape flat(int channels) {
    return new InputShape(channels == 0 ? List.of() : List.of(new Part("input", new int[] {channels})), OptionalDouble.empty());
  }

  public static InputShape of(Network network) {
    return new InputShape(network.populations().stream().filter(Population::isInput).map(p -> new Part(p.name(), p.shape())).toList(),
        OptionalDouble.of(network.settings().dt()));
  }

  public static InputShape of(ChipImage image) {
    List<Part> parts = image.populations().stream().filter(p -> p.firstInput() >= 0)
        .sorted(Comparator.comparingInt(p -> p.firstInput()))
        .map(p -> new Part(p.name(), p.shape().stream().mapToInt(i -> i).toArray())).toList();
    OptionalDouble dt = image.description().get("dt_s") instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
    InputShape shape = new InputShape(parts, dt);
    return shape.channels() == image.inputs().channels() ? shape
        : new InputShape(flat(image.inputs().channels()).parts(), dt);
  }

  public int channels() {
    return parts.stream().mapToInt(Part::channels).sum();
  }

  /** {@code 'input' [2, 34, 34]}, for messages. */
  public String describe() {
    return parts.isEmpty() ? "no inputs" : parts.stream().map(Part::toString).collect(Collectors.joining(", "));
  }

  /** {@code the network has 12 inputs ('input' [12])}, for messages. */
  public String claim() {
    return "the network has " + channels() + " inputs" + (parts.isEmpty() ? "" : " (" + describe() + ")");
  }
}
