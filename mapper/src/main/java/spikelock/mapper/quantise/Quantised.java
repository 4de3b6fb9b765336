package spikelock.mapper.quantise;

import java.util.List;
import spikelock.mapper.fixed.FixedNetwork;

/**
 * A network in integers and what the rounding cost.
 *
 * @param network layer-synchronous, lags 0
 * @param reports one for each population that is no input, in order
 */
public record Quantised(FixedNetwork network, List<PopulationReport> reports) {
  public Quantised {
    reports = List.copyOf(reports);
  }
}
