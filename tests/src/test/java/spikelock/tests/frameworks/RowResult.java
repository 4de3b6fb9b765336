package spikelock.tests.frameworks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.toolchain.command.Main;

/**
 * What the networks of a row gave, run by the command as a user runs it.
 *
 * @param entries of all answers
 * @param active entries that are not 0
 * @param reference entries in which the reference differs from the framework
 * @param chip entries in which the chip, with weights of 16 bits, differs from the reference (potentials by more than 1 % of the greatest); -1 where it cannot be mapped
 * @param refusal why it cannot
 */
public record RowResult(RecordedRow row, long entries, long active, long reference, long chip, String refusal) {
  /** How near a potential of 32 bits is to one of 64. */
  private static final double CLOSE = 1e-4;
  /** How near one of the chip's integers is, of the greatest. */
  private static final double ROUNDED = 1e-2;

  /** Runs the networks of a row. */
  public static RowResult of(RecordedRow row, Path folder) throws IOException {
    long entries = 0;
    long active = 0;
    long reference = 0;
    long chip = 0;
    String refusal = "";
    for (int number = 0; number < row.networks(); number++) {
      Path net = row.unpack(number, folder);
      double[] expected = ArrayFile.read(folder.resolve("expected.npy")).values().iterator().next().doubles();
      List<String> call = new ArrayList<>(List.of("run", net.toString(), "--input", folder.resolve("x.npy").toString()));
      if (row.ending().equals(".nir")) {
        call.addAll(List.of("--like", row.like()));
      }
      Stream.of(row.options().split(" ")).filter(option -> !option.isEmpty()).forEach(call::add);
      NdArray floats = answer(call, folder.resolve("reference.npz"), "--target", "reference");
      int samples = floats.shape()[0];
      double[] given = matching(floats.doubles(), samples, expected.length);
      reference += differences(given, expected, row.potential() ? CLOSE * Math.max(1, greatest(expected)) : 0);
      entries += expected.length;
      active += Arrays.stream(expected).filter(value -> value != 0).count();
      if (refusal.isEmpty()) {
        try {
          chip += differences(onChip(call, folder).doubles(), floats.doubles(), row.potential() ? ROUNDED * greatest(floats.doubles()) : 0);
        } catch (Refused e) {
          refusal = e.getMessage();
        }
      }
    }
    return new RowResult(row, entries, active, reference, refusal.isEmpty() ? chip : -1, refusal);
  }

  /** On a chip without payloads, or where potentials go on, with the widest. */
  private static NdArray onChip(List<String> call, Path folder) throws IOException {
    Path file = folder.resolve("chip.npz");
    try {
      return answer(call, file, "--chip", chip(folder).toString());
    } catch (Refused e) {
      if (!e.getMessage().contains("payload_bits 0")) {
        throw e;
      }
      return answer(call, file, "--chip", chip(folder).toString(), "--payload-bits", "16");
    }
  }

  /** A chip whose weights have 16 bits. */
  private static Path chip(Path folder) throws IOException {
    Path file = folder.resolve("wide.yaml");
    try (InputStream resource = RowResult.class.getResourceAsStream("wide.yaml")) {
      Files.write(file, resource.readAllBytes());
    }
    return file;
  }

  /** Of an answer whose samples are longer than the recorded ones their first timesteps. */
  private static double[] matching(double[] given, int samples, int length) {
    if (given.length == length) {
      return given;
    }
    int each = length / samples;
    double[] cut = new double[length];
    for (int sample = 0; sample < samples; sample++) {
      System.arraycopy(given, sample * (given.length / samples), cut, sample * each, each);
    }
    return cut;
  }

  private static double greatest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  private static long differences(double[] given, double[] expected, double tolerance) {
    if (given.length != expected.length) {
      throw new IllegalStateException(given.length + " entries instead of " + expected.length);
    }
    long differences = 0;
    for (int i = 0; i < given.length; i++) {
      differences += Math.abs(given[i] - expected[i]) > tolerance ? 1 : 0;
    }
    return differences;
  }

  private static NdArray answer(List<String> call, Path output, String... more) throws IOException {
    List<String> all = new ArrayList<>(call);
    all.addAll(List.of("-o", output.toString()));
    all.addAll(List.of(more));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      if (Main.command(stream, stream).run(all.toArray(String[]::new)) != 0) {
        throw new Refused(said.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("spikelock:")).findFirst().orElse("")
            .replace("spikelock: ", "").replace(call.get(1) + ": ", ""));
      }
    }
    Map<String, NdArray> arrays = ArrayFile.read(output);
    Files.delete(output);
    return arrays.values().iterator().next();
  }

  /** The command ended with an error. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }
}
