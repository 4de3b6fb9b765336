package spikelock.toolchain.rtl.unit;

import java.util.random.RandomGenerator;

/** The header of core_phases.v: a step copies, walks and sweeps, RESET-STATE clears every word and sweeps; each lasts as its unit says. */
final class CorePhasesModel implements UnitModel {
  private enum Phase { IDLE, COPY, WALK, SWEEP, CLEAR, INITIALISE }

  private final Pressure pulses;
  private final Pressure resets;
  private final Pressure copies;
  private final Pressure walks;
  private final Pressure sweeps;
  private final int words;
  private Phase phase = Phase.IDLE;
  private int cleared;

  CorePhasesModel(RandomGenerator random, int clearBits) {
    this.pulses = new Pressure(random);
    this.resets = new Pressure(random);
    this.copies = new Pressure(random);
    this.walks = new Pressure(random);
    this.sweeps = new Pressure(random);
    this.words = 1 << clearBits;
  }

  @Override
  public void cycle(Wires wires) {
    boolean pulse = pulses.next();
    boolean resetState = !pulse && resets.next();
    boolean copying = copies.next();
    boolean walkDone = walks.next();
    boolean sweeping = sweeps.next();
    wires.drive("pulse", pulse);
    wires.drive("reset_state", resetState);
    wires.drive("copying", copying);
    wires.drive("walk_done", walkDone);
    wires.drive("sweeping", sweeping);
    wires.expect("busy", phase != Phase.IDLE);
    wires.expect("walking", phase == Phase.WALK);
    wires.expect("clearing", phase == Phase.CLEAR);
    wires.expect("initialising", phase == Phase.INITIALISE);
    boolean lastClear = phase == Phase.CLEAR && cleared == words - 1;
    wires.expect("start_sweep", phase == Phase.WALK && walkDone || lastClear);
    if (phase == Phase.CLEAR) {
      wires.expect("clear_index", cleared++);
    }

    phase = switch (phase) {
      case IDLE -> {
        cleared = 0;
        yield pulse ? Phase.COPY : resetState ? Phase.CLEAR : phase;
      }
      case COPY -> copying ? phase : Phase.WALK;
      case WALK -> walkDone ? Phase.SWEEP : phase;
      case CLEAR -> lastClear ? Phase.INITIALISE : phase;
      case SWEEP, INITIALISE -> sweeping ? phase : Phase.IDLE;
    };
  }
}
