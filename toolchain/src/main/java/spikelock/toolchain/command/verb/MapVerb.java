package spikelock.toolchain.command.verb;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ImageFile;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.network.Network;
import spikelock.mapper.quantise.Calibration;
import spikelock.mapper.quantise.Reach;
import spikelock.toolchain.command.answer.MapAnswer;
import spikelock.toolchain.command.answer.SweepAnswer;
import spikelock.toolchain.command.describe.Settings;
import spikelock.toolchain.command.options.InputOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.FileKind;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.console.Writes;
import spikelock.toolchain.report.MappingPage;
import spikelock.toolchain.report.MeshText;

/** {@code map}: a network becomes an image of a chip. */
@Command(name = "map", customSynopsis = "spikelock map NETWORK [-o IMAGE] [options]",
    description = "quantise a network and place it on a chip: gives an image (.slk)")
final class MapVerb extends Verb {
  @Parameters(index = "0", paramLabel = "NETWORK", description = "A .nir or .net file, a network .yaml, or a bundled network (see examples).")
  private String network = "";

  @Common(1)
  @Under(Heading.OUTPUT)
  @Writes(FileKind.IMAGE)
  @Option(names = {"-o", "--output"}, paramLabel = "IMAGE", description = "Where the image goes. Without it nothing is written.")
  private Path output;

  @Common
  @Under(Heading.OUTPUT)
  @Writes(FileKind.PAGE)
  @Option(names = "--report", paramLabel = "FILE.html", description = {"Write a page about the mapping.",
      "The mesh with what sits where, how full each memory is, traffic, rounding, settings. One file, without scripts."})
  private Path page;

  @Common
  @Under(Heading.MAPPING)
  @Option(names = "--sweep-bits", paramLabel = "A:B", description = {"Compare weights of A to B bits: a table instead of an image.",
      "Maps with each, runs the samples of --input on each and in floats, and compares."})
  private String sweep = "";

  @Mixin private final InputOptions input = new InputOptions();
  @Mixin private final NetworkOptions options = new NetworkOptions();

  @Override
  public Group group() {
    return Group.NETWORK;
  }

  @Override
  public List<String> examples() {
    return List.of("map orientation -o orientation.slk", "map braille.nir --chip mesh-2x2 --dt 1e-4 --reset zero -o braille.slk",
        "map braille.nir --limit neurons=24 --json", "map net.nir --payload-bits 8 --input x.npy   (potentials as payloads, fitted to samples)", "map orientation --report mapping.html",
        "map braille.nir --sweep-bits 2:8 --input x.npy --labels y.npy");
  }

  @Override
  public Set<Heading> rare() {
    return Set.of(Heading.INPUT);
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(MapAnswer.class, SweepAnswer.class);
  }

  @Override
  public Answer run(Session session) throws InterruptedException {
    Subject subject = Subject.open(network, options);
    if (!sweep.isEmpty()) {
      if (output != null || page != null || options.weightBits().isPresent()) {
        throw new InputException("gives a table, no image", "", "--sweep-bits", "leave out --output, --report and --weight-bits");
      }
      return SweepBits.parse(sweep).run(session, subject, options, input, network);
    }
    MappedNetwork mapped = subject.map(session, options, () -> reaches(session, subject));
    Network read = subject.description().orElseThrow().network();
    MapAnswer made = MapAnswer.of(mapped, read.repairs(), Optional.ofNullable(output), Optional.ofNullable(page));
    if (output != null) {
      ImageFile.write(session.outputs().file(output, FileKind.IMAGE), mapped.image());
    }
    if (page != null) {
      MappingPage.of(Path.of(network).getFileName().toString(), mapped).write(session.outputs().file(page, FileKind.PAGE));
    }
    return Answer.done(made, made.text(network, Settings.of(read.settings()), MeshText.of(mapped), mapped.image().spec().tiles()));
  }

  /** How far the potentials that are sent go on the user's samples. */
  private Map<String, Reach> reaches(Session session, Subject subject) {
    if (!input.isGiven()) {
      return Map.of();
    }
    Network read = subject.description().orElseThrow().network();
    if (!Calibration.isOfUse(read)) {
      throw new InputException("needs nothing to run on: no population sends its potential to another", "", "map",
          "--input and --samples are for payloads that are fitted to them, and for --sweep-bits");
    }
    return Calibration.of(read, input.read(session, subject, InputShape.of(read)).stimulus());
  }
}
