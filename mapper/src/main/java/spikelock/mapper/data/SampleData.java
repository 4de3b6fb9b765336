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
 * @param classes names of the classes in the order of their numbers; empty where the labels were numbers
 * @param ranges what each channel was scaled by, where its own range in the file was taken
 * @param notes what was chosen for the user while reading, a line each
 */
public record SampleData(Stimulus stimulus, int[] numbers, int total, Optional<int[]> labels, List<String> classes,
    Optional<FullScale.Ranges> ranges, List<String> notes) {}
