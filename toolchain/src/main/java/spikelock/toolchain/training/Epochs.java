package spikelock.toolchain.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import spikelock.mapper.train.Epoch;
import spikelock.mapper.train.Trainer;
import spikelock.mapper.train.checkpoint.Checkpoint;
import spikelock.toolchain.console.Progress;
import spikelock.toolchain.console.Session;

/** Runs the epochs of a training, tells how it goes, and keeps checkpoints. */
public final class Epochs {
  private static final long SELDOM_NS = TimeUnit.SECONDS.toNanos(30);
  private static final int PARTS = 1000;

  private final Trainer trainer;
  private final int most;
  private final List<String> settings;
  private final Keeping keeping;
  private final List<Epoch> history = new ArrayList<>();
  private long keptNs = System.nanoTime();
  private boolean interrupted;

  /**
   * Where checkpoints go.
   *
   * @param file empty for nowhere
   * @param every so many epochs; 0 for at most one in half a minute
   */
  public record Keeping(Optional<Path> file, int every) {}

  /**
   * @param most epochs
   * @param settings what a checkpoint's training must have been
   */
  public Epochs(Trainer trainer, int most, List<String> settings, Keeping keeping) {
    this.trainer = trainer;
    this.most = most;
    this.settings = settings;
    this.keeping = keeping;
  }

  /**
   * Goes on from a checkpoint.
   *
   * @throws spikelock.emulator.error.InputException when it is damaged or of another training
   */
  public void resume(Path file, int parameters) {
    float[][] moments = trainer.state().moments();
    Checkpoint checkpoint = Checkpoint.read(file, settings, parameters, new int[] {moments[0].length, moments[1].length});
    trainer.restore(checkpoint.state());
    history.addAll(checkpoint.history());
  }

  /** All epochs that are left, or those before the thread is interrupted. */
  public void run(Session session) {
    try {
      while (!trainer.isDone()) {
        Epoch epoch;
        try (Progress progress = session.progress("epoch " + (history.size() + 1), PARTS)) {
          epoch = trainer.epoch(part -> progress.at(Math.round(part * PARTS)));
        }
        history.add(epoch);
        session.note(line(epoch));
        keep();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted && !history.isEmpty()) {
      keeping.file().ifPresent(this::write);
    }
  }

  private void keep() {
    boolean due = keeping.every() > 0 ? history.size() % keeping.every() == 0 || trainer.isDone() : System.nanoTime() - keptNs > SELDOM_NS;
    if (due && keeping.file().isPresent()) {
      write(keeping.file().get());
    }
  }

  private void write(Path file) {
    new Checkpoint(settings, trainer.state(), history).write(file);
    keptNs = System.nanoTime();
  }

  private String line(Epoch epoch) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "epoch %d of %d: loss %.4f, accuracy %.2f %%", epoch.number(), most, epoch.loss(),
        100 * epoch.accuracy()));
    if (!Double.isNaN(epoch.validationLoss())) {
      line.append(String.format(Locale.ROOT, ", validation %.4f, %.2f %%", epoch.validationLoss(), 100 * epoch.validationAccuracy()));
    }
    if (!Double.isNaN(epoch.testAccuracy())) {
      line.append(String.format(Locale.ROOT, ", test %.2f %%", 100 * epoch.testAccuracy()));
    }
    line.append(String.format(Locale.ROOT, ", %.0f spikes and %,.0f operations a sample", epoch.spikesPerSample(), epoch.operationsPerSample()));
    double left = (most - epoch.number()) * history.stream().skip(Math.max(0, history.size() - 3)).mapToDouble(Epoch::wallS).average().orElse(0);
    return left < 1 ? line.toString() : line.append(left < 100 ? String.format(Locale.ROOT, ", %.0f s left", left)
        : String.format(Locale.ROOT, ", %.0f min left", left / 60)).toString();
  }

  /** Every epoch, those before a checkpoint included. */
  public List<Epoch> history() {
    return List.copyOf(history);
  }

  public boolean isInterrupted() {
    return interrupted;
  }
}
