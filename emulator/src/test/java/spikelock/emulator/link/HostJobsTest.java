package spikelock.emulator.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipFile;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.Counter;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.chip.PacketFormat.Op;

/** Where batches end, and where answers are. */
class HostJobsTest {
  private static final ChipSpec SPEC = ChipFile.parse("""
      format: spikelock/chip
      version: 1
      name: pair
      mesh: {width: 2, height: 1}
      neurons: 16
      axons: 32
      synapse_words: 16
      delay_slots: 2
      fanout_entries: 16
      input_buffer: 16
      outputs: 20
      set_words: 16
      datapaths:
        default: {model: IF}
      """, "pair.yaml");
  private static final PacketFormat FORMAT = new PacketFormat(SPEC);
  private static final int BUFFER = SPEC.host().inputBuffer();

  private final HostJobs jobs = new HostJobs(SPEC, false);

  private static long spike(int axon) {
    return FORMAT.spike(1, 0, axon, 0);
  }

  private static long packet(int tile, Op op) {
    return FORMAT.configuration(tile, op, 0);
  }

  private int[] sizes() {
    return IntStream.range(0, jobs.jobs()).map(job -> jobs.endPacket(job) - jobs.firstPacket(job)).toArray();
  }

  @Test
  void aFullBufferEndsABatch() {
    IntStream.range(0, 2 * BUFFER + 3).forEach(axon -> jobs.packet(spike(axon)));
    jobs.step();

    assertThat(sizes()).containsExactly(BUFFER, BUFFER, 3, 0);
    assertThat(jobs.isStep(2)).isFalse();
    assertThat(jobs.isStep(3)).isTrue();
    assertThat(IntStream.range(0, 2 * BUFFER + 3)).allMatch(axon -> jobs.packetAt(axon) == spike(axon));
  }

  @Test
  void exactlyAFullBufferIsOneBatch() {
    IntStream.range(0, BUFFER).forEach(axon -> jobs.packet(spike(axon)));
    jobs.step().step().endBatch();

    assertThat(sizes()).containsExactly(BUFFER, 0, 0);
  }

  @Test
  void readsOfAnotherTileBeginABatch() {
    jobs.packet(packet(0, Op.SET_REGION)).packet(packet(1, Op.SET_REGION)).packet(packet(0, Op.READ)).packet(packet(0, Op.READ))
        .packet(spike(3)).packet(packet(1, Op.READ)).endBatch();

    assertThat(sizes()).containsExactly(5, 1);
    assertThat(jobs.reads(0)).isEqualTo(2);
    assertThat(jobs.reads(1)).isEqualTo(1);
  }

  @Test
  void nothingButResetStateFollowsResetState() {
    jobs.packet(packet(0, Op.WRITE)).packet(packet(0, Op.RESET_STATE)).packet(packet(1, Op.RESET_STATE)).packet(packet(0, Op.WRITE))
        .packet(packet(0, Op.RESET_STATE)).packet(spike(3)).endBatch();

    assertThat(sizes()).containsExactly(3, 2, 1);
  }

  @Test
  void answersFollowEachOther() {
    int outputWords = 2;
    jobs.packet(spike(3)).step().packet(packet(1, Op.READ)).packet(packet(1, Op.READ)).endBatch().step();

    assertThat(IntStream.range(0, 4).map(jobs::answerAt).toArray())
        .containsExactly(0, HostJobs.REPLIES, HostJobs.REPLIES + 1 + outputWords, 2 * HostJobs.REPLIES + 1 + outputWords + 2);
    assertThat(jobs.answerWords()).isEqualTo(2 * HostJobs.REPLIES + 2 * (1 + outputWords) + 2);
    assertThat(new HostJobs(SPEC, true).step().answerWords()).isEqualTo(1 + outputWords + 2 * Counter.COUNT);
    assertThat(jobs.clear().step().answerWords()).isEqualTo(1 + outputWords);
  }

  @Test
  void aBatchWithoutAnEndIsNoJob() {
    jobs.step().packet(spike(3));

    assertThatThrownBy(jobs::jobs).isInstanceOf(IllegalStateException.class).hasMessageContaining("1 packets");
  }
}
