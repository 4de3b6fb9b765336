package spikelock.toolchain.verilator;

import java.util.Arrays;

/** A program of port operations that runs in one native call. Reused without allocation once it has grown. */
public final class PortScript {
  private static final int SET = 1;
  private static final int TICK = 2;
  private static final int UNTIL = 3;
  private static final int GET = 4;
  private static final int PEEK = 5;
  private static final int POKE = 6;
  private static final int EVAL = 7;

  private int[] ops = new int[256];
  private int length;

  /** Starts again with an empty program. */
  public PortScript clear() {
    length = 0;
    return this;
  }

  /** Drives an input; takes effect at the next tick. */
  public PortScript set(Port port, long value) {
    room(2 + port.words());
    ops[length++] = SET;
    ops[length++] = port.index();
    ops[length++] = (int) value;
    for (int word = 1; word < port.words(); word++) {
      ops[length++] = word == 1 ? (int) (value >> 32) : 0;
    }
    return this;
  }

  /** Drives an input of any width, given in as many 32-bit words as it has, the lowest first. */
  public PortScript set(Port port, int[] words) {
    room(2 + port.words());
    ops[length++] = SET;
    ops[length++] = port.index();
    System.arraycopy(words, 0, ops, length, port.words());
    length += port.words();
    return this;
  }

  /** Runs whole clock cycles. */
  public PortScript tick(int cycles) {
    room(2);
    ops[length++] = TICK;
    ops[length++] = cycles;
    return this;
  }

  /**
   * Ticks until a port of up to 32 bits has a value; results: cycles ticked, then 1 when it has the value. When it has not, the script ends
   * here, with whatever results there were before behind these.
   */
  public PortScript until(Port port, int value, int mostCycles) {
    room(4);
    ops[length++] = UNTIL;
    ops[length++] = port.index();
    ops[length++] = value;
    ops[length++] = mostCycles;
    return this;
  }

  /** Results: the port's value in 32-bit words. */
  public PortScript get(Port port) {
    room(2);
    ops[length++] = GET;
    ops[length++] = port.index();
    return this;
  }

  /** Settles the outputs after inputs were set, without a clock edge. */
  public PortScript evaluate() {
    room(1);
    ops[length++] = EVAL;
    return this;
  }

  /** Results: {@code count} words of an exposed memory, each in as many 32-bit limbs as it needs. */
  public PortScript peek(int memory, int first, int count) {
    room(4);
    ops[length++] = PEEK;
    ops[length++] = memory;
    ops[length++] = first;
    ops[length++] = count;
    return this;
  }

  /** Writes words of an exposed memory, each given in as many 32-bit limbs as it has. */
  public PortScript poke(int memory, int first, int count, int[] limbs) {
    room(4 + limbs.length);
    ops[length++] = POKE;
    ops[length++] = memory;
    ops[length++] = first;
    ops[length++] = count;
    System.arraycopy(limbs, 0, ops, length, limbs.length);
    length += limbs.length;
    return this;
  }

  int[] ops() {
    return ops;
  }

  int length() {
    return length;
  }

  private void room(int more) {
    if (length + more > ops.length) {
      ops = Arrays.copyOf(ops, Math.max(2 * ops.length, length + more));
    }
  }
}
