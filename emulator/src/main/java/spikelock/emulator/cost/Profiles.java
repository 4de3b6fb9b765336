package spikelock.emulator.cost;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.BundledFiles;
import spikelock.emulator.files.SideFile;

/** The bundled profiles, and profiles by bundled name or file. */
public final class Profiles {
  private static final BundledFiles BUNDLED = new BundledFiles("profile", List.of("loihi-davies2018", "loihi-sanafe2025", "truenorth", "odin", "spinnaker",
      "generic-45nm", "ice40up5k", "ecp5", "artix7"));

  private static final int MOST_EXTENDED = 16;

  private Profiles() {}

  /** Names of the bundled profiles. */
  public static List<String> names() {
    return BUNDLED.names();
  }

  /** The file of a bundled profile as it was written, comments included. */
  public static String text(String name) {
    return BUNDLED.text(name);
  }

  /** A bundled profile. */
  public static CostProfile bundled(String name) {
    return ProfileFile.parse(text(name), name + ".yaml", Profiles::bundled);
  }

  /**
   * A profile.
   *
   * @param nameOrPath name of a bundled profile, or a profile's file
   * @throws InputException when it is neither, or the file is wrong
   */
  public static CostProfile read(String nameOrPath) {
    return BUNDLED.has(nameOrPath) ? bundled(nameOrPath) : read(BUNDLED.path(nameOrPath), List.of());
  }

  /** Finds profiles for a file of another kind: a bundled profile, or a file beside it. */
  public static Function<String, CostProfile> beside(Path file) {
    return name -> BUNDLED.has(name) ? bundled(name) : read(BUNDLED.path(beside(file, name)), List.of());
  }

  /** What a file says, and what it extends: a bundled profile, or a file beside it. */
  private static CostProfile read(Path path, List<Path> extending) {
    Path file = path.toAbsolutePath().normalize();
    if (extending.contains(file)) {
      throw new InputException("the files extend each other in a loop: " + String.join(" -> ",
          Stream.concat(extending.stream(), Stream.of(file)).map(p -> String.valueOf(p.getFileName())).toList()), "", "", "one of them must extend nothing");
    }
    if (extending.size() == MOST_EXTENDED) {
      throw new InputException("more than " + MOST_EXTENDED + " files extend each other", "", "", "");
    }
    List<Path> chain = Stream.concat(extending.stream(), Stream.of(file)).toList();
    return ProfileFile.read(path, name -> BUNDLED.has(name) ? bundled(name) : read(BUNDLED.path(beside(path, name)), chain));
  }

  private static String beside(Path file, String name) {
    try {
      Path sibling = file.resolveSibling(SideFile.checked(name, file.toString()));
      return Files.exists(sibling) ? SideFile.of(file, name).toString() : name;
    } catch (InvalidPathException e) {
      return name;
    }
  }

  /** The bundled profiles that are made for a chip. */
  public static List<CostProfile> of(ChipSpec spec) {
    return BUNDLED.names().stream().map(Profiles::bundled).filter(profile -> profile.prices(spec)).toList();
  }
}
