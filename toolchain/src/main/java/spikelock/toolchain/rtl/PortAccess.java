package spikelock.toolchain.rtl;

import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.Region;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.platform.StepRecord;
import spikelock.emulator.platform.Target;

/** An {@link RtlTarget} whose memories are reached by configuration packets alone. */
final class PortAccess implements Target {
  private final RtlTarget chip;

  PortAccess(RtlTarget chip) {
    this.chip = chip;
  }

  @Override
  public String name() {
    return chip.name();
  }

  @Override
  public ChipImage image() {
    return chip.image();
  }

  @Override
  public MemoryPlan plan(int tile) {
    return chip.plan(tile);
  }

  @Override
  public void load(ChipImage image) {
    chip.load(image, true);
  }

  @Override
  public void resetState() {
    chip.resetState();
  }

  @Override
  public void step(int[] channels, int[] values, int count, StepRecord record) {
    chip.step(channels, values, count, record);
  }

  @Override
  public int[] peek(int tile, Region region, int firstWord, int words) {
    return chip.peekThroughPorts(tile, region, firstWord, words);
  }

  @Override
  public void poke(int tile, Region region, int firstWord, int[] units) {
    chip.pokeThroughPorts(tile, region, firstWord, units);
  }

  @Override
  public void close() {
    chip.close();
  }
}
