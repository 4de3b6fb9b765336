package spikelock.toolchain.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.image.ChipImage;
import spikelock.mapper.MappedNetwork;
import spikelock.toolchain.console.TextTable;

/** The mesh for a terminal of 80 columns: in each tile letters for its populations and how full its neuron slots are. */
public final class MeshText {
  /** Wider meshes have room for letters only. */
  private static final int WIDEST_WITH_SHARES = 8;
  /** Wider parts of a mesh have room for one letter a tile. */
  private static final int WIDEST_WITH_LETTERS = 19;
  private static final int MOST_LETTERS = 3;
  private static final int ALPHABET = 26;

  private MeshText() {}

  /** A line for each row of tiles and one for each population on the chip. */
  public static String of(MappedNetwork mapped) {
    ChipImage image = mapped.image();
    ChipSpec spec = image.spec();
    Occupancy occupancy = new Occupancy(mapped);
    boolean shares = spec.mesh().width() <= WIDEST_WITH_SHARES;
    boolean letters = occupancy.columns() <= WIDEST_WITH_LETTERS;
    List<Integer> placed = occupancy.placed();
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < occupancy.rows(); row++) {
      List<String> line = new ArrayList<>();
      for (int column = 0; column < occupancy.columns(); column++) {
        int tile = row * spec.mesh().width() + column;
        String cell = letters(occupancy.on(tile), placed, letters ? MOST_LETTERS : 1);
        int neurons = occupancy.neurons(tile);
        String share = neurons == 0 ? "" : Math.max(1, 100L * neurons / occupancy.slots()) + "%";
        line.add(shares ? String.format("[%-" + MOST_LETTERS + "s%5s]", cell, share)
            : letters ? String.format("%-" + MOST_LETTERS + "s", cell) : cell);
      }
      text.append(("  " + String.join(letters ? " " : "", line)).stripTrailing()).append(System.lineSeparator());
    }
    if (occupancy.columns() * occupancy.rows() < spec.tiles()) {
      text.append("  of ").append(spec.mesh().width()).append(" x ").append(spec.mesh().height()).append(" tiles; the others are empty")
          .append(System.lineSeparator());
    }
    for (int i = 0; i < placed.size(); i++) {
      int p = placed.get(i);
      long tiles = occupancy.tilesOf(p);
      text.append("  ").append(String.format("%-" + MOST_LETTERS + "s ", symbol(i))).append(TextTable.printable(image.populations().get(p).name()))
          .append(": ").append(image.populations().get(p).size()).append(" neurons on ").append(tiles).append(tiles == 1 ? " core" : " cores")
          .append(System.lineSeparator());
    }
    return text.toString().stripTrailing();
  }

  /** A dot for an empty tile; a plus when there are more populations than letters fit. */
  private static String letters(Map<Integer, Integer> onTile, List<Integer> placed, int most) {
    if (most == 1 && !onTile.isEmpty()) {
      String symbol = symbol(placed.indexOf(onTile.keySet().iterator().next()));
      return onTile.size() > 1 || symbol.length() > 1 ? "+" : symbol;
    }
    StringBuilder letters = new StringBuilder(onTile.isEmpty() ? "." : "");
    int left = onTile.size();
    for (int p : onTile.keySet()) {
      String symbol = symbol(placed.indexOf(p));
      left--;
      if (letters.length() + symbol.length() + (left > 0 ? 1 : 0) > most && !letters.isEmpty()) {
        return letters.append('+').toString();
      }
      letters.append(symbol);
    }
    return letters.toString();
  }

  /** A to Z, then AA, AB and on as spreadsheets do. */
  private static String symbol(int number) {
    String last = String.valueOf((char) ('A' + number % ALPHABET));
    return number < ALPHABET ? last : symbol(number / ALPHABET - 1) + last;
  }
}
