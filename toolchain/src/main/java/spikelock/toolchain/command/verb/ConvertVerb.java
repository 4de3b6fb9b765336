package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.nir.NirModel;
import spikelock.toolchain.command.answer.ConvertAnswer;
import spikelock.toolchain.command.describe.Settings;
import spikelock.toolchain.command.options.ReadingOptions;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.FileKind;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.console.Writes;

/** {@code convert}: a NIR file with all repairs made. */
@Command(name = "convert", description = "write a NIR file again with all repairs made, so that NIR's own reader takes it")
final class ConvertVerb extends Verb {
  @Parameters(index = "0", paramLabel = "FILE", description = "A .nir file, whatever wrote it.")
  private String file = "";

  @Common
  @Under(Heading.OUTPUT)
  @Writes(FileKind.NIR)
  @Option(names = {"-o", "--output"}, paramLabel = "OUT.nir", required = true, description = "Where the new file goes.")
  private Path output;

  @Mixin private final ReadingOptions options = new ReadingOptions();

  @Override
  public Group group() {
    return Group.NETWORK;
  }

  @Override
  public List<String> examples() {
    return List.of("convert old.nir -o new.nir", "convert steps.nir --time-unit step --dt 1e-3 -o seconds.nir",
        "convert braille.nir --reset subtract -o braille-subtract.nir   (the reset goes into the file's metadata)");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(ConvertAnswer.class);
  }

  @Override
  public Answer run(Session session) {
    RunOptions run = options.runOptions();
    NirModel model = NirFile.read(file);
    RunSettings settings = model.write(session.outputs().file(output, FileKind.NIR), run);
    ConvertAnswer done = new ConvertAnswer(output.toString(), model.parts().size(), model.repairs(), model.notes(), Settings.of(settings));
    return Answer.done(done, done.text());
  }
}
