package spikelock.toolchain.netlist;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import spikelock.emulator.error.ToolException;

/**
 * What {@code icebox_vlog} writes of a bitstream, made plain Verilog: its module declares the ports in the header and, with their kinds and values at
 * power-on, once more in the body. Only the header is written anew, with the names alone, and the directions behind it.
 */
final class BitstreamVerilog {
  private static final Pattern HEADER = Pattern.compile("(?m)^module (\\w+) \\(([^)]*)\\);$");
  private static final Pattern PORT = Pattern.compile("(input|output|inout) (\\w+)");

  private BitstreamVerilog() {}

  /** @throws ToolException when there is no module, or a port is not what was expected */
  static String repaired(String text) {
    Matcher header = HEADER.matcher(text);
    if (!header.find()) {
      throw new ToolException("icebox_vlog writes no module", "does the bitstream belong to an iCE40?");
    }
    List<String> names = new ArrayList<>();
    StringBuilder directions = new StringBuilder();
    for (String declared : header.group(2).split(",")) {
      Matcher port = PORT.matcher(declared.strip());
      if (!port.matches()) {
        throw new ToolException("icebox_vlog writes a port that is not understood: " + declared.strip(), "name each pin in the constraints with a plain name");
      }
      names.add(port.group(2));
      directions.append('\n').append(port.group(1)).append(' ').append(port.group(2)).append(';');
    }
    return text.substring(0, header.start()) + "module " + header.group(1) + " (" + String.join(", ", names) + ");" + directions + text.substring(header.end());
  }
}
