package spikelock.mapper.sanafe.value;

/**
 * Numbers from first to last, both included: {@code 0..7}.
 */
public record Range(int first, int last) {
  public int size() {
    return last - first + 1;
  }
}
