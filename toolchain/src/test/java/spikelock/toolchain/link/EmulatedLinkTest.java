package spikelock.toolchain.link;

import spikelock.emulator.image.ChipImage;
import spikelock.emulator.link.ChipLink;
import spikelock.emulator.link.EmulatedLink;

/** The emulator behind a host port. */
class EmulatedLinkTest extends ChipLinkContract {
  @Override
  protected ChipLink open(ChipImage image, int mostCycles) {
    return EmulatedLink.of(image, mostCycles);
  }
}
