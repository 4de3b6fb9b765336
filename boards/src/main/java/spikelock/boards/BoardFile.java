package spikelock.boards;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import spikelock.boards.clock.ClockPlan;
import spikelock.boards.clock.DirectClock;
import spikelock.boards.clock.Ecp5Pll;
import spikelock.boards.clock.GowinPll;
import spikelock.boards.clock.Ice40Oscillator;
import spikelock.boards.clock.Ice40Pll;
import spikelock.boards.clock.XilinxMmcm;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.chip.Clock;
import spikelock.emulator.chip.DatapathChoice;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.NearMiss;
import spikelock.emulator.files.YamlFile;
import spikelock.emulator.files.YamlMap;
import spikelock.emulator.image.ChipModels;
import spikelock.emulator.image.PlacedCores;

/** Reads board files ({@code format: spikelock/board}); {@code boards/README.md} describes the fields. */
public final class BoardFile {
  /** The version of the format read here. */
  public static final int VERSION = 1;

  /** Longest file accepted, in bytes. */
  public static final int MAX_BYTES = 1 << 18;

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";
  private static final String LOCATION = "[A-Za-z0-9_]{1,16}";
  private static final String WORD = "[A-Za-z0-9][A-Za-z0-9_./-]{0,39}";
  private static final List<String> LEVELS = List.of("high", "low");
  private static final double MOST_MHZ = 800;

  private final YamlMap file;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, String> placed = new LinkedHashMap<>(); // what is on each location

  private BoardFile(YamlMap file) {
    this.file = file;
  }

  /**
   * Reads a board; chips and {@code .neuron} files that it names lie beside it.
   *
   * @throws InputException naming file, field and line of what is wrong
   */
  public static Board read(Path path) {
    return new BoardFile(YamlFile.read(path, "board", VERSION, MAX_BYTES)).board(chip -> Chips.names().contains(chip) ? chip : path.resolveSibling(chip).toString());
  }

  /** The same for text that names bundled chips only; {@code name} is only used in messages. */
  static Board parse(String text, String name) {
    return new BoardFile(YamlFile.parse(text, name, "board", VERSION, MAX_BYTES)).board(chip -> chip);
  }

  /** Where a chip is that an overlay names. */
  private interface Beside {
    String chip(String name);
  }

  private Board board(Beside beside) {
    String name = matching(file, "name", NAME, "1 to 40 small letters, digits and dashes");
    String title = file.text("title");
    YamlMap cited = file.map("sources");
    cited.names().forEach(key -> sources.put(key, cited.text(key)));
    Part part = part(file.map("part"));
    YamlMap clockMap = file.map("clock");
    BoardClock clock = clock(clockMap, part.family());
    ClockPlan plan = at(clockMap, () -> plan(part, clock));
    Uart uart = uart(file.map("uart"), plan, part.family());
    Optional<Pin> reset = file.has("reset") ? Optional.of(pin(file, "reset", "reset")) : Optional.empty();
    Map<Led, Pin> leds = file.has("leds") ? leds(file.map("leds")) : Map.of();
    Optional<Flash> flash = file.has("flash") ? Optional.of(flash(file.map("flash"))) : Optional.empty();
    List<HeldPin> held = file.has("held") ? held(file.maps("held")) : List.of();
    Programmer programmer = programmer(file.map("programmer"));
    Verified verified = verified(file.map("verified"));
    List<Overlay> overlays = overlays(name, plan.mhz(), part.family(), verified.pnr(), beside);
    file.rejectUnknown();
    return new Board(name, title, sources, part, clock, plan, reset, uart, leds, flash, held, programmer, verified, overlays);
  }

  private Part part(YamlMap map) {
    Family family = Family.named(map.choice("family", Family.names(), map.text("family")));
    Part part = new Part(matching(map, "name", WORD, "a part number"), family, matching(map, "device", WORD, "what the tools call the part"),
        matching(map, "package", WORD, "what the tools call the package"), map.text("speed", ""), map.integer("logic", 1, 10_000_000),
        map.integer("block_rams", 0, 100_000), map.integer("large_rams", 0, 1000, 0), map.integer("dsps", 0, 100_000), source(map));
    map.rejectUnknown();
    return part;
  }

  // ---- clock --------------------------------------------------------------------------------------------------------------

  private BoardClock clock(YamlMap map, Family family) {
    boolean inside = !map.has("pin");
    if (inside && family != Family.ICE40_UP) {
      throw map.error("pin", "the field is missing", "only ice40-up parts have an oscillator that is known here");
    }
    Optional<Pin> pin = inside ? Optional.empty() : Optional.of(pin(map, "pin", "clock"));
    double sourceMhz = inside ? map.number("mhz", 48) : map.number("mhz");
    BoardClock clock = new BoardClock(pin, sourceMhz, map.number("chip_mhz"), map.flag("pll_pad", false));
    if (!(clock.sourceMhz() > 0 && clock.sourceMhz() <= MOST_MHZ)) {
      throw map.error("mhz", "is " + clock.sourceMhz() + ", must be above 0 and at most " + MOST_MHZ, "");
    }
    if (!(clock.chipMhz() > 0 && clock.chipMhz() <= MOST_MHZ)) {
      throw map.error("chip_mhz", "is " + clock.chipMhz() + ", must be above 0 and at most " + MOST_MHZ, "");
    }
    map.rejectUnknown();
    return clock;
  }

  private static ClockPlan plan(Part part, BoardClock clock) {
    if (clock.pin().isEmpty()) {
      return Ice40Oscillator.of(clock.chipMhz());
    }
    if (clock.sourceMhz() == clock.chipMhz()) {
      return new DirectClock(clock.chipMhz());
    }
    return switch (part.family()) {
      case ICE40_HX, ICE40_UP -> Ice40Pll.of(clock.sourceMhz(), clock.chipMhz(), clock.pllPad());
      case ECP5 -> Ecp5Pll.of(clock.sourceMhz(), clock.chipMhz());
      case GOWIN -> GowinPll.of(part.device(), clock.sourceMhz(), clock.chipMhz());
      case XILINX7 -> XilinxMmcm.of(clock.sourceMhz(), clock.chipMhz());
    };
  }

  // ---- pins ---------------------------------------------------------------------------------------------------------------

  private Uart uart(YamlMap map, ClockPlan plan, Family family) {
    Uart uart = new Uart(pin(map, "rx", "uart.rx"), pin(map, "tx", "uart.tx"), map.integer("baud", 300, 12_000_000));
    if (!uart.isMadeBy(plan.mhz())) {
      throw map.error("baud", "is " + uart.baud() + ", which " + plan.mhz() + " MHz does not divide to: a bit would be " + uart.divider(plan.mhz())
          + " cycles", "a bit is at least " + Uart.LEAST_CYCLES + " cycles, and the rate may be off by 2.5 percent");
    }
    map.rejectUnknown();
    return uart;
  }

  private Map<Led, Pin> leds(YamlMap map) {
    Map<Led, Pin> leds = new EnumMap<>(Led.class);
    for (String name : map.names()) {
      if (!Led.names().contains(name)) {
        throw map.error(name, "is no LED that the design has", NearMiss.hint(name, Led.names()));
      }
      leds.put(Led.values()[Led.names().indexOf(name)], pin(map, name, "leds." + name));
    }
    return leds;
  }

  private Flash flash(YamlMap map) {
    Flash flash = new Flash(pin(map, "chip_select", "flash.chip_select"), map.has("clock") ? Optional.of(pin(map, "clock", "flash.clock")) : Optional.empty(),
        pin(map, "mosi", "flash.mosi"), pin(map, "miso", "flash.miso"), map.integer("user_offset", 0, Integer.MAX_VALUE));
    map.rejectUnknown();
    return flash;
  }

  private List<HeldPin> held(List<YamlMap> maps) {
    List<HeldPin> held = new ArrayList<>();
    for (YamlMap map : maps) {
      String name = matching(map, "name", "[a-z][a-z0-9_]{0,30}", "a port's name");
      String level = map.choice("level", LEVELS, map.text("level"));
      held.add(new HeldPin(name, pin(map, "pin", "held " + name), level.equals("high")));
      map.rejectUnknown();
    }
    return held;
  }

  /** A pin, {@code {pin: J3, source: KEY}} and maybe {@code active} and {@code standard}; a location that is a pin of something else is refused. */
  private Pin pin(YamlMap map, String field, String what) {
    YamlMap pin = map.map(field);
    String location = matching(pin, "pin", LOCATION, "a pin's name");
    String other = placed.putIfAbsent(location, what);
    if (other != null && !sharesFlash(what, other)) {
      throw pin.error("pin", location + " is " + other + " already", "");
    }
    Pin read = new Pin(location, pin.choice("active", LEVELS, "high").equals("low"), pin.text("standard", ""), source(pin));
    pin.rejectUnknown();
    return read;
  }

  /** Some boards have the flash, which is read only before our bitstream runs, on pins that are used for something else after. */
  private static boolean sharesFlash(String what, String other) {
    return what.startsWith("flash.") != other.startsWith("flash.");
  }

  private String source(YamlMap map) {
    String source = map.text("source");
    if (!sources.containsKey(source)) {
      throw map.error("source", "is \"" + source + "\", which sources does not have", NearMiss.hint(source, sources.keySet()));
    }
    return source;
  }

  // ---- the rest -----------------------------------------------------------------------------------------------------------

  private Programmer programmer(YamlMap map) {
    Programmer programmer = new Programmer(matching(map, "tool", WORD, "a program's name"), map.has("arguments") ? map.texts("arguments") : List.of(), source(map));
    map.rejectUnknown();
    return programmer;
  }

  private Verified verified(YamlMap map) {
    Verified verified = new Verified(map.flag("synth", false), map.flag("pnr", false), map.flag("bitstream_cosim", false), map.flag("hardware", false));
    map.rejectUnknown();
    return verified;
  }

  private List<Overlay> overlays(String board, double mhz, Family family, boolean routed, Beside beside) {
    List<Overlay> overlays = new ArrayList<>();
    for (YamlMap map : file.maps("overlays")) {
      String name = matching(map, "name", NAME, "1 to 40 small letters, digits and dashes");
      if (overlays.stream().anyMatch(o -> o.name().equals(name))) {
        throw map.error("name", "names \"" + name + "\" a second time", "");
      }
      String chip = beside.chip(map.text("chip"));
      YamlMap core = map.map("core");
      DatapathChoice choice = ChipFile.datapath(core);
      core.rejectUnknown();
      if (choice.isAuto()) {
        throw core.error("model", "is auto, and a bitstream cannot be left to the mapper", "name a model");
      }
      map.rejectUnknown();
      Clock.Basis basis = routed ? Clock.Basis.PLACED_AND_ROUTED : Clock.Basis.ASSUMED;
      overlays.add(at(map, () -> {
        ChipSpec spec = Chips.read(chip);
        spec = spec.withDatapaths(Collections.nCopies(spec.tiles(), choice)).with(new Clock(mhz, basis, family.technology())).called(board + "-" + name);
        Map<String, String> texts = PlacedCores.texts(spec, ChipModels.texts(chip, spec));
        PlacedCores.of(spec, texts);
        return new Overlay(name, spec, texts);
      }));
    }
    if (overlays.isEmpty()) {
      throw file.error("overlays", "is empty: the board can be no chip", "");
    }
    return overlays;
  }

  private static String matching(YamlMap map, String field, String pattern, String what) {
    String text = map.text(field);
    if (!text.matches(pattern)) {
      throw map.error(field, "must be " + what, "");
    }
    return text;
  }

  /** What another part of the program finds wrong, with the line of the field that it names. */
  private static <T> T at(YamlMap map, Supplier<T> read) {
    try {
      return read.get();
    } catch (InputException e) {
      throw e.file().isEmpty() ? map.error(e.where(), e.getMessage(), e.hint()) : e;
    }
  }
}
