package spikelock.toolchain.command.sweep;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import spikelock.emulator.chip.ChipField;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Profiles;
import spikelock.emulator.error.InputException;
import spikelock.mapper.MappedNetwork;
import spikelock.mapper.data.InputShape;
import spikelock.mapper.description.NetworkDescription;
import spikelock.mapper.fit.Fitting;
import spikelock.toolchain.command.options.InputOptions;
import spikelock.toolchain.command.options.NetworkOptions;
import spikelock.toolchain.command.options.Subject;
import spikelock.toolchain.console.Session;
import spikelock.toolchain.sweep.Axis;
import spikelock.toolchain.sweep.Setting;
import spikelock.toolchain.sweep.SweepWork;

/** What settings mean to the network of a sweep's file. The network, each input and each profile are read once. */
public final class NetworkWork implements SweepWork {
  private final String file;
  private final Session session;
  private final Subject subject;
  private final NetworkDescription network;
  private final WrittenOptions options;
  private final List<String> inputWords;
  private final UnaryOperator<String> beside;
  private final Map<Setting, SoftReference<Input>> inputs = new ConcurrentHashMap<>(); // many seeds may be more than memory holds
  private final Map<String, CostProfile> profiles = new ConcurrentHashMap<>();

  NetworkWork(String file, Session session, Subject subject, WrittenOptions options, List<String> inputWords, UnaryOperator<String> beside) {
    this.file = file;
    this.session = session;
    this.subject = subject;
    this.network = subject.description().orElseThrow();
    this.options = options;
    this.inputWords = inputWords;
    this.beside = beside;
  }

  /** Complains about options that no setting could use. */
  void check() {
    subject.noteReading(session);
    WrittenOptions.Holder holder = options.with(inputWords);
    try {
      holder.network.mapping(OptionalInt.empty());
      if (!holder.input.given(subject)) {
        throw new InputException("there is nothing to run on", file, "input", "name a file of input spikes");
      }
    } catch (InputException e) {
      throw options.placed(e).in(file);
    }
  }

  /** The chip of a sweep without that axis. */
  String usualChip() {
    return Subject.usualChip(network);
  }

  @Override
  public Fitting<MappedNetwork> map(Setting setting) {
    WrittenOptions.Holder holder = options.with(List.of());
    OptionalInt bits = setting.whole(Axis.WEIGHT_BITS);
    OptionalInt lanes = setting.whole(Axis.LANES);
    String chip = setting.get(Axis.CHIP).map(beside).orElseGet(this::usualChip);
    // How many lanes a word has room for depends on the weights' width: one while that changes.
    return holder.network.chip(chip, bits, spec -> sized(lanes.isPresent() ? spec.with(ChipField.LANES, 1) : spec, setting),
            spec -> lanes.isPresent() ? spec.with(ChipField.LANES, lanes.getAsInt()) : spec)
        .then(chosen -> NetworkOptions.fit(network.network(), chosen, holder.network.mapping(bits).withPartition(setting.seed(Axis.PARTITION_SEED))
            .withPlacement(setting.seed(Axis.PLACEMENT_SEED))));
  }

  private static ChipSpec sized(ChipSpec spec, Setting setting) {
    ChipSpec sized = spec;
    if (setting.get(Axis.MESH).isPresent()) {
      String[] sides = setting.get(Axis.MESH).get().split("x", -1);
      sized = sized.with(ChipField.MESH_WIDTH, Integer.parseInt(sides[0])).with(ChipField.MESH_HEIGHT, Integer.parseInt(sides[1]));
    }
    for (Axis axis : setting.values().keySet()) {
      if (axis.field().isPresent() && axis != Axis.LANES) {
        sized = sized.with(axis.field().get(), setting.whole(axis).getAsInt());
      }
    }
    return sized;
  }

  @Override
  public Input input(Setting setting) {
    SoftReference<Input> read = inputs.get(setting);
    Input input = read == null ? null : read.get();
    return input == null ? readInput(setting) : input;
  }

  private synchronized Input readInput(Setting setting) {
    SoftReference<Input> meanwhile = inputs.get(setting);
    Input there = meanwhile == null ? null : meanwhile.get();
    if (there != null) {
      return there;
    }
    List<String> words = new ArrayList<>(inputWords);
    setting.get(Axis.ENCODING).ifPresent(how -> words.add("--encode=" + how));
    setting.get(Axis.TIMESTEPS).ifPresent(count -> words.add("--timesteps=" + count));
    setting.get(Axis.ENCODE_SEED).ifPresent(seed -> words.add("--encode-seed=" + seed));
    InputOptions.Data data;
    try {
      data = options.with(words).input.read(session, subject, InputShape.of(network.network()));
    } catch (InputException e) {
      throw options.placed(e);
    }
    Input input = new Input(data.stimulus(), data.labels());
    inputs.put(setting, new SoftReference<>(input));
    return input;
  }

  @Override
  public CostProfile profile(String name) {
    return profiles.computeIfAbsent(name, any -> Profiles.read(beside.apply(any)));
  }
}
