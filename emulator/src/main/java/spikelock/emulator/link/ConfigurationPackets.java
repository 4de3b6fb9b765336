package spikelock.emulator.link;

import java.util.Arrays;
import spikelock.emulator.chip.ChipSpec;
import spikelock.emulator.chip.MemoryPlan;
import spikelock.emulator.chip.PacketFormat;
import spikelock.emulator.chip.PacketFormat.Op;
import spikelock.emulator.chip.Region;
import spikelock.emulator.image.ChipImage;
import spikelock.emulator.image.MemoryImage;
import spikelock.emulator.image.PlacedCores;

/** Configuration packets in the order in which they are sent ({@code config_port.v}); {@link HostJobs} cuts them into batches. */
public final class ConfigurationPackets {
  private final PacketFormat format;
  private long[] packets = new long[256];
  private int count;

  public ConfigurationPackets(ChipSpec spec) {
    this.format = new PacketFormat(spec);
  }

  /** Everything an image has: every region of every tile, without the RESET-STATE that follows. */
  public static long[] load(ChipImage image, PlacedCores cores) {
    ConfigurationPackets all = new ConfigurationPackets(image.spec());
    for (int tile = 0; tile < image.spec().tiles(); tile++) {
      MemoryImage memories = new MemoryImage(cores.plan(tile), image.cores().get(tile));
      for (Region region : Region.values()) {
        int[] units = memories.units(region);
        if (units.length > 0) {
          all.write(cores.plan(tile), tile, region, 0, units);
        }
      }
    }
    return all.toArray();
  }

  /** RESET-STATE to every tile. */
  public static long[] resetState(ChipSpec spec) {
    ConfigurationPackets all = new ConfigurationPackets(spec);
    for (int tile = 0; tile < spec.tiles(); tile++) {
      all.add(tile, Op.RESET_STATE, 0);
    }
    return all.toArray();
  }

  /** Writes whole words from {@code firstWord} on, given in 16-bit units, lowest first. */
  public ConfigurationPackets write(MemoryPlan plan, int tile, Region region, int firstWord, int[] units) {
    address(plan, tile, region, firstWord);
    for (int unit : units) {
      add(tile, Op.WRITE, unit);
    }
    return this;
  }

  /** Reads whole words from {@code firstWord} on; a reply comes for every 16-bit unit. */
  public ConfigurationPackets read(MemoryPlan plan, int tile, Region region, int firstWord, int words) {
    address(plan, tile, region, firstWord);
    for (int unit = words * plan.units(region); unit > 0; unit--) {
      add(tile, Op.READ, 0);
    }
    return this;
  }

  /** The packets so far. */
  public long[] toArray() {
    return Arrays.copyOf(packets, count);
  }

  private void address(MemoryPlan plan, int tile, Region region, int firstWord) {
    add(tile, Op.SET_REGION, region.ordinal());
    if (firstWord > 0) {
      int address = firstWord << ChipSpec.log2Ceil(plan.units(region));
      add(tile, Op.SET_ADDRESS, address >>> 16);
      add(tile, Op.SET_ADDRESS, address & 0xffff);
    }
  }

  private void add(int tile, Op op, int data) {
    if (count == packets.length) {
      packets = Arrays.copyOf(packets, 2 * count);
    }
    packets[count++] = format.configuration(tile, op, data);
  }
}
