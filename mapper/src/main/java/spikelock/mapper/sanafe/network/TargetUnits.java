package spikelock.mapper.sanafe.network;

/**
 * The synapse units that the neurons of a group named when edges to all of it were made.
 *
 * @param first of the group's neurons, over all groups
 * @param all the one unit, a number of {@link SanafeNetwork#unitNames}, where {@code each} is empty
 * @param each [neuron] or empty
 */
record TargetUnits(int first, int all, char[] each) {
  int unit(int target) {
    return each.length == 0 ? all : each[target];
  }
}
