package spikelock.toolchain.command.verb;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.nir.NirModel;
import spikelock.mapper.nir.NodeExplanation;
import spikelock.toolchain.command.answer.ExplainAnswer;
import spikelock.toolchain.command.describe.Settings;
import spikelock.toolchain.command.options.ReadingOptions;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.console.Verb;

/** {@code explain}: what one node of a NIR file computes. */
@Command(name = "explain", description = "what a node of a NIR file computes: its equation in timesteps with its own numbers")
final class ExplainVerb extends Verb {
  @Parameters(index = "0", paramLabel = "FILE", description = "A .nir file.")
  private String file = "";

  @Parameters(index = "1", paramLabel = "NODE", description = "Name of a node; those of nested graphs with dots. spikelock info FILE lists them.")
  private String node = "";

  @Mixin private final ReadingOptions options = new ReadingOptions();

  @Override
  public Group group() {
    return Group.LOOK;
  }

  @Override
  public List<String> examples() {
    return List.of("explain braille.nir lif1.lif", "explain braille.nir fc1 --json", "explain braille.nir lif2 --dt 1e-3 --integrator exact");
  }

  @Override
  public List<Class<? extends Record>> answers() {
    return List.of(ExplainAnswer.class);
  }

  @Override
  public Answer run(Session session) {
    RunOptions run = options.runOptions();
    NirModel model = NirFile.read(file);
    NodeExplanation explained = model.explain(node, run);
    Network network = model.network(run);
    ExplainAnswer answer = ExplainAnswer.of(explained, Settings.of(network.settings()), network.repairs());
    return Answer.done(answer, answer.text());
  }
}
