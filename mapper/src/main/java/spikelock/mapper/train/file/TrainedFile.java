package spikelock.mapper.train.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import spikelock.emulator.error.InputException;
import spikelock.mapper.description.NetworkWriter;
import spikelock.mapper.train.TrainedNetwork;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Parameters;
import spikelock.mapper.train.model.UnitKind;

/** Writes a trained network such that what reads it gets, on the same chip with the same weight bits, the integers that were trained. */
public final class TrainedFile {
  private TrainedFile() {}

  /**
   * Refuses what {@link #write} would refuse because of the layers, before anything is trained.
   *
   * @throws InputException when the ending is none of {@code .nir}, {@code .yaml}, {@code .yml}, NIR lacks a layer's unit, or cannot say
   *     its paths
   */
  public static void check(Path file, NetworkPlan plan) {
    if (isNir(file, plan)) {
      NirExport.check(file, plan);
    }
  }

  /**
   * Whether a network was trained on a chip's integers, so that who reads it must round as the trainer did; unless {@code weight_bits} among
   * the words says {@code float}.
   */
  public static boolean isTrainedRounded(Map<String, String> metadata) {
    return !"float".equals(metadata.get("weight_bits"));
  }

  /** Whether NIR is wanted, which then has all units. */
  private static boolean isNir(Path file, NetworkPlan plan) {
    String name = String.valueOf(file.getFileName());
    String ending = name.substring(Math.max(0, name.lastIndexOf('.'))).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case ".nir" -> {
        plan.layers().forEach(layer -> requireInNir(file, layer));
        yield true;
      }
      case ".yaml", ".yml" -> false;
      default -> throw new InputException("a network is written as .nir or .yaml", file.toString(), "", "name it so");
    };
  }

  private static void requireInNir(Path file, LayerPlan layer) {
    UnitKind kind = layer.unit().kind();
    boolean known = switch (kind) {
      case IF, LIF, CUBA_LIF, LI, CUBA_LI, LINEAR -> true;
      case ALIF, SOFTMAX, RELU, LEAKY_RELU, SIGMOID, TANH -> false;
    };
    if (!known) {
      throw new InputException("has the unit " + kind.word() + ", which NIR lacks", file.toString(), "layer " + layer.name(), yaml(file));
    }
  }

  static String yaml(Path file) {
    return "write " + String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "") + ".yaml instead, which holds every network";
  }

  /**
   * Writes {@code .nir}, or {@code .yaml} with a {@code .npz} of the same name beside it; dt and reset go with it, so that it runs as it
   * was trained.
   *
   * @param metadata words by name that say how it came about; no computation depends on them
   * @throws InputException as {@link #check}, or when the file cannot be written
   */
  public static void write(Path file, Parameters parameters, float[] values, Map<String, String> metadata) {
    write(file, parameters, values, metadata, List.of());
  }

  /**
   * The same with names for the output neurons, by which data are numbered when the file is run.
   *
   * @param classes in their order; empty for none
   */
  public static void write(Path file, Parameters parameters, float[] values, Map<String, String> metadata, List<String> classes) {
    if (isNir(file, parameters.plan())) {
      NirExport.write(file, parameters, values, metadata, classes);
    } else {
      NetworkWriter.write(file, TrainedNetwork.of(parameters, values).withOneScale(isTrainedRounded(metadata)),
          metadata.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).sorted().collect(Collectors.joining(", ")), classes);
    }
  }
}
