package spikelock.mapper.sanafe.network;

/** Every neuron of a group to every neuron of another. */
final class DenseEdges implements EdgeBlock {
  private final int sources;
  private final int targets;
  private final EdgeLists lists;
  private final TargetUnits units;

  DenseEdges(Group source, Group target, EdgeLists lists, TargetUnits units) {
    this.sources = source.size();
    this.targets = target.size();
    this.lists = lists;
    this.units = units;
  }

  @Override
  public void addTo(EdgeBuffer buffer, int source) {
    buffer.reserve(targets);
    int at = source * targets; // within the list where there is one, and of no matter where there is none
    for (int target = 0; target < targets; target++, at++) {
      buffer.add(units.first() + target, lists.weight(at), units.unit(target), lists.delay(at), lists.tap(at));
    }
  }

  @Override
  public long edges() {
    return (long) sources * targets;
  }
}
