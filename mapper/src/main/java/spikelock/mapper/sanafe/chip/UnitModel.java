package spikelock.mapper.sanafe.chip;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a unit computes: the models that are built into SANA-FE. */
public enum UnitModel {
  CURRENT_BASED(Section.SYNAPSE),
  ACCUMULATOR(Section.DENDRITE),
  ACCUMULATOR_WITH_DELAY(Section.DENDRITE),
  TAPS(Section.DENDRITE),
  INPUT(Section.SOMA),
  LEAKY_INTEGRATE_FIRE(Section.SOMA),
  TRUENORTH(Section.SOMA);

  private final Section section;
  private final String word = name().toLowerCase(Locale.ROOT);

  UnitModel(Section section) {
    this.section = section;
  }

  public Section section() {
    return section;
  }

  /** As files spell it. */
  public String word() {
    return word;
  }

  public static Optional<UnitModel> of(String word) {
    return Arrays.stream(values()).filter(model -> model.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(UnitModel::word).toList();
  }
}
