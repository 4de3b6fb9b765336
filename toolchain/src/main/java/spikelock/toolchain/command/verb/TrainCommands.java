package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import spikelock.mapper.train.gradient.Loss;
import spikelock.toolchain.command.options.ChipOptions;
import spikelock.toolchain.command.options.SampleOptions;

/** The commands that do again what {@code train} found. */
final class TrainCommands {
  private TrainCommands() {}

  /**
   * {@code map} and {@code run}, as a shell takes them; none where nothing was written.
   *
   * @param mapped whether the network reaches the chip
   * @param tested whether there were test samples to run
   * @param split file of the numbers of the samples held back
   * @param scale file of what the channels are scaled by, where it was measured
   */
  static List<String> of(Optional<Path> network, boolean mapped, boolean tested, Optional<Path> split, Optional<Path> scale, TrainJob.Weights weights, ChipOptions chip, Loss loss,
      SampleOptions data) {
    if (network.isEmpty()) {
      return List.of();
    }
    List<String> onChip = chip.commandLine(weights.bits());
    List<String> run = new ArrayList<>(List.of("spikelock", "run", network.get().toString()));
    List<String> map = new ArrayList<>(List.of("spikelock", "map", network.get().toString()));
    map.addAll(onChip);
    map.addAll(List.of("-o", network.get().toString().replaceFirst("\\.[^.]*$", "") + ".slk"));
    if (mapped) {
      run.addAll(onChip);
    } else {
      run.addAll(List.of("--target", "reference"));
    }
    run.addAll(data.commandLine(scale));
    split.ifPresent(file -> run.addAll(List.of("--samples", file.toString())));
    if (loss.reading() != Loss.Reading.COUNT) {
      run.addAll(List.of("--readout", TrainJob.readout(loss)));
    }
    List<String> commands = new ArrayList<>();
    if (mapped) {
      commands.add(shell(map));
    }
    if (tested) {
      commands.add(shell(run));
    }
    return commands;
  }

  private static String shell(List<String> words) {
    return String.join(" ", words.stream().map(w -> w.matches("[A-Za-z0-9_./:=,+@%-]+") ? w : "'" + w.replace("'", "'\\''") + "'").toList());
  }
}
