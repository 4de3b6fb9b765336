package spikelock.toolchain.fpga;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.ToolException;

/**
 * Cells by type, as Yosys' {@code stat -json} counts them for the whole design. That is no JSON where a module has parameters (Yosys 0.23 forgets the quotes around
 * its name), so only the part that is wanted is looked at: the last {@code num_cells_by_type}, which is the design's.
 */
final class YosysCells {
  private static final Pattern TABLE = Pattern.compile("\"num_cells_by_type\"\\s*:\\s*\\{([^}]*)\\}");
  private static final Pattern CELL = Pattern.compile("\"([^\"]+)\"\\s*:\\s*(\\d+)");

  private YosysCells() {}

  /** @throws ToolException when there is no such table */
  static Map<String, Integer> read(String statistics) {
    Matcher table = TABLE.matcher(statistics);
    String last = "";
    while (table.find()) {
      last = table.group(1);
    }
    Map<String, Integer> cells = new TreeMap<>();
    for (Matcher cell = CELL.matcher(last); cell.find();) {
      cells.put(cell.group(1).replaceFirst("^\\\\", ""), Integer.parseInt(cell.group(2)));
    }
    if (cells.isEmpty()) {
      throw new ToolException("Yosys counts no cells", "");
    }
    return cells;
  }
}
