package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.emulator.chip.Chips;
import spikelock.emulator.files.ArrayFile;
import spikelock.emulator.files.NdArray;
import spikelock.mapper.MapOptions;
import spikelock.mapper.Mapper;
import spikelock.mapper.NetworkReader;
import spikelock.mapper.hdf5.Hdf5;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;

/**
 * The golden of lava-dl's Oxford task, recorded on Loihi's bit-accurate model: 256 neurons, 2,000 timesteps, 512,000 entries. Lava records
 * a spike in the timestep after the one whose input made it; the network here and on the chip gives it in that timestep itself (the chip's
 * own lag is 0 for a first layer and is taken out of what is written anyway), so entry t + 1 of the golden is compared with entry t.
 * Networks made here are {@link LavaNetJobTest}'s.
 */
class LoihiJobTest {
  private static final String FOLDER = "data/lava-net/";
  private static final int NEURONS = 256;
  private static final int TIMESTEPS = 2000;

  @TempDir Path folder;
  private Path network;
  private Path input;
  /** [neurons][timesteps] */
  private int[] golden;

  @BeforeEach
  void write() throws IOException {
    NdArray weights = only(FOLDER + "oxford-dense/weight.npy");
    golden = only(FOLDER + "oxford-dense/out.npy").ints();
    int[] channels = only(FOLDER + "oxford-dense/in.npy").ints();
    assertThat(golden).hasSize(NEURONS * TIMESTEPS);
    ArrayFile.write(folder.resolve("w.npz"), Map.of("w", weights));
    byte[] turned = new byte[200 * TIMESTEPS];
    for (int i = 0; i < channels.length; i++) {
      turned[i % TIMESTEPS * 200 + i / TIMESTEPS] = (byte) channels[i];
    }
    input = folder.resolve("in.npz");
    ArrayFile.write(input, Map.of("in", NdArray.of(turned, TIMESTEPS, 200)));
    network = Files.writeString(folder.resolve("oxford.yaml"), """
        format: spikelock/network
        version: 1
        populations:
          - {name: in, input: true, size: 200}
          - {name: n, size: 256, datapath: loihi, parameters: {i_decay: 4096, v_decay: 415, vth: 6}}
        projections:
          - {from: in, to: n, file: w.npz, matrix: w}
        outputs: [n]
        """);
  }

  private static NdArray only(String name) {
    return ArrayFile.read(Spikelock.shared(name)).values().iterator().next();
  }

  private int[] run(Path network, String array, Object... options) {
    Path out = folder.resolve("out.npz");
    List<Object> command = new java.util.ArrayList<>(List.of("run", network, "--input", input, "-o", out));
    command.addAll(List.of(options));
    Spikelock.json(command.toArray());
    return ArrayFile.read(out).get(array).ints();
  }

  private void assertGolden(int[] spikes, String target) {
    assertThat(spikes).hasSize(golden.length);
    int differing = 0;
    int spiking = 0;
    for (int t = 0; t < TIMESTEPS; t++) {
      for (int n = 0; n < NEURONS; n++) {
        int expected = t == 0 ? 0 : spikes[(t - 1) * NEURONS + n];
        differing += golden[n * TIMESTEPS + t] == expected ? 0 : 1;
        spiking += spikes[t * NEURONS + n];
      }
    }
    assertThat(differing).as("of 512,000 entries on the %s", target).isZero();
    assertThat(spiking).isEqualTo(1826);
  }

  @Test
  void theReferenceAndTheChipGiveIt() {
    assertGolden(run(network, "n", "--target", "reference"), "reference");
    assertGolden(run(network, "n"), "emulator");
  }

  @Test
  void theVerilogGivesIt() {
    Spikelock.needsVerilator();
    assertGolden(run(network, "n", "--target", "rtl"), "Verilog");
  }

  /** lava-dl's own input file, 5 bytes an event: its times in us, rounded to timesteps. */
  private static byte[] eventFile() throws IOException {
    byte[] events = Files.readAllBytes(Spikelock.shared(FOLDER + "oxford_input.bs1"));
    byte[] dense = new byte[TIMESTEPS * 200];
    for (int i = 0; i < events.length; i += 5) {
      int neuron = (events[i] & 0xff) << 8 | events[i + 1] & 0xff;
      int time = (events[i + 2] & 0x7f) << 16 | (events[i + 3] & 0xff) << 8 | events[i + 4] & 0xff;
      dense[(int) Math.rint(time / 1000.0) * 200 + neuron] = 1;
    }
    return dense;
  }

  @Test
  void bothLayersOfTheNetFileAreLoihisEquations() throws IOException {
    Path net = Spikelock.shared(FOLDER + "oxford_network.net");
    assertGolden(run(net, "dense0.spikes", "--probe", "dense0.spikes"), "emulator");
    byte[] spikes = eventFile();
    int[] recorded = only(FOLDER + "oxford-dense/in.npy").ints();
    int differing = 0;
    for (int i = 0; i < recorded.length; i++) {
      differing += spikes[i % TIMESTEPS * 200 + i / TIMESTEPS] == recorded[i] ? 0 : 1;
    }
    ArrayFile.write(input, Map.of("in", NdArray.of(spikes, TIMESTEPS, 200)));
    int[] weights = Hdf5.read(Files.readAllBytes(net), 1 << 24, Hdf5.Kind.data("lava-dl", ""), top -> top.group("layer", "").orElseThrow()
        .group("1", "").orElseThrow().array("weight", "").orElseThrow()).ints();

    int[] hidden = run(net, "dense0.spikes", "--probe", "dense0.spikes");
    int[] out = run(net, "dense1");

    // ten events lie halfway between two timesteps in the file; the golden's input has the other one
    assertThat(differing).as("entries of the event file that are not the golden's input").isEqualTo(20);
    assertThat(hidden).isEqualTo(layer(only(FOLDER + "oxford-dense/weight.npy").ints(), spikes, 200, NEURONS, 415));
    byte[] late = new byte[hidden.length];
    for (int i = NEURONS; i < late.length; i++) {
      late[i] = (byte) hidden[i - NEURONS];
    }
    assertThat(out).as("one timestep from layer to layer, as in Lava").isEqualTo(layer(weights, late, NEURONS, 200, 409));
    assertThat(Arrays.stream(out).sum()).isGreaterThan(5_000);
    convolutionsOfLavaDlAreRead();
  }

  /** The other kind of file that lava-dl's tests have. */
  private static void convolutionsOfLavaDlAreRead() {
    Network tiny = NetworkReader.read(Spikelock.shared(FOLDER + "tiny.net"), RunOptions.NONE).network();

    assertThat(tiny.populations().stream().map(p -> Arrays.toString(p.shape())))
        .containsExactly("[3, 16, 16]", "[3, 16, 16]", "[24, 6, 6]", "[36, 1, 1]");
    assertThat(tiny.settings().dt()).isEqualTo(1e-3);
    assertThat(tiny.settings().reasons()).containsEntry("dt", "from the file: Ts, in ms");
    assertThat(Mapper.map(tiny, Chips.read("mesh-4x4"), MapOptions.DEFAULT).report().quantisation()).allMatch(q -> q.weightMaxError() == 0);
  }

  /** nir.md 6.5 without a synaptic memory, vth 6. */
  private static int[] layer(int[] weights, byte[] spikes, int inputs, int neurons, int vDecay) {
    int[] fired = new int[TIMESTEPS * neurons];
    long[] v = new long[neurons];
    for (int t = 0; t < TIMESTEPS; t++) {
      for (int n = 0; n < neurons; n++) {
        long sum = 0;
        for (int k = 0; k < inputs; k++) {
          sum += spikes[t * inputs + k] == 0 ? 0 : weights[n * inputs + k];
        }
        long decayed = Long.signum(v[n]) * (Math.abs(v[n]) * (4096 - vDecay) >> 12);
        v[n] = Math.max(-(1 << 23) + 1, Math.min((1 << 23) - 1, decayed + (sum << 6)));
        fired[t * neurons + n] = v[n] > 6 << 6 ? 1 : 0;
        v[n] = fired[t * neurons + n] == 1 ? 0 : v[n];
      }
    }
    return fired;
  }
}
