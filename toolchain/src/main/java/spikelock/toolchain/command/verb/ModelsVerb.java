package spikelock.toolchain.command.verb;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import spikelock.toolchain.command.answer.ModelsAnswer;
import spikelock.toolchain.command.describe.ModelDescription;
import spikelock.toolchain.command.describe.ModelDetails;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;

/** {@code models}: the bundled neuron models and presets, or everything about one. */
@Command(name = "models", description = "the bundled neuron models and presets, or the file and the graph of one")
final class ModelsVerb extends Verb {
  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME|FILE", description = "A bundled model or preset, or a .neuron file; without it all bundled ones.")
  private String model = "";

  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("models", "models LIF", "models my.neuron", "models cuba --json");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(ModelsAnswer.class, ModelDetails.class);
  }

  @Override
  public Answer run(Session session) {
    if (model.isEmpty()) {
      ModelsAnswer all = ModelsAnswer.bundled();
      return Answer.done(all, all.text());
    }
    ModelDescription one = ModelDescription.of(model);
    return Answer.done(one.details(), one.page());
  }
}
