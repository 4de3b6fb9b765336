package spikelock.toolchain.command.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import spikelock.boards.Board;
import spikelock.boards.Led;
import spikelock.boards.Overlay;
import spikelock.boards.Pin;
import spikelock.boards.project.TopVerilog;
import spikelock.toolchain.console.Means;
import spikelock.toolchain.console.TextTable;

/** What {@code boards show} and {@code boards check} say of a board. */
@Means("of a board")
public record BoardDetails(
    @Means("the board and its part") BoardsAnswer.BoardLine board,
    @Means("MHz of the board's oscillator") double sourceMhz,
    @Means("what makes the chip's clock, with its settings") String clockMadeBy,
    @Means("clock cycles of a bit on the line") int divider,
    @Means("by what share the line's rate is off") double baudError,
    @Means("per port of the top module") List<PortLine> ports,
    @Means("the configuration flash, null where not known") FlashLine flash,
    @Means("what writes a bitstream into it") List<String> programmer,
    @Means("public documents that the pins cite") Map<String, String> sources,
    @Means("per chip that it can be") List<OverlayLine> overlays) {

  /** A port. */
  public record PortLine(String port, String pin, @Means("input or output") String direction, boolean activeLow, @Means("empty: the family's usual") String standard,
      String source, @Means("of an LED") String meaning) {}

  /** The flash. */
  public record FlashLine(String chipSelect, @Means("empty: a primitive of the part drives it") String clock, String mosi, String miso,
      @Means("first byte behind the bitstream") int userOffset) {}

  /** A chip. */
  public record OverlayLine(String name, String chip, String model) {}

  public static BoardDetails of(Board board) {
    List<PortLine> ports = TopVerilog.ports(board).stream().map(port -> new PortLine(port.name(), port.pin().location(), port.output() ? "output" : "input",
        port.pin().activeLow(), port.pin().standard(), port.pin().source(), meaning(port.name()))).toList();
    FlashLine flash = board.flash().map(f -> new FlashLine(f.chipSelect().location(), f.clock().map(Pin::location).orElse(""), f.mosi().location(),
        f.miso().location(), f.userOffset())).orElse(null);
    List<String> programmer = new ArrayList<>(List.of(board.programmer().tool()));
    programmer.addAll(board.programmer().arguments());
    double mhz = board.clockPlan().mhz();
    return new BoardDetails(BoardsAnswer.BoardLine.of(board), board.clock().sourceMhz(), board.clockPlan().text(), board.uart().divider(mhz),
        Math.round(1e5 * board.uart().error(mhz)) / 1e5, ports, flash, programmer, board.sources(), board.overlays().stream().map(BoardDetails::overlay).toList());
  }

  private static String meaning(String port) {
    for (Led led : Led.values()) {
      if (port.equals(TopVerilog.port(led))) {
        return led.meaning();
      }
    }
    return "";
  }

  private static OverlayLine overlay(Overlay overlay) {
    return new OverlayLine(overlay.name(), overlay.spec().name(), overlay.spec().datapaths().stream().map(d -> d.model()).distinct().collect(Collectors.joining(", ")));
  }

  public String text() {
    StringBuilder text = new StringBuilder(board.title() + "\n\n");
    text.append(String.format(Locale.ROOT, "part       %s (%s): %,d logic, %,d block RAMs, %,d large RAMs, %,d multipliers%n", board.part(), board.family(), board.logic(),
        board.blockRams(), board.largeRams(), board.dsps()));
    text.append(String.format(Locale.ROOT, "clock      %s MHz for the chip, of %s MHz: %s%n",
        BuildAnswer.number(board.clockMhz()), BuildAnswer.number(sourceMhz), clockMadeBy));
    text.append(String.format(Locale.ROOT, "line       %,d baud 8N1, a bit is %d cycles%s%n", board.baud(), divider,
        baudError == 0 ? "" : String.format(Locale.ROOT, ", %.1f %% off", 100 * baudError)));
    text.append("programmer ").append(String.join(" ", programmer)).append(" FILE\n");
    if (flash != null) {
      text.append(String.format(Locale.ROOT, "flash      ours from byte 0x%x on%n", flash.userOffset()));
    }
    text.append("verified   ").append(board.verified().isEmpty() ? "nothing yet" : String.join(", ", board.verified())).append("\n\n");
    TextTable table = new TextTable("port", "pin", "", "active", "source", "");
    ports.forEach(port -> table.row(port.port, port.pin, port.direction, port.activeLow ? "low" : "high", port.source, port.meaning));
    text.append(table).append("\n\n");
    sources.forEach((key, source) -> text.append(key).append(": ").append(source).append('\n'));
    text.append('\n');
    TextTable chips = new TextTable("overlay", "model", "chip");
    overlays.forEach(overlay -> chips.row(overlay.name, overlay.model, overlay.chip));
    return text.append(chips).toString();
  }
}
