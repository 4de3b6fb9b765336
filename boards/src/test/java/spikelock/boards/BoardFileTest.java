package spikelock.boards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import spikelock.boards.project.TopVerilog;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.error.InputException;

/** Board files: the bundled ones, and what is said of wrong ones. */
class BoardFileTest {
  @TempDir Path folder;

  static Stream<String> names() {
    return Boards.names().stream();
  }

  @Test
  void theBoardsOfTheList() {
    assertThat(Boards.names()).containsExactly("arty-a7-100t", "arty-a7-35t", "basys3", "colorlight-i5", "hx8k-breakout", "icebreaker", "orangecrab", "tangnano9k",
        "ulx3s-25f", "ulx3s-85f", "upduino3");
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyBoardIsWhatItSays(String name) {
    Board board = Boards.read(name);

    assertThat(board.name()).isEqualTo(name);
    assertThat(board.verified().hardware()).as("no board was ever attached").isFalse();
    assertThat(board.clockPlan().mhz()).isEqualTo(board.clock().chipMhz());
    assertThat(board.sources()).isNotEmpty().allSatisfy((key, source) -> assertThat(source).hasSizeGreaterThan(10));
    TopVerilog.ports(board).forEach(port -> assertThat(board.sources()).as(port.name()).containsKey(port.pin().source()));
    assertThat(TopVerilog.ports(board).stream().map(port -> port.pin().location())).doesNotHaveDuplicates();
    assertThat(board.overlays()).isNotEmpty().allSatisfy(overlay -> {
      assertThat(overlay.spec().datapaths()).noneMatch(choice -> choice.isAuto());
      assertThat(overlay.spec().clock().mhz()).isEqualTo(board.clock().chipMhz());
      assertThat(overlay.spec().clock().technology()).isEqualTo(board.part().family().technology());
    });
  }

  @Test
  void anyOtherNameIsAFileOrANearMiss() {
    assertThatThrownBy(() -> Boards.read("icebraker")).isInstanceOf(InputException.class).hasMessageContaining("neither a bundled board nor a file")
        .satisfies(e -> assertThat(((InputException) e).hint()).contains("icebreaker"));
    assertThatThrownBy(() -> Boards.read("no/such.yaml")).isInstanceOf(InputException.class).hasMessageContaining("no such file");
  }

  @Test
  void aBoardIsAFileWithChipsBesideIt() throws IOException {
    Files.writeString(folder.resolve("own-chip.yaml"), Chips.text("hx8k-1").replace("neurons: 128", "neurons: 64"));
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, Boards.text("hx8k-breakout").replace("name: hx8k-breakout", "name: mine").replace("chip: hx8k-1", "chip: own-chip.yaml"));

    Board board = Boards.read(file.toString());

    assertThat(board.usualOverlay().spec().core().neurons()).isEqualTo(64);
    assertThat(board.usualOverlay().spec().name()).isEqualTo("mine-lif");
    assertThat(board.overlay("cuba-lif").spec().datapaths().getFirst().model()).isEqualTo("CubaLIF");
    assertThatThrownBy(() -> board.overlay("cuba-lfi")).isInstanceOf(InputException.class)
        .satisfies(e -> assertThat(((InputException) e).hint()).contains("cuba-lif"));
  }

  /** What is replaced in hx8k-breakout, by what, the field that the error names, and what it says. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "block_rams: 32| block_ram: 32| part.block_rams| is missing",
      "title: Lattice| titel: Lattice| title| is missing",
      "programmer:| programer:| programmer| is missing",
      "{pin: J3, source: picosoc}| {pin: J3, source: picosoc, spare: 1}| clock.pin.spare| no such field",
      "device: hx8k| devise: hx8k| part.device| is missing",
      "source: data-sheet| source: datasheet| part.source| which sources does not have",
      "family: ice40-hx| family: ice40| part.family| is \"ice40\"",
      "alive: {pin: B5| alive: {pin: J3| leds.alive.pin| J3 is clock already",
      "alive: {| alife: {| leds.alife| is no LED",
      "pin: B4, source: picosoc| pin: B4| leds.busy.source| is missing",
      "pin: B4| pin: B4, activ: low| leds.busy.activ| no such field",
      "chip_mhz: 36| chip_mhz: 300| clock.chip_mhz| 16..275 MHz",
      "chip_mhz: 36| chip_mhz: 0| clock.chip_mhz| above 0",
      "mhz: 12| mhz: 5| clock.mhz| 10..133 MHz",
      "baud: 3000000| baud: 8000000| uart.baud| does not divide to",
      "baud: 3000000| baud: 2900000| uart.baud| does not divide to",
      "core: {model: LIF}| core: {model: auto}| overlays[0].core.model| cannot be left to the mapper",
      "core: {model: LIF}| core: {model: LFI}| overlays[0]| LFI",
      "core: {model: LIF}| core: {model: LIF, neuron_parameters: [treshold]}| overlays[0]| treshold",
      "chip: hx8k-1| chip: hx9k-1| overlays[0]| neither a bundled chip",
      "name: cuba-lif| name: lif| overlays[1].name| a second time",
      "verified: {synth: true| verified: {synth: maybe| verified.synth| is \"maybe\"",
      "format: spikelock/board| format: spikelock/chip| format| not a spikelock/board",
      "version: 1| version: 2| version| newer"})
  void whatIsWrongIsNamedWithItsFieldAndLine(String old, String changed, String field, String message) {
    String text = Boards.text("hx8k-breakout");
    assertThat(text).contains(old);

    assertThatThrownBy(() -> BoardFile.parse(text.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(changed)), "b.yaml"))
        .isInstanceOfSatisfying(InputException.class, e -> {
          assertThat(e.describe()).contains(message);
          assertThat(e.where()).startsWith(field).contains("line ");
        });
  }

  @Test
  void anOscillatorMakesFewFrequencies() {
    String text = Boards.text("upduino3").replace("chip_mhz: 12", "chip_mhz: 10");
    assertThatThrownBy(() -> BoardFile.parse(text, "b.yaml")).isInstanceOf(InputException.class).hasMessageContaining("48, 24, 12 or 6 MHz");
  }

  @Test
  void ledsAreInTheDesignsOrder() {
    assertThat(List.copyOf(Boards.read("icebreaker").leds().keySet())).containsExactly(Led.ALIVE, Led.BUSY, Led.OVERRUN, Led.LINK_ERROR);
  }
}
