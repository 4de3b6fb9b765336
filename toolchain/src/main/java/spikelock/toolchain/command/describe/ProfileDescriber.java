package spikelock.toolchain.command.describe;

import spikelock.emulator.cost.CostProfile;
import spikelock.emulator.cost.Profiles;

/** Cost profiles and bundled profiles. */
final class ProfileDescriber implements Describer {
  @Override
  public String kind() {
    return "cost profile (.yaml)";
  }

  @Override
  public Class<ProfileDetails> details() {
    return ProfileDetails.class;
  }

  @Override
  public boolean accepts(String name, String start) {
    return start.isEmpty() ? Profiles.names().contains(name) : start.contains("spikelock/profile");
  }

  @Override
  public Description describe(String name) {
    CostProfile read = Profiles.read(name);
    ProfileDetails profile = ProfileDetails.of(read);
    return new Description(profile, profile.text(read));
  }
}
