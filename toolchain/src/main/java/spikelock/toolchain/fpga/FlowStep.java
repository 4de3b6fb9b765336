package spikelock.toolchain.fpga;

import java.util.List;

/**
 * One program of a flow, started in the project's folder.
 *
 * @param name what it does: {@code synthesis}
 * @param tool the program, one of {@link FpgaTools}
 * @param arguments the very arguments
 * @param inputs files that it reads, relative to the project
 * @param outputs files that it writes, relative to the project; the first is what the next step reads
 * @param log the file of {@link #outputs} that has what it said
 */
record FlowStep(String name, String tool, List<String> arguments, List<String> inputs, List<String> outputs, String log) {
  FlowStep {
    arguments = List.copyOf(arguments);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
