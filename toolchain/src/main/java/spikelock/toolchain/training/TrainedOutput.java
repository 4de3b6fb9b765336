package spikelock.toolchain.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.train.TrainedNetwork;
import spikelock.mapper.train.file.TrainedFile;
import spikelock.mapper.train.model.Parameters;
import spikelock.toolchain.console.FileKind;
import spikelock.toolchain.console.OutputFiles;

/**
 * A trained network on its way to a file, and as whoever reads that file gets it.
 *
 * @param files what will be written, the network first
 * @param network as it is read back; without a file as it was trained
 */
public record TrainedOutput(List<Path> files, Network network) {
  private static final List<FileKind> KINDS = List.of(FileKind.NIR, FileKind.NETWORK, FileKind.ARRAYS);

  /**
   * Writes it and reads it back.
   *
   * @param file empty to write nothing
   * @param words by name that say how it came about
   * @param classes names of the output neurons; empty for none
   */
  public static TrainedOutput write(OutputFiles outputs, Optional<Path> file, Parameters parameters, float[] values, Map<String, String> words,
      List<String> classes) {
    if (file.isEmpty()) {
      return new TrainedOutput(List.of(), TrainedNetwork.of(parameters, values).withOneScale(TrainedFile.isTrainedRounded(words)));
    }
    try {
      Path folder = Files.createTempDirectory("spikelock-train");
      try {
        Path draft = folder.resolve(file.get().getFileName());
        TrainedFile.write(draft, parameters, values, words, classes);
        Network network = NetworkReader.read(draft, RunOptions.NONE).network();
        List<Path> files = new ArrayList<>(List.of(file.get()));
        for (Path written : contents(folder)) {
          Path target = file.get().resolveSibling(written.getFileName());
          if (!target.equals(file.get())) {
            files.add(target);
          }
          Files.copy(written, outputs.file(target, FileKind.of(target, KINDS)));
        }
        return new TrainedOutput(files, network);
      } finally {
        for (Path left : contents(folder)) {
          Files.delete(left);
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> contents(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.sorted().toList();
    }
  }
}
