package spikelock.toolchain.training;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import spikelock.mapper.train.TrainOptions;
import spikelock.mapper.train.gradient.Sample;
import spikelock.mapper.train.model.LayerPlan;
import spikelock.mapper.train.model.NetworkPlan;
import spikelock.mapper.train.model.Shapes;
import spikelock.mapper.train.optimise.Schedule;

/** What decides the result of a training, as {@code name=value}: two trainings with the same settings end with the same network. */
public final class TrainSettings {
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
    MessageDigest digest = digest();
    for (Sample sample : samples.set().samples()) {
      add(digest, sample.timesteps(), sample.label());
      add(digest, sample.start());
      add(digest, sample.channel());
      add(digest, floats(sample.value()));
    }
    add(digest, samples.split().train());
    add(digest, samples.split().validation());
    add(digest, samples.split().test());
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static int[] floats(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  private static void add(MessageDigest digest, int... numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * numbers.length);
    bytes.putInt(numbers.length);
    bytes.asIntBuffer().put(numbers);
    digest.update(bytes.array());
  }

  /** A short hash of any text. */
  public static String hash(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)), 0, 8);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
