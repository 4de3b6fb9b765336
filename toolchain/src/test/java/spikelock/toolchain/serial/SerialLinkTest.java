package spikelock.toolchain.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import spikelock.boards.Board;
import spikelock.boards.Boards;
import spikelock.boards.Led;
import spikelock.boards.Uart;
import spikelock.boards.project.BoardProject;
import spikelock.emulator.error.ToolException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.link.ChipLink;
import spikelock.toolchain.link.ChipLinkContract;
import spikelock.toolchain.process.Tool;
import spikelock.toolchain.rtl.SampleImages;

/** A chip on a board, through its serial pins alone. */
class SerialLinkTest extends ChipLinkContract {
  /** With bits of 4 cycles, fewer than any board has: a test simulates mostly the line. */
  private static final Board BOARD = quick(Boards.read("icebreaker"));

  private static final int PLENTY = 100_000;

  @BeforeAll
  static void tools() {
    assumeTrue(Tool.find("verilator").isPresent(), "TOOL: verilator is not installed");
  }

  private static Board quick(Board board) {
    Uart uart = new Uart(board.uart().rx(), board.uart().tx(), (int) Math.round(board.clockPlan().mhz() * 1e6 / 4));
    return new Board(board.name(), board.title(), board.sources(), board.part(), board.clock(), board.clockPlan(), board.reset(), uart, board.leds(), board.flash(),
        board.held(), board.programmer(), board.verified(), board.overlays());
  }

  private static BoardProject project(ChipImage image) {
    return BoardProject.of(BOARD, image.spec(), image.datapathTexts());
  }

  private static VerilatedPipe board(ChipImage image) {
    return SimulatedBoard.open(project(image), (int) SEED, line -> { });
  }

  @Override
  protected ChipLink open(ChipImage image, int mostCycles) {
    return SerialLink.open("board", image.spec(), board(image), OptionalInt.of(project(image).identity()), mostCycles);
  }

  private static ChipImage image() {
    return SampleImages.random(Chip.GRADED.spec(), new Random(SEED));
  }

  private static void write(BytePipe pipe, int... bytes) {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) bytes[i];
    }
    pipe.write(all, all.length);
  }

  @Test
  void anotherChipIsRefusedByItsIdentity() {
    ChipImage image = image();
    int other = project(image).identity() ^ 1;

    assertThatThrownBy(() -> SerialLink.open("board", image.spec(), board(image), OptionalInt.of(other), PLENTY))
        .isInstanceOf(ToolException.class).hasMessageContaining(String.format("%08x", other)).hasMessageContaining(String.format("%08x", other ^ 1));
  }

  @Test
  void aBoardWhoseButtonIsPressedDoesNotAnswer() {
    ChipImage image = image();
    VerilatedPipe pipe = board(image);
    pipe.model().set(pipe.model().port("reset_pin"), 0);

    assertThatThrownBy(() -> SerialLink.open("board", image.spec(), pipe, OptionalInt.empty(), PLENTY))
        .isInstanceOf(ToolException.class).hasMessage("nothing answers on the serial line");
  }

  @Test
  void ledsSayWhatHappened() {
    ChipImage image = image();
    try (VerilatedPipe pipe = board(image)) {
      pipe.sendBreak();
      for (Led led : new Led[] {Led.BUSY, Led.OVERRUN, Led.LINK_ERROR}) {
        assertThat(SimulatedBoard.isLit(pipe, BOARD, led)).as("%s after reset", led).isFalse();
      }
      write(pipe, 3); // a step
      assertThat(pipe.read(new byte[100], 4, PLENTY)).isEqualTo(4);
      assertThat(SimulatedBoard.isLit(pipe, BOARD, Led.BUSY)).as("busy after a step").isTrue();
      assertThat(SimulatedBoard.isLit(pipe, BOARD, Led.LINK_ERROR)).as("no error before one").isFalse();
      pipe.read(new byte[100], 2 * image.spec().outputWords(), PLENTY);

      write(pipe, 0x77); // no command
      pipe.model().tick(PLENTY / 100);
      assertThat(SimulatedBoard.isLit(pipe, BOARD, Led.LINK_ERROR)).as("a byte that is no command").isTrue();

      int buffer = image.spec().host().inputBuffer();
      for (int packet = 0; packet <= buffer; packet++) {
        assertThat(SimulatedBoard.isLit(pipe, BOARD, Led.OVERRUN)).as("after %d packets", packet).isFalse();
        write(pipe, 1, 0, 0, 0, 0);
        pipe.model().tick(PLENTY / 100);
      }
      assertThat(SimulatedBoard.isLit(pipe, BOARD, Led.OVERRUN)).as("a packet more than the buffer holds").isTrue();

      pipe.sendBreak();
      assertThat(SimulatedBoard.isLit(pipe, BOARD, Led.OVERRUN)).as("after a break").isFalse();
      assertThat(SimulatedBoard.isLit(pipe, BOARD, Led.LINK_ERROR)).as("after a break").isFalse();
    }
  }

  /** Cut off anywhere, a break makes the board listen again. */
  @Test
  void aBreakEndsWhateverWasUnderWay() {
    ChipImage image = image();
    try (VerilatedPipe pipe = board(image)) {
      for (int[] cut : new int[][] {{1}, {1, 2, 3}, {2}, {3}, {4}}) {
        write(pipe, cut);
        pipe.sendBreak();
        write(pipe, 4);
        byte[] identity = new byte[4];
        assertThat(pipe.read(identity, 4, PLENTY)).as("after %s", (Object) cut).isEqualTo(4);
        assertThat((identity[3] & 0xff) << 24 | (identity[2] & 0xff) << 16 | (identity[1] & 0xff) << 8 | identity[0] & 0xff)
            .isEqualTo(project(image).identity());
        assertThat(pipe.read(new byte[1], 1, PLENTY / 10)).as("nothing more after %s", (Object) cut).isZero();
      }
    }
  }
}
