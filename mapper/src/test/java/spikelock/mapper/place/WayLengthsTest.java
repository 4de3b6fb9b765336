package spikelock.mapper.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import spikelock.emulator.chip.ChipSpec;
import spikelock.mapper.Chips;
import spikelock.mapper.MapOptions;
import spikelock.mapper.Mapper;
import spikelock.mapper.Nets;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.network.NeuronModel;
import spikelock.mapper.partition.Incoming;
import spikelock.mapper.partition.Limits;
import spikelock.mapper.partition.Partition;
import spikelock.mapper.partition.Partitioner;

/** What a move or an exchange is said to change is what all ways, counted packet by packet, change. */
class WayLengthsTest {
  private static final long SEED = Long.getLong("spikelock.seed", new Random().nextInt(1 << 20));

  @Test
  void everyMoveAndExchangeIsPricedAsItIs() {
    System.out.println("WayLengthsTest -Dspikelock.seed=" + SEED);
    Random random = new Random(SEED);
    ChipSpec chip = Chips.mesh(7, 5);
    FixedNetwork network = Mapper.map(new Nets().input("in", 20).nir("hidden", 90, NeuronModel.Kind.LIF, 0.01, 0.2, 0.02)
        .nir("out", 20, NeuronModel.Kind.LIF, 0.01, 0.1, 0.01).dense("in", "hidden", 0, weights(random, 1800))
        .dense("hidden", "hidden", 1, weights(random, 8100)).dense("hidden", "out", 0, weights(random, 1800)).build("out", "hidden"),
        chip, MapOptions.DEFAULT).fixed();
    Partition partition = Partitioner.partition(network, chip, Limits.of(chip, Map.of("neurons", 6)), OptionalLong.of(SEED)).require();
    boolean[] isOutput = new boolean[network.neurons()];
    network.outputs().forEach(output -> Arrays.fill(isOutput, network.first(output.population()),
        network.first(output.population()) + network.populations().get(output.population()).size(), true));
    int[] tileOf = Placement.place(partition, chip, isOutput, OptionalLong.of(SEED));
    WayLengths ways = new WayLengths(partition, isOutput, tileOf, 7, 5);
    long before = all(partition, isOutput, tileOf);
    for (int i = 0; i < 500; i++) {
      int core = random.nextInt(tileOf.length);
      int tile = random.nextInt(chip.tiles());
      int from = tileOf[core];
      int other = Arrays.stream(tileOf).boxed().toList().indexOf(tile);
      if (other == core) {
        continue;
      }
      ways.look(core);
      long change = other < 0 ? ways.move(core, tile) : ways.exchange(core, other);
      tileOf[core] = tile;
      ways.moved(core, tile);
      if (other >= 0) {
        tileOf[other] = from;
        ways.moved(other, from);
      }
      ways.leave(core);
      long after = all(partition, isOutput, tileOf);
      assertThat(change).as("-Dspikelock.seed=%d, change %d, core %d to tile %d", SEED, i, core, tile).isEqualTo(after - before);
      before = after;
    }
  }

  private static float[] weights(Random random, int count) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = random.nextInt(4) > 0 ? 0 : (float) random.nextGaussian();
    }
    return weights;
  }

  private static long all(Partition partition, boolean[] isOutput, int[] tileOf) {
    long hops = 0;
    int[] tileOfNeuron = new int[isOutput.length];
    for (int core = 0; core < tileOf.length; core++) {
      for (int neuron : partition.cores().get(core).neurons()) {
        tileOfNeuron[neuron] = tileOf[core];
        hops += isOutput[neuron] ? hops(tileOf[core], 0) : 0;
      }
    }
    Incoming incoming = partition.incoming();
    for (int core = 0; core < tileOf.length; core++) {
      for (int line : partition.cores().get(core).rows().line()) {
        int neuron = incoming.source(line) - incoming.channels();
        hops += hops(neuron < 0 ? 0 : tileOfNeuron[neuron], tileOf[core]);
      }
    }
    return hops;
  }

  private static int hops(int a, int b) {
    return Math.abs(a % 7 - b % 7) + Math.abs(a / 7 - b / 7);
  }
}
