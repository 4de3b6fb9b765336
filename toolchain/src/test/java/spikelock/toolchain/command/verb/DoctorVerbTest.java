package spikelock.toolchain.command.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import spikelock.toolchain.command.answer.DoctorAnswer;
import spikelock.toolchain.console.Answer;
import spikelock.toolchain.doctor.KnownTool;
import spikelock.toolchain.doctor.Machine;
import spikelock.toolchain.doctor.ToolFinding;
import spikelock.toolchain.doctor.ToolFinding.Status;

class DoctorVerbTest {
  private static final Machine MACHINE = new Machine("25.0.1", "/jdk", true, true, 2, 8192, 2048, true, "/cache", true);

  @Test
  void healthyWhenOnlyOptionalToolsLack() {
    Answer answer = DoctorVerb.answer(findings(Status.OK, Status.MISSING), MACHINE);

    assertThat(answer.failure()).isEmpty();
    assertThat(answer.fields()).hasValueSatisfying(fields -> {
      assertThat(((DoctorAnswer) fields).healthy()).isTrue();
      assertThat(((DoctorAnswer) fields).lacking()).isEmpty();
    });
    assertThat(answer.text()).contains("verilator       ok", "yosys           missing");
  }

  @Test
  void neededToolThatLacksFailsWithTheCommandThatHelps() {
    Answer answer = DoctorVerb.answer(findings(Status.TOO_OLD, Status.OK), MACHINE);

    assertThat(answer.failure()).hasValueSatisfying(failure -> {
      assertThat(failure.code()).isEqualTo(3);
      assertThat(failure.message()).contains("verilator is too old", "make is too old");
      assertThat(failure.hint()).isEqualTo("sudo apt-get install -y --no-install-recommends verilator g++ make");
    });
  }

  @Test
  void cacheThatCannotBeWrittenFails(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    Machine machine = Machine.current(file.resolve("cache"));

    assertThat(machine.cacheWritable()).isFalse();
    assertThat(DoctorVerb.answer(findings(Status.OK, Status.OK), machine).failure()).hasValueSatisfying(
        failure -> assertThat(failure.message()).contains("not writable"));
    assertThat(Machine.current(folder.resolve("cache")).cacheWritable()).isTrue();
    assertThat(folder.resolve("cache")).isEmptyDirectory();
  }

  private static List<ToolFinding> findings(Status needed, Status optional) {
    return KnownTool.ALL.stream().map(tool -> new ToolFinding(tool, tool.needed() ? needed : optional, "/bin/" + tool.name(), "9.9")).toList();
  }
}
