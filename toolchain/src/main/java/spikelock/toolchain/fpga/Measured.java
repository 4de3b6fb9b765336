package spikelock.toolchain.fpga;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import spikelock.boards.Family;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.files.Resource;

/**
 * What a chip on a board was measured to take: {@code measured.csv} beside this class, which {@code ./spikelock bench fit} makes.
 *
 * @param chip a bundled chip, with the model on every core
 * @param synthesis what Yosys counts
 * @param routedLogic what place and route counts as logic, where it was run
 * @param mhz what the chip's clock reaches, where place and route was run
 */
public record Measured(Family family, String chip, String model, Resources synthesis, OptionalInt routedLogic, OptionalDouble mhz) {

  /** All measurements. */
  public static List<Measured> all() {
    return CsvReader.builder().ofNamedCsvRecord(Resource.text(Measured.class, "measured.csv")).stream().map(Measured::of).toList();
  }

  private static Measured of(NamedCsvRecord row) {
    Resources resources = new Resources(whole(row, "logic"), whole(row, "flip_flops"), whole(row, "block_rams"), whole(row, "large_rams"), whole(row, "dsps"));
    String routed = row.getField("routed_logic");
    String mhz = row.getField("mhz");
    return new Measured(Family.named(row.getField("family")), row.getField("chip"), row.getField("model"), resources,
        routed.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(routed)),
        mhz.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(mhz)));
  }

  private static int whole(NamedCsvRecord row, String field) {
    return Integer.parseInt(row.getField(field));
  }

  /** The chip that was measured, its stages cut for the family. */
  public ChipSpec spec() {
    return spec(family, chip, model);
  }

  /** A bundled chip with a model on every core, its stages cut for a family. */
  public static ChipSpec spec(Family family, String chip, String model) {
    ChipSpec read = Chips.read(chip);
    DatapathChoice choice = new DatapathChoice(model, Map.of(), List.of(), List.of(), false);
    return read.withDatapaths(Collections.nCopies(read.tiles(), choice)).with(read.clock().with(family.technology()));
  }
}
