package spikelock.toolchain.command.verb;

import java.util.List;
import spikelock.toolchain.console.Verb;

/** The verbs of the command. */
public final class Verbs {
  private Verbs() {}

  /** Every verb that works, in the order of the overview. A new verb is a line here. */
  public static List<Verb> all() {
    return List.of(new DemoVerb(), new InfoVerb(), new CheckVerb(), new ExplainVerb(), new ExamplesVerb(),
        new ChipsVerb(), new ModelsVerb(), new ProfilesVerb(), new BoardsVerb(), new DoctorVerb(), new TrainVerb(), new ConvertVerb(), new MapVerb(), new EmitVerb(), new BuildVerb(),
        new RunVerb(), new EstimateVerb(), new ValidateVerb(), new SweepVerb(), new CosimVerb(), new SoakVerb());
  }
}
