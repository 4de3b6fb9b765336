package spikelock.toolchain.soak;

import java.util.List;
import java.util.Optional;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.lockstep.Comparison;
import spikelock.emulator.lockstep.Difference;
import spikelock.emulator.lockstep.Lockstep;
import spikelock.emulator.platform.Target;
import spikelock.emulator.platform.TargetStoppedException;
import spikelock.toolchain.random.Coverage;
import spikelock.toolchain.random.RandomCase;
import spikelock.toolchain.random.RandomContents;
import spikelock.toolchain.rtl.Loading;
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.rtl.Simulated;
import spikelock.toolchain.targets.Targets;

/**
 * Random cases of one chip on the emulator and on its Verilog, every memory starting from the contents of the case's seed. Compares
 * outputs, cycles, counters and every word of state after every timestep, and {@link RtlOptions#withPorts with ports} every packet that
 * enters or leaves the mesh. In every {@value #SHARE}th case, and in all where the Verilog is somebody's own, every memory is written and
 * read back through the chip's ports ({@link ConfigurationPath}). The Verilog is built and opened at the first case and
 * kept for the next; after it has stopped it is opened anew. Used by one thread at a time.
 */
public final class RandomLockstep implements AutoCloseable {
  /** Every so many cases by seed go through the ports; no factor in common with the number of chips that seeds are dealt to. */
  public static final int SHARE = 5;

  private final RtlOptions options;
  private Optional<Target> open = Optional.empty();

  public RandomLockstep(RtlOptions options) {
    this.options = options;
  }

  /**
   * Runs a case to its end or the first difference. A Verilog that stops, or never becomes idle again, is a difference of kind
   * {@code stopped}.
   *
   * @throws spikelock.emulator.error.ToolException when the Verilog does not build, or its process dies
   */
  public Comparison compare(RandomCase subject) {
    try (Emulator emulator = Emulator.of(subject.image())) {
      return compare(subject, emulator, Lockstep::new, isThroughPorts(subject));
    }
  }

  /** As {@link #compare(RandomCase)}, loaded in a way of one's own. */
  Comparison compare(RandomCase subject, Loading loading) {
    try (Emulator emulator = Emulator.of(subject.image())) {
      return compare(subject, emulator, Lockstep::new, loading == Loading.AUTO ? isThroughPorts(subject) : loading == Loading.PORTS);
    }
  }

  /** As {@link #compare(RandomCase)}, and reports what the case shows. */
  public Comparison compare(RandomCase subject, Coverage coverage) {
    try (Emulator emulator = Emulator.of(subject.image()); Coverage.Run seen = coverage.begin(subject)) {
      emulator.observe(seen);
      return compare(subject, emulator, (left, right, state) -> new Lockstep(left, right, state)
          .watch(record -> {
            seen.timestep(record, isAnySpiking(emulator));
            payloads(emulator, seen);
          }), isThroughPorts(subject));
    }
  }

  private interface Pairing {
    Lockstep pair(Target expected, Target actual, boolean state);
  }

  private Comparison compare(RandomCase subject, Emulator emulator, Pairing pairing, boolean ports) {
    Comparison result;
    try {
      Target rtl = chip(subject);
      result = ports ? throughPorts(subject, emulator, rtl, pairing) : directly(subject, emulator, rtl, pairing);
    } catch (TargetStoppedException e) {
      result = different(new Difference(0, -1, 0, "stopped", -1, "the rtl stopped while it was loaded: " + e.getMessage(), "", 0, 0, 0, List.of()));
    }
    if (result.firstDifference().filter(d -> d.kind().equals("stopped")).isPresent()) {
      close();
    }
    return result;
  }

  /** Whether a case's image is loaded through the chip's ports, and every memory written and read back through them. */
  public boolean isThroughPorts(RandomCase subject) {
    return switch (options.loading()) {
      case PORTS -> true;
      case DIRECT -> false;
      case AUTO -> options.project().isPresent() || Math.floorMod(subject.seed(), SHARE) == 0;
    };
  }

  private Comparison directly(RandomCase subject, Emulator emulator, Target rtl, Pairing pairing) {
    List<RandomContents.Poke> tables = RandomContents.tables(subject.image(), subject.seed());
    tables.forEach(poke -> rtl.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units()));
    rtl.load(subject.image());
    for (RandomContents.Poke poke : RandomContents.working(subject.image(), subject.seed())) {
      emulator.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units());
      rtl.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units());
    }
    return run(subject, emulator, rtl, pairing);
  }

  private Comparison run(RandomCase subject, Emulator emulator, Target rtl, Pairing pairing) {
    Lockstep lockstep = pairing.pair(emulator, rtl, true);
    return (options.ports() ? lockstep.ports() : lockstep).run(subject.stimulus(), new int[] {0});
  }

  /** Every memory is written at random and read back, then loaded, reset and read back, then run and read back. */
  private Comparison throughPorts(RandomCase subject, Emulator emulator, Target rtl, Pairing pairing) {
    ChipImage image = subject.image();
    ConfigurationPath path = new ConfigurationPath(((Simulated) rtl).throughPorts());
    path.write(RandomContents.tables(image, subject.seed()));
    path.write(RandomContents.control(image, subject.seed()));
    path.write(RandomContents.working(image, subject.seed()));
    path.probe(subject.seed());
    Optional<Difference> difference = path.verify("after every memory was written at random");
    if (difference.isEmpty() && ((Simulated) rtl).isDirect()) {
      difference = path.verify(rtl, "after every memory was written at random, read in place");
    }
    if (difference.isPresent()) {
      return different(difference.get());
    }
    path.load(image);
    emulator.resetState();
    path.sees(emulator);
    // The way back through the ports was looked at above: what is left are writes, which show as well in place.
    difference = path.verify(rtl, "after an image was loaded over random contents, and RESET-STATE");
    if (difference.isPresent()) {
      return different(difference.get());
    }
    List<RandomContents.Poke> working = RandomContents.working(image, ~subject.seed());
    working.forEach(poke -> emulator.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units()));
    path.write(working);
    Comparison result = run(subject, emulator, rtl, pairing);
    if (result.equal()) {
      path.sees(emulator);
      difference = path.verify(rtl, "after the last timestep");
    }
    return difference.isPresent() ? different(difference.get()) : result.plusWords(path.words());
  }

  private static Comparison different(Difference difference) {
    return new Comparison(0, 0, 0, 0, 0, Optional.of(difference));
  }

  /** Registers and memories start from the seed of the first case, so that who knows it can begin alike. */
  private Target chip(RandomCase subject) {
    if (open.isEmpty()) {
      open = Optional.of(Targets.open(Targets.RTL, subject.image(), options.withSeed((int) subject.seed())));
    }
    return open.get();
  }

  private static boolean isAnySpiking(Emulator emulator) {
    ChipImage image = emulator.image();
    for (int tile = 0; tile < image.cores().size(); tile++) {
      for (int slot = 0; slot < image.cores().get(tile).neurons(); slot++) {
        if (emulator.spiked(tile, slot)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void payloads(Emulator emulator, Coverage.Run seen) {
    ChipImage image = emulator.image();
    for (int tile = 0; tile < image.cores().size(); tile++) {
      for (int slot = 0; emulator.plan(tile).shape().payloadBits() > 0 && slot < image.cores().get(tile).neurons(); slot++) {
        if (emulator.spiked(tile, slot)) {
          seen.payload(emulator.sent(tile, slot));
        }
      }
    }
  }

  /** Closes the Verilog; another case opens it again. */
  @Override
  public void close() {
    open.ifPresent(Target::close);
    open = Optional.empty();
  }
}
