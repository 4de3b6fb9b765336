package spikelock.mapper.partition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import spikelock.emulator.chip.ChipSpec;
import spikelock.mapper.fit.Capacity;
import spikelock.mapper.fit.Fit;
import spikelock.mapper.fit.Fitting;
import spikelock.mapper.fit.Misfit;
import spikelock.mapper.fit.Shortage;
import spikelock.mapper.fixed.FixedNetwork;
import spikelock.mapper.fixed.FixedPopulation;

/**
 * Fills core after core with the neurons in order, as many as every capacity allows: neurons, axons, synapse words, parameter
 * sets and fan-out entries. Rows are built, not estimated. Populations of convolutions are cut into {@link Tiles} first, which
 * stay whole. A neuron's fan-out depends on where its targets went, so the
 * filling is repeated with the fan-out that came out until that fits too.
 */
public final class Partitioner {
  private static final int FANOUT_ROUNDS = 12;
  private static final int RANDOM_TRIES = 24;

  /** A core as it was filled: {@code tile type} of a core that the chip does not have is still known. */
  private record Filled(Partition.Core core, Optional<Overflow> closedBy) {}

  private final FixedNetwork network;
  private final ChipSpec spec;
  private final Limits limits;
  private final Incoming incoming;
  private final RowBuilder builder;
  private final FixedPopulation[] populationOf;
  private final int[] indexOf;
  private final boolean[] isOutput;
  private int[] fanout;

  /** Neurons in the order of filling; {@code mayCut[i]} whether a core may end behind the first {@code i} of them. */
  private record Order(int[] neurons, boolean[] mayCut) {}

  private Partitioner(FixedNetwork network, ChipSpec spec, Limits limits) {
    this.network = network;
    this.spec = spec;
    this.limits = limits;
    this.incoming = new Incoming(network);
    this.builder = new RowBuilder(incoming);
    int neurons = network.neurons();
    populationOf = new FixedPopulation[neurons];
    indexOf = new int[neurons];
    int next = 0;
    for (FixedPopulation p : network.populations()) {
      for (int i = 0; i < (p.isInput() ? 0 : p.size()); i++) {
        populationOf[next] = p;
        indexOf[next++] = i;
      }
    }
    isOutput = new boolean[neurons];
    network.outputs().forEach(o -> {
      int first = network.first(o.population());
      Arrays.fill(isOutput, first, first + network.populations().get(o.population()).size(), true);
    });
    fanout = new int[neurons];
  }

  /**
   * Splits a retimed network over the cores of a chip.
   *
   * @param seed when present, a random legal partition (any gives the same spikes, Law 4): the first of {@value #RANDOM_TRIES} tries that fits; otherwise, and
   *     where none does, neurons stay in order
   * @return the cores, or which capacity is short, by how much, for which layer
   */
  public static Fitting<Partition> partition(FixedNetwork network, ChipSpec spec, Limits limits, OptionalLong seed) {
    return partition(network, spec, limits, seed, RANDOM_TRIES);
  }

  /** The same with another number of tries. */
  static Fitting<Partition> partition(FixedNetwork network, ChipSpec spec, Limits limits, OptionalLong seed, int tries) {
    Partitioner partitioner = new Partitioner(network, spec, limits);
    Optional<Shortage<Partition>> outputs = partitioner.outputsShort();
    if (outputs.isPresent()) {
      return outputs.get();
    }
    if (seed.isEmpty()) {
      return partitioner.fit(Optional.empty());
    }
    SplittableRandom random = new SplittableRandom(seed.getAsLong());
    for (int attempt = 0; attempt < tries; attempt++) {
      if (partitioner.fit(Optional.of(random.split())) instanceof Fit<Partition> fits) {
        return fits;
      }
      partitioner.fanout = new int[partitioner.fanout.length];
    }
    return partitioner.fit(Optional.empty());
  }

  private Optional<Shortage<Partition>> outputsShort() {
    int count = 0;
    for (boolean output : isOutput) {
      count += output ? 1 : 0;
    }
    if (count <= limits.outputs()) {
      return Optional.empty();
    }
    String names = String.join(", ", network.outputs().stream().map(o -> network.populations().get(o.population()).name()).distinct().toList());
    return Optional.of(new Shortage<>(Capacity.OUTPUTS, names, count, limits.outputs(), "the network answers with " + count
        + " neurons, the chip has " + limits.outputs() + " outputs (" + (count - limits.outputs()) + " short)", "choose a chip with more outputs"));
  }

  private Fitting<Partition> fit(Optional<SplittableRandom> random) {
    for (int round = 0; round < FANOUT_ROUNDS; round++) {
      Fitting<Partition> filled = fill(random.map(SplittableRandom::split));
      if (!(filled instanceof Fit<Partition>(Partition partition))) {
        return filled;
      }
      int[] entries = partition.fanout(isOutput);
      boolean fits = true;
      for (Partition.Core core : partition.cores()) {
        long sum = 0;
        for (int n : core.neurons()) {
          sum += entries[n];
        }
        fits &= sum <= limits.fanoutEntries();
      }
      if (fits) {
        return filled;
      }
      for (int n = 0; n < entries.length; n++) {
        fanout[n] = Math.max(fanout[n], entries[n]);
      }
    }
    long sum = Arrays.stream(fanout).asLongStream().sum();
    long entries = (long) limits.cores() * limits.fanoutEntries();
    return new Shortage<>(Capacity.FANOUT_ENTRIES, network.name(), sum, entries, "the network sends " + sum + " packets when every neuron spikes, "
        + limits.cores() + " cores of " + spec.name() + " hold " + entries + " fan-out entries",
        "choose a chip with more fanout_entries, or fewer and larger cores");
  }

  /** One pass over all neurons. */
  private Fitting<Partition> fill(Optional<SplittableRandom> random) {
    Map<String, List<Integer>> kinds = new LinkedHashMap<>();
    for (int p = 0; p < network.populations().size(); p++) {
      FixedPopulation population = network.populations().get(p);
      if (!population.isInput() && population.size() > 0) {
        kinds.computeIfAbsent(population.datapath() + population.constants(), k -> new ArrayList<>()).add(p);
      }
    }
    List<Filled> filled = new ArrayList<>();
    Set<Integer> used = new HashSet<>();
    int tilesLeft = limits.cores();
    for (List<Integer> members : kinds.values()) {
      List<FixedPopulation> populations = members.stream().map(network.populations()::get).toList();
      List<CoreType> types = CoreType.of(network, spec, populations.getFirst(), populations);
      Order order = order(members, types.getFirst(), random);
      long available = available(types, used, tilesLeft);
      List<Filled> cores;
      switch (fill(order, types, used, tilesLeft, random)) {
        case Fit<List<Filled>>(List<Filled> some) -> cores = some;
        case Misfit<List<Filled>> none -> {
          return none.as();
        }
      }
      if (cores.size() > available) {
        return tooMany(cores, types, available, order.neurons.length);
      }
      // Claim the tiles, so that kinds which share the free ones do not count them twice.
      int claim = 0;
      for (CoreType type : types) {
        for (int tile : type.tiles()) {
          if (claim < cores.size() && used.add(tile)) {
            claim++;
          }
        }
      }
      tilesLeft -= cores.size();
      filled.addAll(cores);
    }
    return new Fit<>(new Partition(filled.stream().map(Filled::core).toList(), incoming));
  }

  private static long available(List<CoreType> types, Set<Integer> used, int tilesLeft) {
    return Math.min(tilesLeft, types.stream().flatMap(t -> t.tiles().stream()).filter(t -> !used.contains(t)).count());
  }

  private Order order(List<Integer> members, CoreType type, Optional<SplittableRandom> random) {
    List<List<int[]>> units = new ArrayList<>();
    for (int p : members) {
      List<int[]> tiles = isLocal(p) ? tiles(p, type, random) : List.of();
      units.add(tiles.isEmpty() ? neurons(p) : tiles);
    }
    if (random.isPresent()) {
      if (units.stream().flatMap(List::stream).allMatch(unit -> unit.length == 1)) {
        // nothing holds them together: neurons of different populations may be neighbours too
        units = new ArrayList<>(List.of(new ArrayList<>(units.stream().flatMap(List::stream).toList())));
      }
      shuffle(units, random.get());
      for (List<int[]> own : units) {
        shuffle(own, random.get());
      }
    }
    int[] order = units.stream().flatMap(List::stream).flatMapToInt(Arrays::stream).toArray();
    boolean[] mayCut = new boolean[order.length + 1];
    int end = 0;
    for (List<int[]> own : units) {
      for (int[] unit : own) {
        end += unit.length;
        mayCut[end] = true;
      }
    }
    return new Order(order, mayCut);
  }

  private List<int[]> neurons(int p) {
    List<int[]> single = new ArrayList<>();
    int first = network.first(p);
    for (int i = 0; i < network.populations().get(p).size(); i++) {
      single.add(new int[] {first + i});
    }
    return single;
  }

  /** Whether a population with height and width is reached by parts of other populations, as by a convolution. */
  private boolean isLocal(int p) {
    int[] shape = network.populations().get(p).shape();
    return (shape.length == 2 || shape.length == 3) && network.projections().stream().anyMatch(e -> e.target() == p
        && e.synapses() > 0
        && 2L * e.synapses() < (long) network.populations().get(e.source()).size() * network.populations().get(p).size());
  }

  private List<int[]> tiles(int p, CoreType type, Optional<SplittableRandom> random) {
    int most = random.map(r -> r.nextInt((limits.neurons() + 1) / 2, limits.neurons() + 1)).orElse(limits.neurons());
    return new ArrayList<>(Tiles.cut(network.first(p), network.populations().get(p).shape(), most, neurons ->
        builder.lines(neurons, 0, neurons.length) <= limits.axons() && overflow(type, neurons, 0, neurons.length).isEmpty()));
  }

  private static void shuffle(List<?> list, SplittableRandom random) {
    for (int i = list.size() - 1; i > 0; i--) {
      java.util.Collections.swap(list, i, random.nextInt(i + 1));
    }
  }

  private Fitting<List<Filled>> fill(Order order, List<CoreType> types, Set<Integer> used, int tilesLeft,
      Optional<SplittableRandom> random) {
    List<CoreType> free = new ArrayList<>();
    for (CoreType type : types) {
      type.tiles().stream().filter(t -> !used.contains(t)).forEach(t -> free.add(type));
    }
    List<Filled> cores = new ArrayList<>();
    int next = 0;
    while (next < order.neurons.length) {
      int core = cores.size();
      CoreType type = core < free.size() ? free.get(core) : types.getLast();
      int most = limits.neurons();
      if (random.isPresent()) {
        int left = Math.max(1, Math.min(free.size(), tilesLeft) - core);
        int least = Math.min(most, (order.neurons.length - next + left - 1) / left);
        most = random.get().nextInt(least, most + 1);
      }
      switch (fillCore(type, order, next, most)) {
        case Fit<Filled>(Filled filled) -> {
          cores.add(filled);
          next += filled.core().neurons().length;
        }
        case Misfit<Filled> none -> {
          return none.as();
        }
      }
    }
    return new Fit<>(cores);
  }

  /** As many of the order from {@code from} as fit, at most {@code most}, and no tile cut unless it fits no core. */
  private Fitting<Filled> fillCore(CoreType type, Order all, int from, int most) {
    int[] order = all.neurons;
    int left = Math.min(most, order.length - from);
    int[] ends = java.util.stream.IntStream.rangeClosed(1, left).filter(i -> all.mayCut[from + i]).toArray();
    boolean whole = ends.length > 0 && overflow(type, order, from, from + ends[0]).isEmpty();
    if (!whole) {
      ends = java.util.stream.IntStream.rangeClosed(1, left).toArray();
    }
    Optional<Overflow> closedBy = left < order.length - from
        ? Optional.of(new Overflow(Capacity.NEURONS, left + 1, most)) : Optional.empty();
    int fits = 0;
    int low = 0;
    int high = ends.length + 1;
    for (int attempt = ends.length; low + 1 < high; attempt = (low + high) >>> 1) {
      Optional<Overflow> overflow = overflow(type, order, from, from + ends[attempt - 1]);
      if (overflow.isEmpty()) {
        low = attempt;
        fits = ends[attempt - 1];
      } else {
        high = attempt;
        closedBy = overflow;
      }
    }
    if (fits == 0) {
      Overflow alone = closedBy.orElseThrow();
      return new Shortage<>(alone.capacity(), populationOf[order[from]].name(), alone.needed(), alone.available(),
          network.neuronName(order[from]) + " does not fit on a core of its own: " + alone.describe(), "choose a chip with larger cores");
    }
    CoreRows rows = builder.build(type.plan(), order, from, from + fits);
    return new Fit<>(new Filled(new Partition.Core(type, Arrays.copyOfRange(order, from, from + fits), rows,
        sets(type, order, from, from + fits)), closedBy));
  }

  private Optional<Overflow> overflow(CoreType type, int[] order, int from, int to) {
    int setWords = sets(type, order, from, to) * type.placed().shape().setUnits();
    if (setWords > limits.setWords()) {
      return Optional.of(new Overflow(Capacity.SET_WORDS, setWords, limits.setWords()));
    }
    List<Integer> corePlaced = type.placed().coreParameters();
    if (!corePlaced.isEmpty()) {
      int[] first = type.parameters(populationOf[order[from]], indexOf[order[from]], corePlaced);
      for (int i = from + 1; i < to; i++) {
        if (!Arrays.equals(first, type.parameters(populationOf[order[i]], indexOf[order[i]], corePlaced))) {
          return Optional.of(new Overflow(Capacity.CORE_PARAMETERS, 2, 1));
        }
      }
    }
    long entries = 0;
    for (int i = from; i < to; i++) {
      entries += fanout[order[i]];
    }
    if (entries > limits.fanoutEntries()) {
      return Optional.of(new Overflow(Capacity.FANOUT_ENTRIES, entries, limits.fanoutEntries()));
    }
    CoreRows rows = builder.build(type.plan(), order, from, to);
    if (rows.axons() > limits.axons()) {
      return Optional.of(new Overflow(Capacity.AXONS, rows.axons(), limits.axons()));
    }
    if (rows.words().length > limits.synapseWords()) {
      return Optional.of(new Overflow(Capacity.SYNAPSE_WORDS, rows.words().length, limits.synapseWords()));
    }
    return Optional.empty();
  }

  private int sets(CoreType type, int[] order, int from, int to) {
    int sets = 0;
    int[] previous = new int[0];
    FixedPopulation population = null;
    boolean uniform = false;
    for (int i = from; i < to; i++) {
      if (populationOf[order[i]] == population && uniform) {
        continue;
      }
      population = populationOf[order[i]];
      uniform = population.parameters().values().stream().allMatch(v -> v.length == 1)
          && population.initial().values().stream().allMatch(v -> v.length == 1);
      int[] record = type.setRecord(population, indexOf[order[i]]);
      if (sets == 0 || !Arrays.equals(record, previous)) {
        sets++;
      }
      previous = record;
    }
    return sets;
  }

  private Shortage<Partition> tooMany(List<Filled> cores, List<CoreType> types, long available, int neurons) {
    Map<String, Integer> layers = new LinkedHashMap<>();
    for (Filled filled : cores.subList((int) available, cores.size())) {
      for (int n : filled.core().neurons()) {
        layers.merge(populationOf[n].name(), 1, Integer::sum);
      }
    }
    String left = String.join(", ", layers.entrySet().stream().map(e -> e.getValue() + " of " + e.getKey()).toList());
    Overflow cause = cores.stream().flatMap(f -> f.closedBy().stream()).filter(s -> s.capacity() != Capacity.NEURONS)
        .findFirst().or(() -> cores.stream().flatMap(f -> f.closedBy().stream()).findFirst())
        .orElse(new Overflow(Capacity.NEURONS, neurons, limits.neurons()));
    String why = cause.capacity() == Capacity.NEURONS
        ? neurons + " neurons, " + available + " cores of " + limits.neurons() + " hold " + available * limits.neurons() + " ("
            + (neurons - available * limits.neurons()) + " short)"
        : "a core is full at one neuron more: " + cause.describe();
    if (available == 0) {
      why = "the network has more kinds of datapath than the chip has cores";
    }
    return new Shortage<>(Capacity.CORES, String.join(", ", layers.keySet()), cores.size(), available,
        "needs " + cores.size() + " cores with the datapath " + types.getFirst().choice().model()
        + ", " + spec.name() + " has " + available + " left (" + (cores.size() - available) + " short); no room for " + left
        + " neurons; " + why, "choose a larger chip");
  }
}
