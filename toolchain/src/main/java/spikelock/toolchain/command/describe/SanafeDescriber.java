package spikelock.toolchain.command.describe;

import java.nio.file.Path;
import java.util.Optional;
import spikelock.mapper.sanafe.SanafeFiles;

/** Networks and chips of SANA-FE. */
final class SanafeDescriber implements Describer {
  @Override
  public String kind() {
    return "SANA-FE network or chip (.yaml, .net)";
  }

  @Override
  public Class<SanafeDetails> details() {
    return SanafeDetails.class;
  }

  @Override
  public boolean accepts(String name, String start) {
    return SanafeFiles.kind(start).isPresent() || start.startsWith("#") && SanafeFiles.kind(Path.of(name)).isPresent();
  }

  @Override
  public Description describe(String name) {
    Path path = Path.of(name);
    boolean chip = SanafeFiles.kind(path).equals(Optional.of(SanafeFiles.Kind.CHIP));
    SanafeDetails details = chip ? SanafeDetails.of(SanafeFiles.chip(path)) : SanafeDetails.of(SanafeFiles.network(path));
    return new Description(details, details.text());
  }
}
