package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.network.RunSettings;
import spikelock.mapper.nir.NirModel;
import spikelock.mapper.source.SourceFile;
import spikelock.toolchain.command.describe.NetworkDescriber;
import spikelock.toolchain.command.options.ReadingOptions;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.TextTable;
import spikelock.toolchain.console.Verb;

/** {@code convert}: a NIR file with all repairs made. */
@Command(name = "convert", description = "write a NIR file again with all repairs made, so that NIR's own reader takes it")
final class ConvertVerb extends Verb {
  @Parameters(index = "0", paramLabel = "FILE", description = "A .nir file, whatever wrote it.")
  private String file = "";

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
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("file", "the file written");
    fields.put("nodes", "nodes of all graphs");
    fields.put("repairs", "what was mended");
    fields.put("notes", "what is sound but perhaps not what was meant");
    fields.put("settings", "what went into the metadata: dt_s, reset, integrator; and loop_bias_at_zero and reasons (by setting)");
    return fields;
  }

  @Override
  public Answer run(Session session) {
    RunOptions run = options.runOptions();
    NirModel model = NirModel.read(SourceFile.of(CheckVerb.nirFile(file)));
    RunSettings settings = model.write(session.outputs().file(output), run);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", output.toString());
    fields.put("nodes", model.parts().size());
    fields.put("repairs", model.repairs());
    fields.put("notes", model.notes());
    fields.put("settings", NetworkDescriber.settings(settings));
    List<String> lines = new ArrayList<>();
    model.repairs().forEach(line -> lines.add("mended: " + TextTable.printable(line)));
    model.notes().forEach(line -> lines.add("note: " + TextTable.printable(line)));
    lines.add("wrote " + output + (model.repairs().isEmpty() ? "; nothing had to be mended" : ""));
    return Answer.done(fields, String.join(System.lineSeparator(), lines));
  }
}
