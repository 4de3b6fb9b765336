package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.command.options.InputOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.run.EmittedProject;

/** {@code emit}: an image's chip as a Verilog project. */
@Command(name = "emit", description = "write an image as a plain Verilog project with a testbench")
final class EmitVerb extends Verb {
  /** Timesteps of the testbench when there is no input. */
  private static final int TIMESTEPS = 16;

  @Parameters(index = "0", paramLabel = "IMAGE", description = "An image (.slk), or a network, which is mapped first.")
  private String file = "";

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true, description = "A new or empty folder.")
  private Path output;

  @Mixin private final InputOptions input = new InputOptions();
  @Mixin private final NetworkOptions network = new NetworkOptions();

  @Override
  public Group group() {
    return Group.NETWORK;
  }

  @Override
  public List<String> examples() {
    return List.of("emit orientation -o my-chip", "emit braille.slk --input x.npy --samples 3 -o braille-rtl");
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("folder", "the folder written; cosim --rtl reads it");
    fields.put("image_hash", "SHA-256 of the image's contents");
    fields.put("rtl_hash", "SHA-256 of the Verilog");
    fields.put("top", "the top module");
    fields.put("files", "Verilog files of the chip, relative to the folder; beside them chip_tb.v, config.hex, input.hex, expected.hex, README.txt");
    return fields;
  }

  @Override
  public Answer run(Session session) {
    Subject subject = Subject.open(file, network);
    ChipImage image = subject.image(session, network);
    RtlProject project = RtlProject.of(image);
    Path folder = session.outputs().folder(output);
    boolean sampled = input.given(subject);
    if (sampled) {
      InputOptions.Data data = input.read(session, subject, image);
      EmittedProject.write(image, data.stimulus(), 0, folder);
    } else {
      EmittedProject.write(image, TIMESTEPS, folder);
    }
    List<String> files = project.files().keySet().stream().map(name -> "rtl/" + name).toList();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("folder", output.toString());
    fields.put("image_hash", ImageFile.hash(image));
    fields.put("rtl_hash", project.hash());
    fields.put("top", project.top());
    fields.put("files", files);
    return Answer.done(fields, "wrote " + output + ": top module " + project.top() + ", " + files.size() + " files\n"
        + "Its testbench loads the network, runs " + (sampled ? "a sample" : TIMESTEPS + " timesteps without input")
        + " and compares with the emulator: see " + output.resolve("README.txt") + "\n"
        + "After a change, hold it to the emulator again: spikelock cosim " + file + " --rtl " + output);
  }
}
