package spikelock.boards;

import java.util.Map;
import spikelock.emulator.chip.ChipSpec;

/**
 * A chip that a board can be: with its model, constants and parameter placement fixed, so that one bitstream takes every network of that model that
 * fits.
 *
 * @param name among those of its board: {@code lif}
 * @param spec the chip, with the board's clock; no datapath is left to the mapper
 * @param texts of the {@code .neuron} files that it names
 */
public record Overlay(String name, ChipSpec spec, Map<String, String> texts) {
  public Overlay {
    texts = Map.copyOf(texts);
  }
}
