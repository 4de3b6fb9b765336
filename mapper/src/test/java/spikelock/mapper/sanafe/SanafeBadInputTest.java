package spikelock.mapper.sanafe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.emulator.error.InputException;
import spikelock.mapper.sanafe.simulate.SanafeSimulator;

/** Files that contradict themselves: one message each, which names the place. */
class SanafeBadInputTest {
  private static final String CHIP = """
      architecture:
        name: small
        attributes:
          width: 2
          height: 1
          link_buffer_size: 4
        tile:
          - name: t[0..1]
            attributes:
              energy_north_hop: 1.0e-12
              latency_north_hop: 1.0e-9
              energy_east_hop: 1.0e-12
              latency_east_hop: 1.0e-9
              energy_south_hop: 1.0e-12
              latency_south_hop: 1.0e-9
              energy_west_hop: 1.0e-12
              latency_west_hop: 1.0e-9
            core:
              - name: c[0..1]
                attributes:
                  buffer_position: soma
                  max_neurons_supported: 3
                axon_in:
                  - name: i
                    attributes: {energy_message_in: 0.0, latency_message_in: 1e-9}
                synapse:
                  - name: s
                    attributes: {model: current_based, energy_process_spike: 1e-12, latency_process_spike: 1e-9}
                dendrite:
                  - name: d
                    attributes: {model: accumulator, energy_update: 0.0, latency_update: 0.0}
                  - name: taps
                    attributes: {model: taps, energy_update: 0.0, latency_update: 0.0}
                soma:
                  - name: lif
                    attributes: {model: leaky_integrate_fire, energy_access_neuron: 1e-12, latency_access_neuron: 1e-9, energy_update_neuron: 1e-12,
                      latency_update_neuron: 1e-9, energy_spike_out: 1e-12, latency_spike_out: 1e-9}
                  - name: inp[0..3]
                    attributes: {model: input, energy_access_neuron: 0, latency_access_neuron: 0, energy_update_neuron: 0, latency_update_neuron: 0,
                      energy_spike_out: 0, latency_spike_out: 0}
                axon_out:
                  - name: o
                    attributes: {energy_message_out: 1e-12, latency_message_out: 1e-9}
      """;

  private static final String NETWORK = """
      network:
        name: small
        groups:
          - name: in
            attributes: {soma_hw_name: 'inp[0]'}
            neurons:
              - 0: {spikes: [1, 0, 1]}
          - name: out
            attributes: {threshold: 1}
            neurons:
              - 0..1: {}
        edges:
          - in -> out: {type: dense, weight: [1, 2]}
          - out.0 -> out.1: {weight: 0.5}
      mappings:
        - in.0: {core: 0.0}
        - out: {core: 1.1}
      """;

  private static final String NETLIST = """
      g 1 soma_hw_name=inp[0]
      g 2 threshold=1
      n 0.0 [spikes: [1, 0, 1]]
      e 0.0->1.0 weight=1
      e 0.0->1.1 w=2
      & 0.0@0.0
      & 1.0@1.1
      & 1.1@1.1
      """;

  @TempDir Path folder;

  private void run(String chip, String network) {
    try {
      Path chipFile = Files.writeString(folder.resolve("chip"), chip, StandardCharsets.ISO_8859_1);
      Path networkFile = Files.writeString(folder.resolve("network"), network, StandardCharsets.ISO_8859_1);
      SanafeSimulator simulator = new SanafeSimulator(SanafeFiles.chip(chipFile), SanafeFiles.network(networkFile), SanafeSimulator.Level.DETAILED);
      for (int timestep = 0; timestep < 3; timestep++) {
        simulator.step();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theFilesAsTheyAreRun() {
    run(CHIP, NETWORK);
    run(CHIP, NETLIST);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      width: 2                        | width: two                     | line 4: width is "two", not a whole number
      width: 2                        | width: 0                       | line 4: width is 0, must be 1..4096
      width: 2                        | widht: 2                       | line 4: there is no attribute "widht" of the architecture; did you mean "width"?
      link_buffer_size: 4             | link_buffer_size: -1           | link_buffer_size is -1, must be 0..
      t[0..1]                         | t[1..0]                        | the range "t[1..0]" ends before it starts
      t[0..1]                         | t[0..99999999]                 | must be 0..65535
      name: small                     | name: [small                   | is not valid YAML
      buffer_position: soma           | buffer_position: axon          | buffer_position is "axon"; known: dendrite, soma, axon_out
      model: leaky_integrate_fire     | model: leaky_integrate_fires   | has the model "leaky_integrate_fires"; did you mean "leaky_integrate_fire"?
      model: leaky_integrate_fire     | plugin: libhh.so, model: hh    | takes its model "hh" from a library, "libhh.so": plug-ins are not run here
      model: leaky_integrate_fire     | model: accumulator             | has the model accumulator, which is a dendrite; list it under "dendrite"
      model: current_based,           | ` `                            | synapse unit "s" has no "model"
      energy_process_spike: 1e-12     | energy_procss_spike: 1e-12     | did you mean "energy_process_spike"?
      energy_process_spike: 1e-12,    | ` `                            | the synapse unit "s" is used and has no "energy_process_spike"
      energy_process_spike: 1e-12     | energy_process_spike: -1e-12   | energy_process_spike is -1.0E-12, must be 0 or more
      energy_process_spike: 1e-12     | energy_process_spike: nan      | energy_process_spike is "nan", not a number
      - name: taps                    | - name: d                      | the core has two units "d"
      max_neurons_supported: 3        | max_neurons_supported: 1       | mappings: core 1.1 is given 2 neurons, and takes 1
      energy_east_hop: 1.0e-12        | `             `                | it has no "energy_east_hop"
      architecture:                   | architectures:                 | the file has no "architecture"; is it "architectures"?
      """)
  void aChipIsRefusedByName(String from, String to, String message) {
    assertThat(CHIP).contains(from.strip());
    assertThatThrownBy(() -> run(CHIP.replace(from.strip(), to.strip()), NETWORK)).isInstanceOfSatisfying(InputException.class,
        e -> assertThat(e.describe()).contains(message));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      core: 1.1             | core: 2.0             | line 17: neuron out.0 is mapped to tile 2, and the chip has 2 tiles; its last is 1
      core: 1.1             | core: 1.2             | line 17: neuron out.0 is mapped to core 1.2, and tile 1 has 2 cores; its last is 1.1
      core: 1.1             | core: 11              | line 17: "11" is no core; write core: TILE.CORE
      core: 1.1             | core: 1.99999999999   | is no number of 0..
      core: 1.1             | cores: 1.1            | did you mean "core"?
      - in.0: {core: 0.0}   | `#`                   | neuron in.0 is not mapped to a core; add a mapping for it
      - in.0: {core: 0.0}   | - on.0: {core: 0.0}   | line 16: there is no group "on"; did you mean "in"?
      - in.0: {core: 0.0}   | - in.1: {core: 0.0}   | line 16: group "in" has 1 neurons, and no neuron 1; its last is 0
      in -> out             | in -> up              | line 13: there is no group "up"
      in -> out             | in.0 -> out           | joins a neuron and a group
      in -> out             | in to out             | "in to out" is no edge; write "source -> target"
      out.0 -> out.1        | out.0 -> out.2        | line 14: group "out" has 2 neurons, and no neuron 2; its last is 1
      weight: [1, 2]        | weight: [1]           | line 13: weight has 1 entries for 1 x 2 edges
      weight: [1, 2]        | weight: [1, 2, 3]     | line 13: weight has 3 entries for 1 x 2 edges
      weight: [1, 2]        | weight: [1, x]        | line 13: weight is "x", not a number
      weight: [1, 2]        | weigth: [1, 2]        | line 13: there is no attribute "weigth" of an edge; did you mean "weight"?
      type: dense           | type: dance           | line 13: type is "dance"; known: dense, sparse, conv2d
      type: dense           | type: conv2d          | line 13: a convolution has no "input_height"
      type: dense           | type: sparse          | a sparse edge has no "source_target_pairs"
      {type: dense,         | {                     | an edge between groups has no "type"
      threshold: 1          | treshold: 1           | line 9: there is no attribute "treshold" of a neuron; did you mean "threshold"?
      threshold: 1          | reset_mode: hrad      | reset_mode is "hrad"; known: none, soft, hard, saturate
      threshold: 1          | soma_hw_name: inp     | wants the soma unit "inp", and the core "c" of
      threshold: 1          | soma_hw_name: 'inp[4]'| wants the soma unit "inp[4]", and the core "c" of
      threshold: 1          | soma_hw_name: lief    | has none of that name; did you mean "lif"?
      threshold: 1          | synapse_hw_name: x    | an edge to out.0 wants the synapse unit "x"
      threshold: 1          | soma_hw_name: 'inp[1]'| an input neuron is sent a current of 1.0, which it cannot take
      threshold: 1          | dendrite_hw_name: taps, taps: 0 | taps is 0, must be 1..65536
      threshold: 1          | dendrite_hw_name: taps, taps: 2, time_constants: [1] | time_constants has 1 entries, fewer than 2
      {weight: 0.5}         | {weight: 0.5, delay: 6} | delay is 6, must be 0..5
      0..1: {}              | 0..9999999999: {}     | is no number of 0..
      0..1: {}              | 0..2097151: {}        | line 8: the network has more than
      - 0..1: {}            | - 1: {}               | line 11: group "out" has 1 neurons, and no neuron 1; its last is 0
      - name: out           | - name: in            | line 8: there are two groups "in"
      spikes: [1, 0, 1]     | rate: 1.5             | rate is 1.5, must be 0..1
      spikes: [1, 0, 1]     | spikes: 1             | spikes must be a list
      mappings:             | mapping:              | the file has no "mappings"; is it "mapping"?
      """)
  void aNetworkIsRefusedByName(String from, String to, String message) {
    assertThat(NETWORK).contains(from.strip());
    assertThatThrownBy(() -> run(CHIP, NETWORK.replace(from.strip(), to.strip()))).isInstanceOfSatisfying(InputException.class,
        e -> assertThat(e.describe()).contains(message));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      e 0.0->1.0 weight=1   | e 0.0->2.0 weight=1   | line 4: there is no group "2"
      e 0.0->1.0 weight=1   | e 0.1->1.0 weight=1   | line 4: group "0" has 1 neurons, and no neuron 1
      e 0.0->1.0 weight=1   | e 0.0-1.0 weight=1    | line 4: "0.0-1.0" is no edge
      e 0.0->1.0 weight=1   | e 0.0->1.0 weight     | line 4: "weight" is no attribute; write name=value without spaces
      e 0.0->1.0 weight=1   | e 0.0->1.0 weight=a   | line 4: weight is "a", not a number
      e 0.0->1.0 weight=1   | e                     | line 4: "e" is no entry
      e 0.0->1.0 weight=1   | d 0.0.1 leak=0.9      | line 4: there is no entry of kind "d"; entries are g (group), n (neuron), e (edge) and & (mapping)
      [spikes: [1, 0, 1]]   | [spikes: [1, 0, 1]    | line 3: is not valid YAML
      & 1.1@1.1             | & 1.1@1               | line 8: "1.1@1" is no mapping
      & 1.1@1.1             | & 1.1@1.7             | line 8: neuron 1.1 is mapped to core 1.7
      & 1.1@1.1             | # none                | neuron 1.1 is not mapped to a core
      g 2 threshold=1       | g 99999999            | line 2: 99999999 must be 0..2097152
      """)
  void aNetlistIsRefusedByName(String from, String to, String message) {
    assertThat(NETLIST).contains(from.strip());
    assertThatThrownBy(() -> run(CHIP, NETLIST.replace(from.strip(), to.strip()))).isInstanceOfSatisfying(InputException.class,
        e -> assertThat(e.describe()).contains(message));
  }

  /** A convolution of a few words that would have more edges than fit. */
  @Test
  void whatIsSmallInAFileAndHugeInMemoryIsRefused() {
    String big = NETWORK.replace("- 0: {spikes: [1, 0, 1]}", "- 0..999999").replace("0..1: {}", "0..999999: {}").replace("{type: dense, weight: [1, 2]}", "{type: dense}");

    assertThatThrownBy(() -> run(CHIP, big)).isInstanceOf(InputException.class).hasMessageContaining("the network has more than 134217728 edges");
  }

  @Test
  void filesThatAreDamagedAnywhereAreRefusedOrRun() {
    long seed = Long.getLong("test.seed", ThreadLocalRandom.current().nextLong());
    Random random = new Random(seed);
    int refused = 0;
    for (int trial = 0; trial < 1200; trial++) {
      String chip = trial % 3 == 0 ? damaged(random, CHIP) : CHIP;
      String network = trial % 3 == 0 ? NETWORK : damaged(random, trial % 3 == 1 ? NETWORK : NETLIST);
      try {
        run(chip, network);
      } catch (InputException e) {
        refused++;
        assertThat(e.describe()).as("rerun with -Dtest.seed=" + seed).doesNotContain("null").isNotBlank();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("trial " + trial + ", rerun with -Dtest.seed=" + seed + "\n" + chip + network, e);
      }
    }
    assertThat(refused).as("rerun with -Dtest.seed=" + seed).isGreaterThan(300);
  }

  private static String damaged(Random random, String text) {
    StringBuilder damaged = new StringBuilder(text);
    for (int hit = random.nextInt(3); hit >= 0; hit--) {
      int at = random.nextInt(damaged.length());
      switch (random.nextInt(4)) {
        case 0 -> damaged.setCharAt(at, (char) random.nextInt(256));
        case 1 -> damaged.deleteCharAt(at);
        case 2 -> damaged.insert(at, "0123456789[]{}:,.-# \n'\"".charAt(random.nextInt(23)));
        default -> {
          int end = Math.min(damaged.length(), at + 1 + random.nextInt(40));
          String piece = damaged.substring(at, end);
          damaged.insert(random.nextInt(damaged.length()), piece);
        }
      }
    }
    return damaged.toString();
  }
}
