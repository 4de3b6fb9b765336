package spikelock.mapper.sanafe.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A group of neurons, and where each is mapped. Filled by the readers; not to be changed afterwards. */
public final class Group {
  /** The tile of a neuron that is not mapped. */
  public static final int UNMAPPED = -1;

  private final String name;
  private final int firstNeuron;
  private final NeuronConfig[] configs;
  private final int[] tiles;
  private final int[] slots;
  private final int[] order;
  private final int[] lines;
  private final List<EdgeBlock> edges = new ArrayList<>();

  Group(String name, int firstNeuron, int size, NeuronConfig config) {
    this.name = name;
    this.firstNeuron = firstNeuron;
    this.configs = new NeuronConfig[size];
    this.tiles = new int[size];
    this.slots = new int[size];
    this.order = new int[size];
    this.lines = new int[size];
    Arrays.fill(configs, config);
    Arrays.fill(tiles, UNMAPPED);
  }

  public String name() {
    return name;
  }

  public int size() {
    return configs.length;
  }

  /** The number of its first neuron among those of all groups, in file order. */
  public int firstNeuron() {
    return firstNeuron;
  }

  public NeuronConfig config(int neuron) {
    return configs[neuron];
  }

  /** The tile that a neuron is mapped to, or {@link #UNMAPPED}. */
  public int tile(int neuron) {
    return tiles[neuron];
  }

  /** Which core of its tile a neuron is mapped to. */
  public int slot(int neuron) {
    return slots[neuron];
  }

  /** When a neuron was mapped, among all. */
  public int order(int neuron) {
    return order[neuron];
  }

  /** The line that maps a neuron. */
  public int line(int neuron) {
    return lines[neuron];
  }

  /** Fills the buffer with the edges that start at a neuron, in file order. */
  public void edges(int neuron, EdgeBuffer buffer) {
    buffer.clear();
    for (EdgeBlock block : edges) {
      block.addTo(buffer, neuron);
    }
  }

  /** Edges that start in this group. */
  public long edgeCount() {
    return edges.stream().mapToLong(EdgeBlock::edges).sum();
  }

  void add(EdgeBlock block) {
    edges.add(block);
  }

  /** The list that takes the next single edge: the last block, or a new one where that is no list. */
  EdgeList openList() {
    if (edges.isEmpty() || !(edges.getLast() instanceof EdgeList)) {
      edges.add(new EdgeList());
    }
    return (EdgeList) edges.getLast();
  }

  void finish() {
    for (EdgeBlock block : edges) {
      if (block instanceof EdgeList list) {
        list.finish();
      }
    }
  }

  void configure(int neuron, NeuronConfig config) {
    configs[neuron] = config;
  }

  void map(int neuron, int tile, int slot, int when, int line) {
    tiles[neuron] = tile;
    slots[neuron] = slot;
    order[neuron] = when;
    lines[neuron] = line;
  }
}
