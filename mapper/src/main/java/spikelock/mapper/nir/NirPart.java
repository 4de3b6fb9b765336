package spikelock.mapper.nir;

import java.util.List;
import java.util.Map;
import spikelock.emulator.files.NdArray;

/**
 * A node of a NIR file, for showing.
 *
 * @param name dotted for nested graphs
 * @param type NIR's name of the type
 * @param takes shape of what it takes
 * @param gives shape of what it gives
 * @param fields as the file has them
 * @param from names of the nodes that feed it
 * @param to names of the nodes that it feeds
 */
public record NirPart(String name, String type, int[] takes, int[] gives, Map<String, NdArray> fields, List<String> from,
    List<String> to) {}
