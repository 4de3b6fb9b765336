package spikelock.toolchain.command.verb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.engine.Emulator;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.ImageFile;
import spikelock.toolchain.command.answer.DemoAnswer;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.demo.Demo;
import spikelock.toolchain.demo.DemoPage;
import spikelock.toolchain.demo.DemoRun;
import spikelock.toolchain.demo.PictureText;
import spikelock.toolchain.estimate.CostPage;
import spikelock.toolchain.examples.Examples;
import spikelock.toolchain.examples.OrientationFilm;
import spikelock.toolchain.process.Cache;
import spikelock.toolchain.run.EmittedProject;

/** {@code demo}: the whole way on a bundled network. */
@Command(name = "demo", description = "the whole way on a bundled network: map, emulate, prove the Verilog equal, show it on a page")
final class DemoVerb extends Verb {
  private static final String PAGE = "demo.html";
  private static final int TIMESTEPS_A_FRAME = 5;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "A bundled network (see examples). Default: glyphs, which reads synthetic digits.")
  private String network = Examples.names().getFirst();

  @Common
  @Under(Heading.OUTPUT)
  @Option(names = {"-o", "--output"}, paramLabel = "DIR", description = "A new or empty folder for the files. Default: demo/ in the cache folder.")
  private Path output;

  @Override
  public Group group() {
    return Group.WHOLE_WAY;
  }

  @Override
  public List<String> examples() {
    return List.of("demo", "demo -o demo-files", "demo orientation", "demo --json");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(DemoAnswer.class);
  }

  @Override
  public Answer run(Session session) throws IOException, InterruptedException {
    DemoRun run = Demo.run(network, session);
    Path folder = write(session, run);
    DemoAnswer shown = DemoAnswer.of(run, folder.toString(), folder.resolve(PAGE).toString());
    String text = picture(run) + System.lineSeparator() + shown.text();
    return run.comparison().firstDifference().map(d -> Answer.checkFailed(shown, text, d.describe("emulator", "rtl")))
        .orElseGet(() -> Answer.done(shown, text));
  }

  private Path write(Session session, DemoRun run) throws IOException {
    Path folder;
    Path shown;
    if (output != null) {
      folder = session.outputs().folder(output);
      shown = output;
    } else {
      folder = Cache.folder("demo");
      Cache.delete(folder);
      Files.createDirectories(folder);
      shown = folder;
    }
    ChipImage image = run.mapped().image();
    ImageFile.write(folder.resolve(run.name() + ".slk"), image);
    EmittedProject.write(image, run.stimulus(), 0, "sample 0 of " + run.name(), folder.resolve("verilog"));
    DemoPage.of(run).write(folder.resolve(PAGE));
    CostPage.of(run.name(), run.costs().publishedRun(), List.of(run.costs().published()), List.of()).write(folder.resolve("cost.html"));
    return shown;
  }

  private static String picture(DemoRun run) {
    if (!run.name().equals(Examples.ORIENTATION)) {
      return PictureText.of(run);
    }
    try (Emulator emulator = Emulator.of(run.mapped().image())) {
      return OrientationFilm.draw(emulator, run.stimulus(), 0, TIMESTEPS_A_FRAME);
    }
  }
}
