package spikelock.boards;

import java.util.List;

/**
 * What writes a bitstream into a board.
 *
 * @param tool program
 * @param arguments before the file's name
 * @param source where they are from
 */
public record Programmer(String tool, List<String> arguments, String source) {
  public Programmer {
    arguments = List.copyOf(arguments);
  }
}
