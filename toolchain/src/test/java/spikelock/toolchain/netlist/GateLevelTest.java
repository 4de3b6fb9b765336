package spikelock.toolchain.netlist;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.boards.Board;
import spikelock.boards.Boards;
import spikelock.boards.project.BoardProject;
import spikelock.emulator.error.InputException;
import spikelock.toolchain.fpga.FpgaTools;

/** There are no tools here: whoever asked for one first would say so. */
class GateLevelTest {
  @TempDir Path nothing;

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
      "upduino3 | NETLIST | the clock of upduino3 is made by an oscillator within its part, which cannot be simulated",
      "upduino3 | BITSTREAM | the clock of upduino3 is made by an oscillator within its part, which cannot be simulated",
      "ulx3s-25f | NETLIST | netlists of ecp5 cannot be simulated: Yosys' models of its block RAMs have ports and do nothing",
      "tangnano9k | BITSTREAM | bitstreams of gowin cannot be read back"})
  void aBoardThatCannotBeSimulatedIsRefusedBeforeAnythingIsBuilt(String name, Stage stage, String why) {
    Board board = Boards.read(name);
    BoardProject project = BoardProject.of(board, board.usualOverlay().spec(), board.usualOverlay().texts());
    FpgaTools none = new FpgaTools("", nothing);

    assertThatThrownBy(() -> GateLevel.of(stage, project, Optional.empty(), none, line -> { })).isInstanceOf(InputException.class).hasMessage(why);
  }
}
