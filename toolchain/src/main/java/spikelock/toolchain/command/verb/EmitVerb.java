package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;
import spikelock.hdl.project.RtlProject;
import spikelock.toolchain.command.answer.EmitAnswer;
import spikelock.toolchain.command.options.InputOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.run.EmittedProject;

/** {@code emit}: an image's chip as a Verilog project. */
@Command(name = "emit", customSynopsis = "spikelock emit IMAGE|NETWORK -o DIR [options]",
    description = "write an image as a plain Verilog project with a testbench")
final class EmitVerb extends Verb {
  /** Timesteps of the testbench when there is no input. */
  private static final int TIMESTEPS = 16;

  @Parameters(index = "0", paramLabel = "IMAGE|NETWORK", description = "An image (.slk), or a network, which is mapped first.")
  private String file = "";

  @Common
  @Under(Heading.OUTPUT)
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
  public List<Class<? extends Record>> answers() {
    return List.of(EmitAnswer.class);
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
      EmittedProject.write(image, data.stimulus(), 0, "sample " + data.numbers()[0] + " of " + String.join(", ", input.names(subject)), folder);
    } else {
      EmittedProject.write(image, TIMESTEPS, folder);
    }
    EmitAnswer written = new EmitAnswer(output.toString(), ImageFile.hash(image), project.hash(), project.top(),
        project.files().keySet().stream().map(name -> "rtl/" + name).toList());
    return Answer.done(written, written.text(file, sampled ? "a sample" : TIMESTEPS + " timesteps without input"));
  }
}
