package spikelock.tests.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spikelock.tests.mainjob.Spikelock.Said;

/** What cannot be trained is refused with one message that names it, before anything is trained. */
class BadTrainingTest {
  private static final String GOOD = "1,0,2,0\n0,3,0,1\n2,1,1,0\n0,2,0,1\n1,1,2,0\n0,3,1,1\n3,0,2,0\n0,2,0,1\n2,0,1,0\n0,3,0,1\n";

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    write("good.csv", GOOD);
    write("empty.csv", "");
    write("header.csv", "a,b,c,label\n");
    write("nan.csv", GOOD + "nan,0,1,0\n");
    write("infinite.csv", GOOD + "1,inf,1,0\n");
    write("one.csv", GOOD.replace(",1\n", ",0\n"));
    write("nolabel.csv", GOOD + "1,0,1,\n");
    write("unknown.csv", GOOD + "1,0,1,?\n");
    write("half.csv", GOOD + "1,0,1,1.5\n");
    write("minus.csv", GOOD + "1,0,1,-1\n");
    write("mixed.csv", GOOD + "1,0,1,cat\n");
    write("text.csv", GOOD + "1,x,1,1\n");
    write("short.csv", GOOD + "1,0,1\n");
    write("negative.csv", GOOD + "-1,0,1,1\n");
    write("huge.csv", GOOD + "1,0,1,3000000\n");
    write("few.txt", "0\n1\n");
    write("bad.npz", "PK no zip at all");
    write("bad.npy", "no array");
    write("unknown.yaml", "format: spikelock/training\nversion: 1\nepoch: 3\n");
    write("other.yaml", "format: spikelock/network\nversion: 1\n");
    write("new.yaml", "format: spikelock/training\nversion: 9\n");
    write("layer.yaml", "format: spikelock/training\nversion: 1\ninput: 3\nlayers:\n  - {name: a, unit: 3}\n");
    write("from.yaml", "format: spikelock/training\nversion: 1\ndata: good.csv\nlabel_column: last\ninput: 3\nlayers:\n  - {name: hidden, units: 3}\n"
        + "  - {units: 2, from: [hiden]}\n");
    write("written.yaml", "format: spikelock/training\nversion: 1\noutput: /tmp/x.nir\n");
    write("list.yaml", "format: spikelock/training\nversion: 1\nepochs: [1, 2]\n");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --data empty.csv                                  | empty.csv, no rows
      --data header.csv                                 | header.csv, no rows
      --data nan.csv                                    | nan.csv, line 11, number
      --data infinite.csv                               | line 11, finite
      --data one.csv                                    | label 0, nothing to tell apart
      --data nolabel.csv                                | line 11, no label
      --data unknown.csv                                | line 11, no label
      --data half.csv                                   | line 11, not a whole number
      --data minus.csv                                  | line 11, must be 0
      --data mixed.csv                                  | line 11, cat, numbers
      --data text.csv                                   | line 11, not a number
      --data short.csv                                  | line 11, 3 columns
      --data negative.csv                               | negative.csv, from 0 up
      --data huge.csv                                   | 3000000
      --data none.csv                                   | none.csv, no such file
      --data good.csv --labels few.txt --layers 4-8-2   | few.txt, 2 labels for 10 samples
      --data good.csv --layers 4-8-2                    | 3 columns, 4 inputs
      --data good.csv --layers 3-8-1                    | 1 neurons, labels go up to 1
      --data good.csv --layers 3                        | no layer
      --data good.csv --layers 3-x-2                    | "x"
      --data good.csv --layers 3-8-sp2                  | pool
      --data good.csv --layers 3-4c3-2                  | conv1, channels
      --data good.csv --layers 1x1x3-4c3-2              | conv1, kernel
      --data good.csv --layers 3-5000-2                | axons needed
      --data good.csv --layers 3-9000000-90000-2        | synapses
      --data good.csv --model life                      | life, lif
      --data good.csv --model li                        | hidden1, li
      --data good.csv --output-model li --loss ce-count | ce-max
      --data good.csv --loss ce-coun                    | ce-count
      --data good.csv --tau-mem 100us                     | tau_mem, timestep
      --data good.csv --tau-mem soon                    | --tau-mem, duration
      --data good.csv --dropout 1                       | dropout
      --data good.csv --weight-bits 1                   | 2..16
      --data good.csv --weight-bits 12                  | --fit-chip
      --data good.csv --weight-bits many                | --weight-bits
      --data good.csv --chip mesh-2x3                   | mesh-2x2
      --data good.csv --epochs 0                        | --epochs
      --data good.csv --batch 0                         | --batch
      --data good.csv --lr 0                            | --lr
      --data good.csv --threads 0                       | --threads
      --data good.csv --test 1                          | --test
      --data good.csv --validate -0.1                   | --validate
      --data good.csv --samples 0:1                     | nothing to tell apart
      --data good.csv --samples bad.npy                 | bad.npy
      --data good.csv --full-scale bad.npy              | bad.npy
      --data good.csv --full-scale colums               | --full-scale
      --data good.csv --resume bad.npz                  | bad.npz
      --data good.csv --resume good.csv                 | good.csv
      --data good.csv -o net.txt                        | net.txt, .nir
      --data good.csv -o nowhere/net.nir                | folder does not exist
      --data good.csv --label-column first              | --label-column
      --data good.csv --encode current --payload-bits 0 | payload
      unknown.yaml                                      | epoch, epochs
      other.yaml                                        | other.yaml, spikelock/training
      new.yaml                                          | newer
      layer.yaml                                        | layers[0], unit
      from.yaml                                         | hiden, hidden
      written.yaml                                      | output
      list.yaml                                         | epochs
      missing.yaml                                      | missing.yaml, no such file
      """)
  void isRefusedWithOneMessage(String options, String expected) {
    List<Object> words = new ArrayList<>(List.of("train"));
    for (String word : options.split(" ")) {
      words.add(Files.exists(folder.resolve(word)) || word.contains(".") && !word.matches("[-0-9.]+") ? folder.resolve(word) : word);
    }
    if (!options.contains(".yaml")) {
      if (!options.contains("--layers")) {
        words.addAll(List.of("--layers", "3-8-2"));
      }
      if (!options.contains("--label")) {
        words.addAll(List.of("--label-column", "last"));
      }
      if (!options.contains("--encode")) {
        words.addAll(List.of("--encode", "rate"));
      }
      if (!options.contains("--timesteps")) {
        words.addAll(List.of("--timesteps", "4"));
      }
      if (!options.contains("--epochs")) {
        words.addAll(List.of("--epochs", "1"));
      }
    }

    Said said = Spikelock.run(words.toArray());

    List<String> problem = said.err().lines().filter(line -> !line.startsWith("note: ")).toList();
    assertThat(said.code()).as(said.err()).isEqualTo(2);
    assertThat(problem.getFirst()).startsWith("spikelock: ");
    assertThat(said.err()).contains(Stream.of(expected.split(",")).map(String::strip).toList()).doesNotContain("epoch 1 of");
    assertThat(said.out()).isEmpty();
  }
}
