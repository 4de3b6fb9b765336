package spikelock.toolchain.rtl.unit;

/** What a module promises, cycle by cycle, in plain Java. A new model is in the state after reset; memories are undefined then. */
interface UnitModel {
  /**
   * Drives the inputs of a cycle, says what the outputs must be in it, and passes the clock edge that ends it. Inputs that it does not
   * drive are noise, which the module must not heed; outputs that it does not name may be anything.
   */
  void cycle(Wires wires);
}
