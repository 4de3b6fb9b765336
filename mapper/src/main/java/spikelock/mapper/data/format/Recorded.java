package spikelock.mapper.data.format;

import java.util.Optional;

/**
 * Events together with what the file says the right answers are.
 *
 * @param labels [samples]; empty when the file has none
 */
public record Recorded(EventList events, Optional<int[]> labels) {}
