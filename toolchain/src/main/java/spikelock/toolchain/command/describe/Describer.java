package spikelock.toolchain.command.describe;

import java.util.List;

/** Says what is in one kind of file. A new kind is a class and a line in {@link #ALL}. */
public interface Describer {
  /** Every kind that is known; the first that accepts a file describes it. */
  List<Describer> ALL = List.of(new SanafeDescriber(), new DataDescriber(), new NetworkDescriber(), new ImageDescriber(), new ArrayDescriber(),
      new ChipDescriber(), new ProfileDescriber(), new ModelDescriber());

  /** Bytes of a file that {@link #accepts} gets to see, at most. */
  int START_BYTES = 4096;

  /**
   * What is in a file.
   *
   * @param details whose components are the JSON fields
   * @param text the same for people, without a final line break
   */
  record Description(Record details, String text) {}

  /** What such a file is called, with its usual ending. */
  String kind();

  /** What {@link Description#details} are. */
  Class<? extends Record> details();

  /**
   * Whether this is such a file (or a bundled name of that kind).
   *
   * @param name the file's name as the user gave it
   * @param start the file's first bytes as text, one character a byte; empty when there is no such file
   */
  boolean accepts(String name, String start);

  /**
   * Describes a file that was accepted.
   *
   * @throws spikelock.emulator.error.InputException when it is damaged
   */
  Description describe(String name);
}
