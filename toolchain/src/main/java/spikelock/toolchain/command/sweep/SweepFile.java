package spikelock.toolchain.command.sweep;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Profiles;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.Sha256;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlMap;
import spikelock.emulator.image.ChipModels;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Version;
import spikelock.toolchain.examples.Examples;
import spikelock.toolchain.sweep.Axis;
import spikelock.toolchain.sweep.Definition;
import spikelock.toolchain.sweep.Grid;

/** Reads the file of a sweep ({@code format: spikelock/sweep}); {@code toolchain/guide/sweep.md} describes it. Files are named as seen from it. */
public final class SweepFile {
  /** The newest version that is read. */
  public static final int VERSION = 1;
  /** A sweep has at most so many points. */
  public static final int MOST_POINTS = 1_000_000;

  private static final int MAX_BYTES = 1 << 20;

  private final Path path;
  private final YamlMap file;
  private final List<String> lines = new ArrayList<>(); // of the definition

  private SweepFile(Path path) {
    this.path = path;
    this.file = YamlFile.read(path, "sweep", VERSION, MAX_BYTES);
  }

  /**
   * What a file wants.
   *
   * @param definition the points, and all that their results depend on
   * @param work what settings mean
   */
  public record Sweep(Definition definition, NetworkWork work) {}

  /**
   * Reads it, the network, its chips and profiles.
   *
   * @throws InputException naming file, field and line of what is wrong
   */
  public static Sweep read(Path path, Session session) {
    return new SweepFile(path).read(session);
  }

  /** The points alone: nothing that the file names is read but chips and profiles. */
  public static Grid grid(Path path) {
    SweepFile sweep = new SweepFile(path);
    Map<Axis, List<String>> axes = sweep.axes();
    sweep.known();
    return new Grid(axes);
  }

  private Sweep read(Session session) {
    lines.add("spikelock/sweep " + VERSION);
    lines.add("program " + Version.current());
    WrittenOptions options = WrittenOptions.read(file, this::beside, named -> lines.add("file " + Fingerprint.of(named)));
    Map<Axis, List<String>> axes = axes();
    String network = file.text("network");
    List<Path> input = paths("input");
    String labels = file.text("labels", "");
    String samples = file.text("samples", "");
    known();
    clash(axes, options);
    List<String> more = new ArrayList<>();
    input.forEach(each -> more.add("--input=" + each));
    if (!labels.isEmpty()) {
      more.add("--labels=" + (labels.equals("last") ? labels : existing("labels", labels)));
    }
    if (!samples.isEmpty()) {
      more.add("--samples=" + beside(samples));
    }
    Subject subject;
    try {
      subject = Subject.open(networkName(network), options.with(more).network);
    } catch (InputException e) {
      throw options.placed(e);
    }
    if (subject.description().isEmpty()) {
      throw file.error("network", "is an image already", "a sweep maps a network: a .nir file or a network .yaml");
    }
    boolean bundled = isBundled(network);
    lines.add("network " + (bundled ? network : Fingerprint.withNamed(Path.of(networkName(network)))));
    input.forEach(each -> lines.add("input " + Fingerprint.of(each)));
    lines.add("labels " + (labels.isEmpty() || labels.equals("last") ? labels : Fingerprint.of(existing("labels", labels))));
    lines.add("samples " + (samples.isEmpty() || !Files.isRegularFile(Path.of(beside(samples))) ? samples : Fingerprint.of(Path.of(beside(samples)))));
    lines.add("options " + options + " " + options.plain());
    NetworkWork work = new NetworkWork(path.toString(), session, subject, options, more, this::beside);
    Grid grid = new Grid(axes);
    axes.forEach((axis, values) -> lines.add(axis.text() + " " + String.join(", ", values)));
    if (!axes.containsKey(Axis.CHIP)) {
      lines.add(chipLine(work.usualChip()));
    }
    axes.getOrDefault(Axis.CHIP, List.of()).forEach(chip -> lines.add(chipLine(beside(chip))));
    axes.getOrDefault(Axis.PROFILE, List.of()).forEach(profile -> lines.add("profile " + profile + " " + new Sha256().add(work.profile(profile).toString()).hex()));
    work.check();
    return new Sweep(new Definition(grid, String.join("\n", lines) + "\n"), work);
  }

  private static String chipLine(String chip) {
    ChipSpec spec = Chips.read(chip);
    return "chip " + spec.name() + " " + new Sha256().add(ChipFile.text(spec)).add(ChipModels.texts(chip, spec).toString()).hex();
  }

  /** Every field has been asked for, or is none. */
  private void known() {
    for (String field : List.of("network", "input", "labels", "samples", "options", "title")) {
      file.has(field);
    }
    file.rejectUnknown();
    file.text("network");
  }

  // ---- the axes ---------------------------------------------------------------------------------------------------------

  private Map<Axis, List<String>> axes() {
    YamlMap map = file.map("axes");
    Map<Axis, List<String>> axes = new EnumMap<>(Axis.class);
    for (String name : map.names()) {
      Axis axis = Axis.named(name).orElseThrow(() -> map.error(name, "there is no such axis", NearMiss.hint(name, Axis.names())));
      axes.put(axis, AxisValues.read(map, axis, value -> named(axis, value)));
    }
    if (axes.isEmpty()) {
      throw file.error("axes", "there are none", "one of " + String.join(", ", Axis.names()));
    }
    long points = Grid.count(axes);
    if (points > MOST_POINTS) {
      throw file.error("axes", "give " + (points == Long.MAX_VALUE ? "more points than can be counted" : String.format(java.util.Locale.ROOT, "%,d points", points)) + " ("
          + Grid.product(axes) + "), a sweep may have " + String.format(java.util.Locale.ROOT, "%,d", MOST_POINTS), "leave out values, or make several sweeps");
    }
    return axes;
  }

  private String named(Axis axis, String value) {
    if (axis == Axis.CHIP) {
      Chips.read(beside(value));
    } else {
      CostProfile read = Profiles.read(beside(value));
      assert !read.name().isEmpty();
    }
    return value;
  }

  /** What is an axis is no option. */
  private void clash(Map<Axis, List<String>> axes, WrittenOptions options) {
    Map<Axis, String> same = Map.of(Axis.ENCODING, "encode", Axis.TIMESTEPS, "timesteps", Axis.ENCODE_SEED, "encode-seed");
    same.forEach((axis, option) -> {
      if (axes.containsKey(axis) && options.has(option)) {
        throw file.map("options").error(option.replace('-', '_'), "is an axis too", "say it once");
      }
    });
    boolean fitted = options.has("fit-chip");
    if (fitted && !axes.containsKey(Axis.WEIGHT_BITS)) {
      throw file.map("options").error("fit_chip", "needs the number of bits", "give the axis weight_bits");
    }
  }

  // ---- files ------------------------------------------------------------------------------------------------------------

  private List<Path> paths(String field) {
    if (!file.has(field)) {
      return List.of();
    }
    return (file.isList(field) ? file.texts(field) : List.of(file.text(field))).stream().map(name -> existing(field, name)).toList();
  }

  private Path existing(String field, String name) {
    Path found = Path.of(beside(name));
    if (!Files.exists(found)) {
      throw file.error(field, "there is no file \"" + name + "\"", "files are named as seen from " + path);
    }
    return found;
  }

  private boolean isBundled(String network) {
    return Examples.names().contains(network) && !Files.exists(Path.of(beside(network)));
  }

  private String networkName(String network) {
    if (isBundled(network)) {
      return network;
    }
    Path found = Path.of(beside(network));
    if (!Files.exists(found)) {
      throw file.error("network", "there is no network \"" + network + "\"", network.contains("/") || network.contains(".") ? "files are named as seen from " + path
          : NearMiss.hint(network, Examples.names()));
    }
    return found.toString();
  }

  /** A file beside the sweep's, where there is one; else the name as it is. */
  private String beside(String name) {
    try {
      Path folder = path.toAbsolutePath().getParent();
      Path found = folder.resolve(name).normalize();
      return Files.exists(found) && !name.isBlank() ? found.toString() : name;
    } catch (InvalidPathException e) {
      throw file.error("network", "\"" + name + "\" is no file's name (" + e.getReason() + ")", "");
    }
  }
}
