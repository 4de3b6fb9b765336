package spikelock.toolchain.sweep;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.error.InputException;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.stimulus.InputValues;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fit.Shortage;
import spikelock.mapper.fit.Unable;
import spikelock.toolchain.estimate.CountedRun;

/**
 * Runs the points of a sweep that are not there yet, several at a time: one mapping for all points that differ only in input and price, one run for
 * all that differ only in price. Which thread does what changes no result.
 */
public final class Sweeper {
  private final Grid grid;
  private final SweepWork work;
  private final BitSet there;
  private final Consumer<List<Row>> results;

  /**
   * @param there numbers of the points that need no run
   * @param results is given the points of a run as soon as it is over, by one thread at a time
   */
  public Sweeper(Grid grid, SweepWork work, BitSet there, Consumer<List<Row>> results) {
    this.grid = grid;
    this.work = work;
    this.there = (BitSet) there.clone();
    this.results = results;
  }

  /** The points of a part that are not there yet. */
  public int missing(Shard shard) {
    int missing = 0;
    for (int run = 0; run < grid.runs(); run++) {
      missing += shard.has(run) ? missing(run).size() : 0;
    }
    return missing;
  }

  private List<Integer> missing(int run) {
    List<Integer> points = new ArrayList<>();
    int first = grid.firstPoint(run);
    for (int point = first; point < first + grid.prices(); point++) {
      if (!there.get(point)) {
        points.add(point);
      }
    }
    return points;
  }

  /** Runs what is missing of a part. */
  public void run(Shard shard, int threads) throws InterruptedException {
    Queue<List<Integer>> tasks = new ConcurrentLinkedQueue<>(); // the runs of a mapping
    for (int mapping = 0; mapping < grid.mappings(); mapping++) {
      List<Integer> runs = new ArrayList<>();
      for (int run = mapping * grid.inputs(); run < (mapping + 1) * grid.inputs(); run++) {
        if (shard.has(run) && !missing(run).isEmpty()) {
          runs.add(run);
        }
      }
      if (!runs.isEmpty()) {
        tasks.add(runs);
      }
    }
    int workers = Math.clamp(tasks.size(), 1, threads);
    try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
      List<Future<?>> running = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        int own = threads / workers + (worker < threads % workers ? 1 : 0);
        running.add(pool.submit(() -> {
          for (List<Integer> runs = tasks.poll(); runs != null; runs = tasks.poll()) {
            mapping(runs, own);
          }
          return null;
        }));
      }
      try {
        for (Future<?> one : running) {
          one.get();
        }
      } catch (InterruptedException e) {
        tasks.clear();
        pool.shutdownNow();
        throw e;
      } catch (ExecutionException e) {
        tasks.clear();
        pool.shutdownNow();
        switch (e.getCause()) {
          case RuntimeException problem -> throw problem;
          case Error problem -> throw problem;
          default -> throw new IllegalStateException(e.getCause());
        }
      }
    }
  }

  private void mapping(List<Integer> runs, int threads) throws InterruptedException {
    Setting setting = grid.at(grid.firstPoint(runs.getFirst())).of(Axis.Stage.MAPPING);
    Fitting<MappedNetwork> fitting;
    try {
      fitting = work.map(setting);
    } catch (InputException e) {
      runs.forEach(run -> give(run, Rows.refused(e)));
      return;
    }
    switch (fitting) {
      case Fit<MappedNetwork>(MappedNetwork mapped) -> {
        Map<Column, Object> image = Rows.mapped(mapped);
        for (int run : runs) {
          run(run, mapped.image(), image, threads);
        }
      }
      case Shortage<MappedNetwork> none -> runs.forEach(run -> give(run, Rows.unfit(none)));
      case Unable<MappedNetwork> none -> runs.forEach(run -> give(run, Rows.refused(none.problem())));
    }
  }

  private void run(int number, ChipImage image, Map<Column, Object> mapped, int threads) throws InterruptedException {
    Setting any = grid.at(grid.firstPoint(number));
    List<Integer> points = missing(number);
    List<CostProfile> profiles = points.stream().flatMap(point -> grid.at(point).get(Axis.PROFILE).stream()).distinct().map(work::profile).toList();
    CountedRun run;
    Map<Column, Object> ran = new EnumMap<>(mapped);
    try {
      SweepWork.Input input = work.input(any.of(Axis.Stage.INPUT));
      InputValues.of(image.spec()).requireAll(input.stimulus(), sample -> sample);
      run = CountedRun.of(image, input.stimulus(), profiles, threads, done -> {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException();
        }
      });
      Rows.ran(ran, run, input.labels());
    } catch (InputException e) {
      give(number, Rows.refused(e));
      return;
    } catch (CancellationException e) {
      throw new InterruptedException();
    }
    List<Row> rows = new ArrayList<>();
    for (int point : points) {
      Map<Column, Object> values = new EnumMap<>(ran);
      Rows.priced(values, run, image.spec(), grid.at(point), work);
      rows.add(new Row(point, values));
    }
    give(rows);
  }

  private void give(int run, Map<Column, Object> values) {
    give(missing(run).stream().map(point -> new Row(point, values)).toList());
  }

  private synchronized void give(List<Row> rows) {
    results.accept(rows);
  }
}
