package spikelock.mapper.neurobench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import spikelock.emulator.stimulus.Stimulus;
import spikelock.mapper.network.Network;
import spikelock.mapper.network.RunOptions;
import spikelock.mapper.nir.LinearNode;
import spikelock.mapper.nir.NirModel;

/**
 * NeuroBench's counts of a network and its input, equal to those that the package {@code neurobench} 2.3.0 makes of the snnTorch network
 * that a NIR file was exported from: Footprint, ConnectionSparsity, ActivationSparsity and SynapticOperations, with their rounding. The
 * network runs in the float reference, so its settings must be those of the framework ({@code --like snntorch} and its reset).
 *
 * <p>What the package counts: weights of Linear and Conv layers where they are stored (a kernel once); outputs of spiking neurons, ReLU and
 * Sigmoid; for each call of a layer the products of inputs and weights that are both not 0, padding and biases left out. A call whose
 * inputs are all 0, 1 or -1, in the whole batch, counts as accumulates, any other as multiply-accumulates. The recurrent Linear of RLeaky
 * and RSynaptic is a layer like any other; recurrence of each neuron with itself alone is not counted.
 *
 * <p>What can differ: <ul>
 * <li>The package adds up a call's operations in 32-bit floats: above 2^24 = 16,777,216 in one call of one layer (over the batch) it rounds,
 *   these counts do not.
 * <li>Its footprint holds the state that the last run left in the network's buffers; here it is that of a network that has not run.
 *   {@link Footprint#stateBytes} is what a sample of a batch adds.
 * <li>It does not reset the last spikes of RSynaptic between batches, nor neurons inside of nested modules: only its first batch starts
 *   from rest. Here every sample does.
 * <li>A file does not say everything: {@link Footprint#assumed}.
 * <li>PyTorch computes in 32-bit floats and the reference in 64: a potential that comes within rounding of the threshold can spike in one
 *   and not in the other, and values between two linear layers can cancel out in one and not in the other.
 * </ul>
 *
 * @param footprint bytes of parameters and buffers
 * @param connectionSparsity zeros among the weights, to four decimals; empty without any weights
 * @param operations what the run did
 */
public record NeuroBench(Footprint footprint, OptionalDouble connectionSparsity, Operations operations) {

  /**
   * What the run did.
   *
   * @param activationSparsity zeros among all activations, mean over the batches by samples
   * @param effectiveAcs accumulates a sample
   * @param effectiveMacs multiply-accumulates a sample
   * @param dense operations a sample, did nothing get skipped
   */
  public record Operations(double activationSparsity, double effectiveAcs, double effectiveMacs, double dense) {}

  /**
   * Counts.
   *
   * @param file that the network was read from, if it was NIR; without it every projection counts as one matrix, unrolled
   * @param options that the network was read with
   * @param batch samples that the package would run at once, at least 1: it decides by the whole batch whether a call is binary
   * @throws spikelock.emulator.error.InputException as the float reference
   */
  public static NeuroBench of(Network network, Optional<NirModel> file, RunOptions options, Stimulus stimulus, int batch) {
    Optional<List<LinearNode>> linear = file.map(model -> model.linearNodes(network.settings(), options));
    List<Node> nodes = linear.map(found -> Wires.of(network, found)).orElseGet(() -> Wires.of(network));
    Footprint footprint = file.isPresent() ? Footprint.of(file.get().parts(), linear.orElseThrow()) : Footprint.of(network);
    Workload workload = new Workload(network, nodes);
    for (int first = 0; first < stimulus.samples(); first += batch) {
      workload.batch(stimulus, first, Math.min(first + batch, stimulus.samples()));
    }
    return new NeuroBench(footprint, sparsity(nodes), workload.operations(Math.max(1, stimulus.samples())));
  }

  /** The package divides in 32-bit floats and rounds that as Python does. */
  private static OptionalDouble sparsity(List<Node> nodes) {
    long zeros = 0;
    long weights = 0;
    for (Node node : nodes) {
      zeros += node.synapses().map(Node.Synapses::zeros).orElse(0L);
      weights += node.synapses().map(Node.Synapses::weights).orElse(0L);
    }
    return weights == 0 ? OptionalDouble.empty()
        : OptionalDouble.of(new BigDecimal((float) zeros / (float) weights).setScale(4, RoundingMode.HALF_EVEN).doubleValue());
  }

  /** The counts by their names in answers; one that there is not is left out. */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("footprint_bytes", (double) footprint.bytes());
    connectionSparsity.ifPresent(share -> values.put("connection_sparsity", share));
    values.put("activation_sparsity", operations.activationSparsity);
    values.put("effective_acs", operations.effectiveAcs);
    values.put("effective_macs", operations.effectiveMacs);
    values.put("dense_operations", operations.dense);
    return values;
  }
}
