package spikelock.mapper.data;

import java.util.List;
import java.util.Optional;
import spikelock.emulator.stimulus.Stimulus;

/**
 * Input and the right answers.
 *
 * @param stimulus the chosen samples, numbered from 0
 * @param numbers [samples] their numbers among all that there are
 * @param total how many there are
 * @param labels [samples] right classes; empty when there are none
 * @param notes what was chosen for the user while reading, a line each
 */
public record SampleData(Stimulus stimulus, int[] numbers, int total, Optional<int[]> labels, List<String> notes) {}
