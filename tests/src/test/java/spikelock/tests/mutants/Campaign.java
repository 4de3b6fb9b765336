package spikelock.tests.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.lockstep.Difference;
import spikelock.hdl.project.HandWritten;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.random.RandomChips;
import spikelock.toolchain.random.RandomImages;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.soak.RandomLockstep;
import spikelock.toolchain.verilator.VerilatorBuild.Profile;

/** Tries mutants on some chips with the checks that {@code soak} makes, until one of them sees a difference. */
public final class Campaign {
  /** A step of these chips never takes so long. */
  private static final int MOST_CYCLES = 20_000;

  /** Small, and between them every part of a core, and links in all directions. */
  static final List<ChipSpec> CHIPS = List.of("pair", "window", "block").stream().map(RandomChips::named).toList();

  /** Networks that a survivor has run on each chip. */
  private static final int NETWORKS = 6;

  private final List<Chip> chips = new ArrayList<>();
  private final Path folder;
  private final long seed;

  /** A chip with all mutants, and the file that chooses one. */
  private record Chip(RandomImages images, WovenChip woven, Path choice) {}

  /**
   * What became of a mutant.
   *
   * @param networks run until then, on all chips
   * @param difference the first difference; empty for a survivor
   */
  record Verdict(Mutant mutant, int networks, Optional<Difference> difference) {
    boolean survived() {
      return difference.isEmpty();
    }

    @Override
    public String toString() {
      return (survived() ? "SURVIVED " : "killed   ") + mutant + difference.map(d -> "  -> " + d.kind() + " " + d.where()).orElse("");
    }
  }

  /**
   * @param specs chips, tried in this order
   * @param folder for the files that choose; a build is found again only where this is the same
   * @param seed of the first network
   */
  Campaign(List<ChipSpec> specs, Path folder, long seed) {
    this.folder = folder;
    this.seed = seed;
    for (ChipSpec spec : specs) {
      RandomImages images = new RandomImages(spec);
      ChipImage image = images.generate(seed).image();
      RtlProject ours = RtlProject.of(image);
      Path choice = folder.resolve(spec.name() + ".hex");
      chips.add(new Chip(images, new WovenChip(ours, List.copyOf(HandWritten.files().keySet()), choice), choice));
    }
  }

  /** All mutants; their numbers are the same on every chip. */
  List<Mutant> mutants() {
    return chips.getFirst().woven().mutants();
  }

  /**
   * Tries all mutants, or those of some files, and says of each what became of it.
   *
   * @param files names of files of {@code hdl/rtl}; none for all
   * @param told of every verdict, and at the end of the sum
   * @return survivors without a reason
   */
  public static int all(long seed, List<String> files, Consumer<String> told) throws IOException {
    Path folder = Files.createTempDirectory("spikelock-mutants");
    Campaign campaign = new Campaign(CHIPS, folder, seed);
    Survivors survivors = new Survivors();
    List<Mutant> chosen = campaign.mutants().stream().filter(m -> files.isEmpty() || files.contains(m.file())).toList();
    told.accept(chosen.size() + " of " + campaign.mutants().size() + " mutants on " + CHIPS.stream().map(ChipSpec::name).toList() + ", seed " + seed);
    campaign.withoutMutant(NETWORKS).ifPresent(d -> {
      throw new IllegalStateException("without a mutant there is a difference: " + d);
    });
    List<Verdict> verdicts = campaign.run(chosen, verdict -> told.accept(verdict + (verdict.survived()
        ? "  " + survivors.reason(verdict.mutant()).orElse("WITHOUT A REASON: " + verdict.mutant().key()) : "")));
    for (Kind kind : Kind.values()) {
      List<Verdict> of = verdicts.stream().filter(v -> v.mutant().kind() == kind).toList();
      told.accept(kind + ": " + of.size() + ", survived " + of.stream().filter(Verdict::survived).count());
    }
    List<Verdict> open = verdicts.stream().filter(v -> v.survived() && survivors.reason(v.mutant()).isEmpty()).toList();
    told.accept(verdicts.stream().filter(Verdict::survived).count() + " of " + verdicts.size() + " survived, " + open.size() + " without a reason");
    verdicts.stream().filter(v -> !v.survived() && survivors.reason(v.mutant()).isPresent())
        .forEach(v -> told.accept("has a reason and was killed: " + v));
    for (ChipSpec spec : CHIPS) {
      Files.deleteIfExists(folder.resolve(spec.name() + ".hex"));
    }
    Files.delete(folder);
    return open.size();
  }

  /** Without a mutant, everything is equal on every chip. */
  Optional<Difference> withoutMutant(int networks) {
    return chips.stream().map(chip -> run(chip, 0, networks).difference()).flatMap(Optional::stream).findFirst();
  }

  /**
   * Tries some mutants.
   *
   * @param told of every verdict
   */
  List<Verdict> run(List<Mutant> mutants, Consumer<Verdict> told) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Mutant mutant : mutants) {
      int done = 0;
      Optional<Difference> difference = Optional.empty();
      for (int c = 0; c < chips.size() && difference.isEmpty(); c++) {
        Run run = run(chips.get(c), mutant.number(), NETWORKS);
        done += run.networks();
        difference = run.difference();
      }
      Verdict verdict = new Verdict(mutant, done, difference);
      verdicts.add(verdict);
      told.accept(verdict);
    }
    return verdicts;
  }

  private record Run(int networks, Optional<Difference> difference) {}

  private Run run(Chip chip, int number, int networks) {
    choose(chip.choice(), number);
    RtlOptions options = RtlOptions.CHECKED.withProfile(Profile.QUICK).withMostCycles(MOST_CYCLES).withProject(chip.woven().project());
    try (RandomLockstep lockstep = new RandomLockstep(options)) {
      for (int i = 0; i < networks; i++) {
        Optional<Difference> difference = lockstep.compare(chip.images().generate(seed + i)).firstDifference();
        if (difference.isPresent()) {
          return new Run(i + 1, difference);
        }
      }
      return new Run(networks, Optional.empty());
    }
  }

  private void choose(Path choice, int number) {
    try {
      Files.createDirectories(folder);
      Files.writeString(choice, Integer.toHexString(number) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
