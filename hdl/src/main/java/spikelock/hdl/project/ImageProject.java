package spikelock.hdl.project;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.link.ConfigurationPackets;
import spikelock.emulator.image.InputTable;
import spikelock.emulator.image.PlacedCores;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.stimulus.InputValues;
import spikelock.emulator.stimulus.Stimulus;

/**
 * A mapped network as a Verilog project that needs nothing of ours any more: {@link RtlProject} and beside it the memory contents
 * as configuration packets, the input of some timesteps and a testbench in plain Verilog that runs them and prints cycles and outputs.
 */
public final class ImageProject {
  private static final int MOST_CYCLES = 20_000_000;

  private final ChipImage image;
  private final PacketFormat format;
  private final List<Long> input = new ArrayList<>();
  private final List<int[]> expected = new ArrayList<>();
  private int timesteps;
  private String about = "none";

  public ImageProject(ChipImage image) {
    this.image = image;
    this.format = new PacketFormat(image.spec());
  }

  /** What the input is, in the words of who asked for it; the testbench prints it first. */
  public ImageProject about(String words) {
    about = words;
    return this;
  }

  /**
   * Appends timesteps of a sample to the testbench's input.
   *
   * @param count how many of the sample's timesteps; beyond its end there are no spikes
   */
  public ImageProject input(Stimulus stimulus, int sample, int count) {
    if (stimulus.channels() != image.inputs().channels()) {
      throw new InputException("the input has " + stimulus.channels() + " channels, the network " + image.inputs().channels());
    }
    int[] channels = new int[stimulus.channels()];
    int[] values = new int[stimulus.channels()];
    for (int timestep = 0; timestep < count; timestep++) {
      int sending = timestep < stimulus.timesteps(sample) ? stimulus.active(sample, timestep, channels, values) : 0;
      InputValues.of(image.spec()).require(sample, timestep, channels, values, sending);
      timestep(channels, values, sending);
    }
    return this;
  }

  /** Appends one timestep: {@code count} input channels that send, ascending, and what each sends. */
  public ImageProject timestep(int[] channels, int[] values, int count) {
    InputTable inputs = image.inputs();
    for (int i = 0; i < count; i++) {
      for (int p = inputs.start()[channels[i]]; p < inputs.start()[channels[i] + 1]; p++) {
        input.add(format.spike(inputs.tile()[p], inputs.delay()[p], inputs.axon()[p], values[i]));
      }
    }
    input.add(1L << format.flitBits());
    timesteps++;
    return this;
  }

  /** Appends what another target did in the next timestep; the testbench compares when every timestep has one. */
  public ImageProject expect(StepRecord record) {
    int[] outputs = record.outputs();
    int[] row = new int[2 + outputs.length];
    row[0] = record.stepCycles();
    row[1] = (int) (record.totalCycles() - record.stepCycles());
    for (int word = 0; word < outputs.length; word++) {
      row[2 + word] = outputs[word] & 0xffff;
    }
    expected.add(row);
    return this;
  }

  /**
   * Writes the project into a folder, which is created when it is missing.
   *
   * @throws InputException when it cannot be written
   */
  public void write(Path folder) {
    ChipSpec spec = image.spec();
    RtlProject.of(image).write(folder, MadeFor.of(image));
    long[] load = ConfigurationPackets.load(image, PlacedCores.of(image));
    long[] reset = ConfigurationPackets.resetState(spec);
    long[] all = Arrays.copyOf(load, load.length + reset.length);
    System.arraycopy(reset, 0, all, load.length, reset.length);
    boolean checked = timesteps > 0 && expected.size() == timesteps;
    RtlProject.writeText(folder.resolve("config.hex"), hex(all));
    RtlProject.writeText(folder.resolve("input.hex"), hex(input.stream().mapToLong(Long::longValue).toArray()));
    if (checked) {
      RtlProject.writeText(folder.resolve("expected.hex"),
          hex(expected.stream().flatMapToInt(Arrays::stream).mapToLong(v -> v & 0xffffffffL).toArray()));
    }
    RtlProject.writeText(folder.resolve("chip_tb.v"), testbench(load.length, reset.length, checked));
    RtlProject.writeText(folder.resolve("README.txt"), HandWritten.resource("/spikelock/hdl/project/README.txt").replace("@INPUT@", about));
  }

  private String testbench(int load, int reset, boolean checked) {
    ChipSpec spec = image.spec();
    return HandWritten.resource("/spikelock/hdl/project/chip_tb.v")
        .replace("@FLIT_BITS@", "" + format.flitBits())
        .replace("@BUFFER_LOG2@", "" + ChipSpec.log2(spec.host().inputBuffer()))
        .replace("@CONFIG_PACKETS@", "" + load)
        .replace("@RESET_PACKETS@", "" + reset)
        .replace("@INPUT_WORDS@", "" + input.size())
        .replace("@TIMESTEPS@", "" + timesteps)
        .replace("@OUTPUT_WORDS@", "" + spec.outputWords())
        .replace("@OUT_ADDRESS_BITS@", "" + spec.outputAddressBits())
        .replace("@CHECKED@", checked ? "1" : "0")
        .replace("@MOST_CYCLES@", "" + MOST_CYCLES)
        .replace("@INPUT@", about.replaceAll("[^ -~]|[\"\\\\%@]", "_"))
        .replace("@TOP@", ChipVerilog.TOP);
  }

  private static String hex(long[] words) {
    StringBuilder text = new StringBuilder();
    for (long word : words) {
      text.append(Long.toHexString(word)).append('\n');
    }
    return text.toString();
  }
}
