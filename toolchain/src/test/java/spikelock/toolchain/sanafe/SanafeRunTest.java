package spikelock.toolchain.sanafe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.error.InputException;
import spikelock.toolchain.command.answer.SanafeAnswer;

/** One input that makes two neurons fire, by hand. */
class SanafeRunTest {
  private static final String CHIP = """
      architecture:
        name: one
        attributes: {width: 1, height: 1, link_buffer_size: 4, latency_sync: 1.0e-6}
        tile:
          name: tile
          attributes: {energy_north_hop: 0, latency_north_hop: 0, energy_east_hop: 0, latency_east_hop: 0, energy_south_hop: 0, latency_south_hop: 0,
            energy_west_hop: 0, latency_west_hop: 0}
          core:
            name: core
            attributes: {buffer_position: soma, max_neurons_supported: 8}
            axon_in: {name: in, attributes: {energy_message_in: 1.0e-12, latency_message_in: 1.0e-9}}
            synapse: {name: s, attributes: {model: current_based, energy_process_spike: 2.0e-12, latency_process_spike: 2.0e-9}}
            dendrite: {name: d, attributes: {model: accumulator, energy_update: 4.0e-12, latency_update: 4.0e-9}}
            soma:
              - {name: lif, attributes: {model: leaky_integrate_fire, energy_access_neuron: 8.0e-12, latency_access_neuron: 8.0e-9,
                  energy_update_neuron: 16.0e-12, latency_update_neuron: 16.0e-9, energy_spike_out: 32.0e-12, latency_spike_out: 32.0e-9}}
              - {name: inp, attributes: {model: input, energy_access_neuron: 0, latency_access_neuron: 0, energy_update_neuron: 0, latency_update_neuron: 0,
                  energy_spike_out: 0, latency_spike_out: 0}}
            axon_out: {name: out, attributes: {energy_message_out: 64.0e-12, latency_message_out: 64.0e-9}}
      """;
  private static final String NETWORK = """
      network:
        name: two
        groups:
          - {name: in, attributes: {soma_hw_name: inp}, neurons: [0: {spikes: [1]}]}
          - {name: out, attributes: [threshold: 1], neurons: [0..1]}
        edges:
          - in -> out: {type: dense, weight: [2, 3]}
      mappings:
        - in: {core: 0.0}
        - out: {core: 0.0}
      """;

  @TempDir Path folder;

  @Test
  void countsEnergyAndTimeAddUp() throws IOException, InterruptedException {
    Path network = Files.writeString(folder.resolve("network.txt"), NETWORK);
    Path chip = Files.writeString(folder.resolve("chip.txt"), CHIP);

    SanafeRun run = SanafeRun.of(network, Optional.of(chip.toString()), 3, SanafeRun.Keep.SPIKES, done -> { });
    SanafeAnswer answer = SanafeAnswer.run(run, "");

    assertThat(SanafeRun.isNetwork(network.toString())).isTrue();
    assertThat(SanafeRun.isNetwork(chip.toString())).isFalse();
    assertThat(answer.counts()).isEqualTo(new SanafeAnswer.Counts(3, 3, 1, 2)); // updated: the input, then both others as they fire
    assertThat(run.groupSpikes()).containsEntry("in", 1L).containsEntry("out", 2L);
    assertThat(run.spikes().get("out").shape()).containsExactly(1, 3, 2);
    assertThat(run.spikes().get("out").doubles()).containsExactly(0, 0, 1, 1, 0, 0);
    var energy = answer.estimates().getFirst().energyJ();
    assertThat(energy.dynamic()).isEqualTo(java.util.Map.of("soma", picojoules(6 * 8 + 2 * 16 + 2 * 32), "synapse", picojoules(2 * 2), "dendrite", picojoules(2 * 4),
        "network", picojoules(64 + 1)));
    // The message leaves at 64 ns and is worked on until 64 + 1 + 2 (2 + 4), while the core looks at its other neurons until 64 + 2 * 8; then both fire; then nothing.
    assertThat(answer.timeS().detailed()).isCloseTo(3e-6 + (64 + 2 * 8 + 2 * (8 + 16 + 32) + 2 * 8) * 1e-9, org.assertj.core.api.Assertions.within(1e-15));
    assertThat(answer.text()).contains("3 fired, 3 updated", "message-level");
  }

  private static double picojoules(int picojoules) {
    return picojoules * 1e-12;
  }

  @Test
  void oneFileMayHoldBoth() throws IOException, InterruptedException {
    Path both = Files.writeString(folder.resolve("both"), NETWORK + CHIP);

    assertThat(SanafeRun.of(both, Optional.empty(), 2, SanafeRun.Keep.NOTHING, done -> { }).totals().fired()).isEqualTo(3);
  }

  @Test
  void aNetworkNeedsAChip() throws IOException {
    Path network = Files.writeString(folder.resolve("network"), NETWORK);

    assertThatThrownBy(() -> SanafeRun.of(network, Optional.empty(), 1, SanafeRun.Keep.NOTHING, done -> { })).isInstanceOfSatisfying(InputException.class,
        e -> assertThat(e.describe()).contains("name the chip's file with --chip"));
    assertThatThrownBy(() -> SanafeRun.of(network, Optional.of("mesh-2x2"), 1, SanafeRun.Keep.NOTHING, done -> { })).hasMessageContaining("no such file");
    assertThatThrownBy(() -> SanafeRun.of(network, Optional.of(network.toString()), 1, SanafeRun.Keep.NOTHING, done -> { }))
        .hasMessageContaining("is no chip of SANA-FE");
    assertThatThrownBy(() -> SanafeRun.of(network, Optional.of(network.toString()), -1, SanafeRun.Keep.NOTHING, done -> { }))
        .hasMessageContaining("must be 1..");
  }
}
