package spikelock.toolchain.training;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import spikelock.emulator.files.Sha256;
import spikelock.mapper.train.TrainOptions;
import spikelock.mapper.train.gradient.Sample;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Shapes;
import spikelock.mapper.train.optimise.Schedule;

/** What decides the result of a training, as {@code name=value}: two trainings with the same settings end with the same network. */
public final class TrainSettings {
  private static final int SHOWN_BYTES = 8;

  private TrainSettings() {}

  /**
   * The settings.
   *
   * @param rounding how weights are rounded, and for which chip
   */
  public static List<String> of(NetworkPlan plan, TrainOptions options, SplitSamples samples, String rounding) {
    List<String> settings = new ArrayList<>();
    settings.add("input=" + Shapes.text(plan.inputShape()));
    for (LayerPlan layer : plan.layers()) {
      settings.add("layer=" + layer.name() + " " + Shapes.text(layer.shape()) + " " + layer.unit() + " " + layer.paths() + " dropout " + layer.dropout());
    }
    settings.add("dt=" + plan.dt());
    settings.add("reset=" + (plan.subtract() ? "subtract" : "zero"));
    if (options.schedule() != Schedule.CONSTANT) {
      settings.add("epochs=" + options.epochs());
    }
    settings.add("batch=" + options.batch());
    settings.add("optimiser=" + options.rule());
    settings.add("rate=" + options.rate());
    settings.add("schedule=" + options.schedule().word());
    settings.add("clip=" + options.clip());
    settings.add("patience=" + options.patience());
    settings.add("loss=" + options.passes());
    settings.add("seed=" + options.seed());
    settings.add("rounding=" + rounding);
    settings.add("samples=" + hash(samples));
    return settings;
  }

  private static String hash(SplitSamples samples) {
    Sha256 hash = new Sha256();
    for (Sample sample : samples.set().samples()) {
      add(hash, sample.timesteps(), sample.label());
      add(hash, sample.start());
      add(hash, sample.channel());
      add(hash, floats(sample.value()));
    }
    add(hash, samples.split().train());
    add(hash, samples.split().validation());
    add(hash, samples.split().test());
    return hash.hex(SHOWN_BYTES);
  }

  private static int[] floats(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  private static void add(Sha256 hash, int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * numbers.length);
    bytes.putInt(numbers.length);
    bytes.asIntBuffer().put(numbers);
    hash.add(bytes.array());
  }

  /** A short hash of any text. */
  public static String hash(String text) {
    return new Sha256().add(text).hex(SHOWN_BYTES);
  }
}
