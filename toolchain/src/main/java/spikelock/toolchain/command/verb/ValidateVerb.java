package spikelock.toolchain.command.verb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.toolchain.command.answer.ValidateAnswer;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Common;
import spikelock.toolchain.console.Heading;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Under;
import spikelock.toolchain.console.Verb;
import spikelock.toolchain.validate.CaseCheck;
import spikelock.toolchain.validate.CaseFile;
import spikelock.toolchain.validate.PublishedCase;
import spikelock.toolchain.validate.Simulations;

/** {@code validate}: published measurements, recomputed by the profiles. */
@Command(name = "validate", customSynopsis = "spikelock validate [CASE...] [options]",
    description = "published energies, powers and times recomputed by the cost profiles, with error and tolerance")
final class ValidateVerb extends Verb {
  @Parameters(arity = "0..*", paramLabel = "CASE", description = "Only these cases, such as V8; without it all.")
  private List<String> ids = new ArrayList<>();

  @Common(1)
  @Under(Heading.INPUT)
  @Option(names = "--cases", paramLabel = "FILE", description = "Cases of your own instead of the bundled ones (emulator/COST.md has the fields).")
  private Path file;

  @Common(1)
  @Under(Heading.INPUT)
  @Option(names = "--sanafe", paramLabel = "FOLDER", description = {"Where SANA-FE's dvs.yaml and loihi.yaml are, for V5 to V7.",
      "Default: here, ../shared/sanafe-samples, or sanafe-samples in SPIKELOCK_SHARED; cases that miss them are told and not run."})
  private Path sanafe;

  @Under(Heading.OUTPUT)
  @Option(names = "--markdown", description = "The table alone, as Markdown; it is the one in the README.")
  private boolean markdown;

  @Override
  public Group group() {
    return Group.CHECK;
  }

  @Override
  public List<String> examples() {
    return List.of("validate", "validate V8 V9", "validate --cases mine.yaml", "validate --json",
        "validate; echo $?   (0 all within tolerance; 1 some are out; 2 wrong input)");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(ValidateAnswer.class);
  }

  @Override
  public Answer run(Session session) throws InterruptedException {
    CaseFile all = file == null ? CaseFile.published() : CaseFile.read(file);
    List<PublishedCase> chosen = chosen(all);
    Simulations simulations = new Simulations(folders());
    List<CaseCheck.Checked> checked = new ArrayList<>();
    for (PublishedCase one : chosen) {
      checked.addAll(CaseCheck.check(one, simulations));
    }
    ValidateAnswer found = ValidateAnswer.of(checked, ids.isEmpty() ? all.notYet() : List.of());
    String text = markdown ? found.markdown() : found.text();
    return found.out() == 0 ? Answer.done(found, text)
        : Answer.checkFailed(found, text, String.format(Locale.ROOT, "%d of %d published values are out of tolerance", found.out(), found.cases().size()));
  }

  /** Where SANA-FE's files may be. */
  private List<Path> folders() {
    if (sanafe != null) {
      if (!Files.isDirectory(sanafe)) {
        throw new InputException("is no folder", sanafe.toString(), "--sanafe", "");
      }
      return List.of(sanafe);
    }
    String samples = "sanafe-samples";
    List<Path> folders = new ArrayList<>();
    if (file != null) {
      folders.add(file.toAbsolutePath().getParent());
    }
    folders.addAll(List.of(Path.of(""), Path.of("..", "shared", samples)));
    String shared = System.getenv("SPIKELOCK_SHARED");
    if (shared != null) {
      folders.add(Path.of(shared, samples));
    }
    return folders;
  }

  private List<PublishedCase> chosen(CaseFile all) {
    List<String> known = all.cases().stream().map(PublishedCase::id).toList();
    for (String id : ids) {
      if (!known.contains(id)) {
        throw new InputException("there is no case \"" + id + "\"", file == null ? "" : file.toString(), "", NearMiss.hint(id, known));
      }
    }
    return all.cases().stream().filter(one -> ids.isEmpty() || ids.contains(one.id())).toList();
  }
}
