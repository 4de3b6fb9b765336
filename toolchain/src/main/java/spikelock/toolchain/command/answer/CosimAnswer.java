package spikelock.toolchain.command.answer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import spikelock.emulator.lockstep.Difference;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.Quantity;
import spikelock.toolchain.netlist.GateLevel;

/** What {@code cosim} found. */
public record CosimAnswer(
    @Means("whether everything compared was equal; exit code 1 when not") boolean equal,
    @Means("samples asked for") int samples,
    @Means("timesteps compared") long timesteps,
    @Means("clock cycles in them") long cycles,
    @Means("output spikes in them") long outputSpikes,
    @Means("16-bit words of state, accumulators, schedulers and control compared") long stateWordsCompared,
    @Means("with --ports: packets compared at the inject and eject ports") long portEventsCompared,
    @Means("rtl, netlist or bitstream") String against,
    @Means("ffm or jni") String binding,
    @Means("whether the Verilog ran in a child process") boolean isolated,
    @Means("SHA-256 of the image's contents") String imageHash,
    @Means("SHA-256 of the Verilog") String rtlHash,
    @Means("of what memories start from") int seed,
    @Means("null, or") Optional<Difference> firstDifference,
    @Means("the file written, or empty") String waveform,
    @Means("ports or direct: how the image came into the Verilog") String loaded,
    @Means("16-bit words of the loaded image read back through the ports") long memoryWordsReadBack,
    @Means("files of the input that this holds for") List<String> input,
    @Means("their samples that were asked for") int[] sampleNumbers,
    @Means("the command that tries random networks on the same chip") String next,
    @Means("with --energy-budget, where all was equal") Optional<Energy> energy,
    @Means("null, or with --board") Optional<Below> below) {

  /** What was compared below the Verilog. */
  public record Below(
      String board,
      @Means("the folder of the build") String build,
      @Means("what was read, within it") String file,
      @Means("SHA-256 of the file; of a bitstream, that of the file that is flashed") String sha256,
      @Means("what stands for each cell that makes a clock") List<String> replaced) {
    /** What it says of a stage of a build. */
    public static Below of(GateLevel gates) {
      return new Below(gates.built().project().board().name(), gates.built().folder().toString(), gates.file(), gates.sha256(), gates.replaced());
    }

    String text() {
      return "Checked: " + build + "/" + file + ", SHA-256 " + sha256 + (replaced.isEmpty() ? ", with nothing replaced" : "; replaced: " + String.join("; ", replaced));
    }
  }

  /** What a sample costs on average, beside what it may. */
  public record Energy(String profile, String fidelity, double perInferenceJ, double budgetJ, boolean within) {
    String text() {
      return String.format(Locale.ROOT, "%s a sample by %s (%s): %s the budget of %s", Quantity.joules(perInferenceJ), profile, fidelity,
          within ? "within" : "above", Quantity.joules(budgetJ));
    }
  }

  /** Why the check failed in one sentence; empty when it passed. */
  public Optional<String> problem() {
    return difference().or(() -> energy.filter(e -> !e.within()).map(Energy::text));
  }

  /** A difference as the user counts samples: numbered from {@code from}. */
  public static Difference numbered(Difference d, int from) {
    return new Difference(from + d.sample(), d.timestep(), d.cycle(), d.kind(), d.tile(), d.where(), d.field(), d.expected(), d.actual(), d.others(),
        d.events());
  }

  /** The first difference in one sentence; empty when there is none. */
  public Optional<String> difference() {
    return firstDifference.map(d -> d.describe("emulator", against));
  }

  /**
   * For people.
   *
   * @param counting whether the chip has counters
   */
  public String text(boolean counting) {
    if (firstDifference.isEmpty()) {
      String equalText = String.format(Locale.ROOT, "EQUAL: %,d timesteps, %,d cycles, %,d output spikes, %s: emulator = %s, bit by bit and cycle by "
          + "cycle%n%sThis holds for %s of %s. Random networks on the same chip: %s", timesteps, cycles, outputSpikes, compared(counting), against,
          loaded.equals("ports") ? String.format(Locale.ROOT, "Loaded through the chip's ports, %,d words read back. ", memoryWordsReadBack)
              : "Loaded in place, past the chip's ports. ", which(), String.join(", ", input), next);
      return equalText + energy.map(e -> System.lineSeparator() + "Energy: " + e.text()).orElse("") + checked();
    }
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "DIFFERENT after %,d equal timesteps%n", timesteps));
    text.append(difference().orElseThrow());
    if (!firstDifference.get().events().isEmpty()) {
      text.append(System.lineSeparator()).append("What led there:");
      firstDifference.get().events().forEach(line -> text.append(System.lineSeparator()).append("  ").append(line));
    }
    text.append(checked());
    if (!waveform.isEmpty()) {
      text.append(System.lineSeparator()).append("wrote ").append(waveform);
    } else if (below.isEmpty() && firstDifference.get().timestep() >= 0) {
      text.append(System.lineSeparator()).append("See the signals around it: --waveform difference.fst");
    }
    return text.toString();
  }

  private String compared(boolean counting) {
    return below.isPresent() ? counting ? "all counters" : "no counters (the chip has none)" : String.format(Locale.ROOT, "%,d words of state", stateWordsCompared);
  }

  private String checked() {
    return below.map(b -> System.lineSeparator() + b.text()).orElse("");
  }

  private String which() {
    int first = sampleNumbers[0];
    int last = sampleNumbers[sampleNumbers.length - 1];
    return sampleNumbers.length == 1 ? "sample " + first : last - first == sampleNumbers.length - 1 ? "samples " + first + ".." + last
        : sampleNumbers.length + " samples between " + first + " and " + last;
  }
}
