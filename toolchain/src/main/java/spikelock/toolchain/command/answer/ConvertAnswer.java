package spikelock.toolchain.command.answer;

import java.util.ArrayList;
import java.util.List;
import spikelock.toolchain.command.describe.Settings;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** What {@code convert} did. */
public record ConvertAnswer(
    @Means("the file written") String file,
    @Means("nodes of all graphs") int nodes,
    @Means("what was mended") List<String> repairs,
    @Means("what is sound but perhaps not what was meant") List<String> notes,
    @Means("what went into the metadata (dt_s, reset, integrator) and how it is run otherwise") Settings settings) {

  public String text() {
    List<String> lines = new ArrayList<>();
    repairs.forEach(line -> lines.add("mended: " + TextTable.printable(line)));
    notes.forEach(line -> lines.add("note: " + TextTable.printable(line)));
    lines.add("wrote " + file + (repairs.isEmpty() ? "; nothing had to be mended" : ""));
    return String.join(System.lineSeparator(), lines);
  }
}
