package spikelock.mapper.sanafe.simulate;

import spikelock.emulator.files.YamlValue;
import spikelock.mapper.sanafe.value.Values;

/** What happens to a potential that crosses its threshold. */
enum ResetMode {
  NONE, SOFT, HARD, SATURATE;

  static ResetMode read(Values values, YamlValue value, String name) {
    String word = values.text(value, name);
    return switch (word) {
      case "none" -> NONE;
      case "soft" -> SOFT;
      case "hard" -> HARD;
      case "saturate" -> SATURATE;
      default -> throw values.error(value.line(), name + " is " + Values.shown(word), "known: none, soft, hard, saturate");
    };
  }
}
