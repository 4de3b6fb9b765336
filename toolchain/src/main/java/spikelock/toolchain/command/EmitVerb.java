package spikelock.toolchain.command;

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
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;

/** {@code emit}: an image's chip as a Verilog project. */
@Command(name = "emit", description = "write an image's chip as a plain Verilog project")
final class EmitVerb extends Verb {
  @Parameters(index = "0", paramLabel = "IMAGE", description = "An image (.slk), or a network, which is mapped first.")
  private String file = "";

  @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true, description = "A new or empty folder.")
  private Path output;

  @Mixin private final NetworkOptions network = new NetworkOptions();

  @Override
  public Group group() {
    return Group.NETWORK;
  }

  @Override
  public List<String> examples() {
    return List.of("emit orientation -o my-chip", "emit braille.slk -o braille-rtl");
  }

  @Override
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("folder", "the folder written; cosim --rtl reads it");
    fields.put("image_hash", "SHA-256 of the image's contents");
    fields.put("rtl_hash", "SHA-256 of the Verilog");
    fields.put("top", "the top module");
    fields.put("files", "Verilog files, relative to the folder");
    return fields;
  }

  @Override
  public Answer run(Session session) {
    ChipImage image = Subject.open(file, network).image(session, network);
    RtlProject project = RtlProject.of(image);
    project.write(session.outputs().folder(output), image.spec().name());
    List<String> files = project.files().keySet().stream().map(name -> "rtl/" + name).toList();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("folder", output.toString());
    fields.put("image_hash", ImageFile.hash(image));
    fields.put("rtl_hash", project.hash());
    fields.put("top", project.top());
    fields.put("files", files);
    return Answer.done(fields, "wrote " + output + ": top module " + project.top() + ", " + files.size() + " files\n"
        + "Simulate, change, and hold it to the emulator again: spikelock cosim IMAGE --rtl " + output);
  }
}
