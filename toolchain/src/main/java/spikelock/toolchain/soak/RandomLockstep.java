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
import spikelock.toolchain.rtl.RtlOptions;
import spikelock.toolchain.targets.Targets;

/**
 * Random cases of one chip on the emulator and on its Verilog, every memory starting from the contents of the case's seed. Compares
 * outputs, cycles, counters and every word of state after every timestep, and {@link RtlOptions#withPorts with ports} every packet that
 * enters or leaves the mesh. The Verilog is built and opened at the first case and
 * kept for the next; after it has stopped it is opened anew. Used by one thread at a time.
 */
public final class RandomLockstep implements AutoCloseable {
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
      return compare(subject, emulator, Lockstep::new);
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
          }));
    }
  }

  private interface Pairing {
    Lockstep pair(Target expected, Target actual, boolean state);
  }

  private Comparison compare(RandomCase subject, Emulator emulator, Pairing pairing) {
    Comparison result;
    try {
      Target rtl = chip(subject.image());
      List<RandomContents.Poke> tables = RandomContents.tables(subject.image(), subject.seed());
      tables.forEach(poke -> rtl.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units()));
      rtl.load(subject.image());
      for (RandomContents.Poke poke : RandomContents.working(subject.image(), subject.seed())) {
        emulator.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units());
        rtl.poke(poke.tile(), poke.region(), poke.firstWord(), poke.units());
      }
      Lockstep lockstep = pairing.pair(emulator, rtl, true);
      result = (options.ports() ? lockstep.ports() : lockstep).run(subject.stimulus(), new int[] {0});
    } catch (TargetStoppedException e) {
      result = new Comparison(0, 0, 0, 0, 0, Optional.of(new Difference(0, -1, 0, "stopped", -1,
          "the rtl stopped while it was loaded: " + e.getMessage(), "", 0, 0, 0, List.of())));
    }
    if (result.firstDifference().filter(d -> d.kind().equals("stopped")).isPresent()) {
      close();
    }
    return result;
  }

  private Target chip(ChipImage image) {
    if (open.isEmpty()) {
      open = Optional.of(Targets.open(Targets.RTL, image, options));
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
