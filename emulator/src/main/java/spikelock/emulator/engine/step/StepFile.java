package spikelock.emulator.engine.step;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import spikelock.emulator.error.InputException;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;

/**
 * The Steps of a run as an {@code .npz}, so that they can be timed apart from the run, or elsewhere. Per core [steps, tiles]: {@code rows},
 * {@code empty_rows}, {@code last_row_empty}, {@code synapse_words}, {@code accumulations}, {@code neuron_updates}, {@code spikes}. Over
 * the whole run, one behind the other: {@code neuron} and {@code packets} of each spike, {@code destination} of each packet (the number of
 * tiles for the host), {@code batch_packets} of each batch, {@code injected_to} of each injected packet; {@code batches} is [steps].
 */
public final class StepFile {
  private static final int VERSION = 1;

  private StepFile() {}

  /** Writes Steps of one chip. */
  public static void write(Path file, List<Step> steps) {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("version", NdArray.of(new int[] {VERSION}));
    arrays.put("rows", perCore(steps, Step::rows));
    arrays.put("empty_rows", perCore(steps, Step::emptyRows));
    arrays.put("last_row_empty", perCore(steps, (step, tile) -> step.isLastRowEmpty(tile) ? 1 : 0));
    arrays.put("synapse_words", perCore(steps, Step::synapseWords));
    arrays.put("accumulations", perCore(steps, Step::accumulations));
    arrays.put("neuron_updates", perCore(steps, Step::neuronUpdates));
    arrays.put("spikes", perCore(steps, (step, tile) -> step.firstSpike(tile + 1) - step.firstSpike(tile)));
    arrays.put("neuron", each(steps, Step::spikes, Step::neuron));
    arrays.put("packets", each(steps, Step::spikes, (step, spike) -> step.firstPacket(spike + 1) - step.firstPacket(spike)));
    arrays.put("destination", each(steps, Step::packets, (step, packet) -> step.destinations()[packet]));
    arrays.put("batches", NdArray.of(steps.stream().mapToInt(Step::batches).toArray()));
    arrays.put("batch_packets", each(steps, Step::batches, (step, batch) -> step.firstInjected(batch + 1) - step.firstInjected(batch)));
    arrays.put("injected_to", each(steps, step -> step.firstInjected(step.batches()), Step::injectedTo));
    ArrayFile.write(file, arrays);
  }

  /** A quantity of a Step's tile, spike, batch or packet. */
  private interface Quantity {
    int of(Step step, int which);
  }

  private static NdArray perCore(List<Step> steps, Quantity quantity) {
    int tiles = steps.isEmpty() ? 0 : steps.getFirst().tiles();
    return new NdArray(new int[] {steps.size(), tiles}, each(steps, Step::tiles, quantity).ints());
  }

  private static NdArray each(List<Step> steps, ToIntFunction<Step> count, Quantity quantity) {
    return NdArray.of(steps.stream()
        .flatMapToInt(step -> IntStream.range(0, count.applyAsInt(step)).map(which -> quantity.of(step, which))).toArray());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws InputException when the file is no such file
   */
  public static List<Step> read(Path file) {
    return new Reader(file).steps();
  }

  /** Goes once through the arrays. */
  private static final class Reader {
    private final Path file;
    private final Map<String, NdArray> arrays;
    private int core;
    private int spike;
    private int packet;
    private int batch;
    private int injection;

    Reader(Path file) {
      this.file = file;
      this.arrays = ArrayFile.read(file);
      if (ints("version")[0] != VERSION) {
        throw new InputException("is of version " + ints("version")[0] + ", known is " + VERSION, file.toString(), "version", "");
      }
    }

    private int[] ints(String name) {
      NdArray array = arrays.get(name);
      if (array == null || !array.isInteger()) {
        throw new InputException("has no array \"" + name + "\", so it is no file of Steps", file.toString(), name, "");
      }
      return array.ints();
    }

    List<Step> steps() {
      int[] batches = ints("batches");
      int tiles = batches.length == 0 ? 0 : ints("rows").length / batches.length;
      int[] rows = ints("rows");
      int[] empty = ints("empty_rows");
      int[] last = ints("last_row_empty");
      int[] words = ints("synapse_words");
      int[] additions = ints("accumulations");
      int[] updates = ints("neuron_updates");
      int[] spikes = ints("spikes");
      int[] neurons = ints("neuron");
      int[] packets = ints("packets");
      int[] destinations = ints("destination");
      int[] batchPackets = ints("batch_packets");
      int[] injectedTo = ints("injected_to");
      List<Step> steps = new ArrayList<>();
      for (int count : batches) {
        Step step = new Step(tiles);
        for (int end = batch + count; batch < end; batch++) {
          for (int to = injection + batchPackets[batch]; injection < to; injection++) {
            step.inject(injectedTo[injection]);
          }
          step.endBatch();
        }
        for (int tile = 0; tile < tiles; tile++, core++) {
          step.walked(tile, rows[core], empty[core], last[core] != 0, words[core], additions[core]);
          step.swept(tile, updates[core]);
          step.beginSpikes(tile, spikes[core]);
          for (int end = spike + spikes[core]; spike < end; spike++) {
            int first = step.spike(neurons[spike], packets[spike]);
            for (int k = 0; k < packets[spike]; k++) {
              step.destinations()[first + k] = (short) destinations[packet++];
            }
          }
        }
        step.endSpikes();
        steps.add(step);
      }
      return steps;
    }
  }
}
