package spikelock.emulator.engine.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Times that can be worked out by hand. */
class MessageTimingTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final MessageMesh.Hops HOPS = new MessageMesh.Hops(4, 5, 6, 7);

  /** A mesh of which every hop takes what HOPS say; core = (y * columns + x) * slots + slot. */
  private static MessageMesh mesh(int columns, int rows, int slots, int linkBuffer) {
    int cores = columns * rows * slots;
    int[] x = new int[cores];
    int[] y = new int[cores];
    int[] slot = new int[cores];
    MessageMesh.Hops[] hops = new MessageMesh.Hops[cores];
    Arrays.fill(hops, HOPS);
    for (int core = 0; core < cores; core++) {
      x[core] = core / slots % columns;
      y[core] = core / slots / columns;
      slot[core] = core % slots;
    }
    return new MessageMesh(columns, rows, slots, linkBuffer, x, y, slot, hops);
  }

  private static StepMessages messages(MessageMesh mesh) {
    return new StepMessages(mesh.cores());
  }

  @Test
  void aMessageTakesGenerationHopsAndProcessing() {
    MessageMesh mesh = mesh(3, 2, 2, 16);
    StepMessages messages = messages(mesh);
    messages.send(0, 11, 10, 20); // from (0, 0) to (2, 1): two hops east, one south

    StepTime detailed = new DetailedTiming(mesh, 1).time(messages);
    StepTime simple = new SimpleTiming(mesh.cores(), 1).time(messages);

    assertThat(mesh.distance(0, 11)).isEqualTo(3);
    assertThat(detailed.seconds()).isCloseTo(10 + 2 * 4 + 6 + 20 + 1, EXACT);
    assertThat(detailed.trafficS()).isCloseTo(10 + 2 * 4 + 6, EXACT);
    assertThat(simple.seconds()).isCloseTo(20 + 1, EXACT);
    assertThat(detailed.withoutTrafficS()).isEqualTo(simple.seconds());
  }

  @Test
  void theWayBackTakesTheOtherDirections() {
    MessageMesh mesh = mesh(3, 2, 2, 16);
    StepMessages messages = messages(mesh);
    messages.send(11, 0, 0, 0);

    assertThat(new DetailedTiming(mesh, 0).time(messages).seconds()).isCloseTo(2 * 5 + 7, EXACT);
  }

  @Test
  void aReceiverWorksOnOneMessageAfterTheOther() {
    MessageMesh mesh = mesh(1, 1, 3, 100);
    StepMessages messages = messages(mesh);
    messages.send(0, 2, 1, 50);
    messages.send(1, 2, 2, 50);
    messages.work(1, 7);

    StepTime time = new DetailedTiming(mesh, 0).time(messages);

    assertThat(time.seconds()).isCloseTo(1 + 50 + 50, EXACT);
    assertThat(time.computeS()).isEqualTo(9);
    assertThat(time.memoryS()).isEqualTo(100);
    assertThat(time.bound()).isEqualTo(Bound.MEMORY);
  }

  @Test
  void aSenderWaitsWhereItsLinksAreFull() {
    MessageMesh mesh = mesh(1, 1, 2, 0); // links without buffers
    StepMessages messages = messages(mesh);
    messages.send(0, 1, 1, 10); // taken at once, at 1: nothing is on its way
    messages.send(0, 1, 0, 10); // also at 1, when the first has arrived
    messages.send(0, 1, 0, 10); // at 1: the second, half of it on this link, waits for the receiver until 11
    messages.work(0, 100);

    // The third waits for half a message of 10, leaves at 6, and the core works on until 106.
    assertThat(new DetailedTiming(mesh, 0).time(messages).seconds()).isCloseTo(106, EXACT);
  }

  @Test
  void nothingButTheBarrierIsLeftOfAnEmptyTimestep() {
    MessageMesh mesh = mesh(2, 2, 1, 1);
    StepTime time = new DetailedTiming(mesh, 3).time(messages(mesh));

    assertThat(time.seconds()).isEqualTo(3);
    assertThat(time.bound()).isEqualTo(Bound.BARRIER);
  }

  @Test
  void anEngineKeepsNothingBetweenTimesteps() {
    long seed = Long.getLong("test.seed", ThreadLocalRandom.current().nextLong());
    Random random = new Random(seed);
    MessageMesh mesh = mesh(3, 3, 2, 2);
    DetailedTiming kept = new DetailedTiming(mesh, 1);
    StepMessages messages = messages(mesh);
    for (int step = 0; step < 50; step++) {
      messages.clear();
      for (int message = random.nextInt(3000); message > 0; message--) {
        messages.send(random.nextInt(18), random.nextInt(18), random.nextDouble(), 10 * random.nextDouble());
      }
      StepTime time = kept.time(messages);
      assertThat(time).as("rerun with -Dtest.seed=" + seed).isEqualTo(new DetailedTiming(mesh, 1).time(messages));
      assertThat(time.seconds()).isGreaterThanOrEqualTo(time.withoutTrafficS() - 1e-9);
    }
  }

  @Test
  void aTableOfBarriersIsReadFromBelow() {
    Barrier barrier = new Barrier(new TreeMap<>(Map.of(2, 10.0, 4, 20.0)));

    assertThat(new double[] {barrier.seconds(1), barrier.seconds(2), barrier.seconds(3), barrier.seconds(4), barrier.seconds(99)})
        .containsExactly(10, 10, 10, 20, 20);
    assertThat(Barrier.fixed(5).seconds(7)).isEqualTo(5);
  }

  @Test
  void timesComeInOrder() {
    long seed = Long.getLong("test.seed", ThreadLocalRandom.current().nextLong());
    Random random = new Random(seed);
    TimeOrder order = new TimeOrder();
    PriorityQueue<Double> want = new PriorityQueue<>();
    double[] times = new double[5000];
    for (int i = 0; i < times.length; i++) {
      times[i] = random.nextInt(500);
      order.add(i, times[i]);
      want.add(times[i]);
      if (random.nextInt(3) == 0) {
        assertThat(order.earliest()).as("rerun with -Dtest.seed=" + seed).isEqualTo(want.peek());
        assertThat(times[order.take()]).isEqualTo(want.poll());
      }
    }
    while (!order.isEmpty()) {
      assertThat(times[order.take()]).as("rerun with -Dtest.seed=" + seed).isEqualTo(want.poll());
    }
  }
}
