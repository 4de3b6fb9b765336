package spikelock.toolchain.run;

import java.nio.file.Path;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.Population;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.hdl.project.ImageProject;

/** An image as a Verilog project whose testbench runs a sample and compares it with what the emulator did. */
public final class EmittedProject {
  private EmittedProject() {}

  /** The chip and the memories' contents; the testbench runs {@code timesteps} without input. */
  public static void write(ChipImage image, int timesteps, Path folder) {
    Emulator emulator = Emulator.of(image);
    ImageProject project = new ImageProject(image).about(timesteps + " timesteps without input");
    StepRecord record = new StepRecord(image.spec());
    for (int timestep = 0; timestep < timesteps; timestep++) {
      emulator.step(new int[0], 0, record);
      project.timestep(new int[0], new int[0], 0).expect(record);
    }
    project.write(folder);
  }

  /**
   * The same with a sample as input, its tail for the lag included.
   *
   * @param about what the sample is, for people
   */
  public static void write(ChipImage image, Stimulus stimulus, int sample, String about, Path folder) {
    int tail = image.populations().stream().mapToInt(Population::lag).max().orElse(0);
    int timesteps = stimulus.timesteps(sample) + tail;
    Emulator emulator = Emulator.of(image);
    ImageProject project = new ImageProject(image).about(about).input(stimulus, sample, timesteps);
    StepRecord record = new StepRecord(image.spec());
    int[] channels = new int[stimulus.channels()];
    int[] values = new int[stimulus.channels()];
    for (int timestep = 0; timestep < timesteps; timestep++) {
      int count = timestep < stimulus.timesteps(sample) ? stimulus.active(sample, timestep, channels, values) : 0;
      emulator.step(channels, values, count, record);
      project.expect(record);
    }
    project.write(folder);
  }
}
