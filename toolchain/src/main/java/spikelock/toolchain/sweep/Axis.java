package spikelock.toolchain.sweep;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import spikelock.emulator.chip.ChipField;

/** What a sweep may vary, in the order in which points are numbered: what makes another image first, then another run, then another price. */
public enum Axis {
  CHIP(Stage.MAPPING, Form.TEXT),
  MESH(Stage.MAPPING, Form.MESH),
  NEURONS(ChipField.NEURONS),
  AXONS(ChipField.AXONS),
  SYNAPSE_WORDS(ChipField.SYNAPSE_WORDS),
  WORD_BITS(ChipField.WORD_BITS),
  FANOUT_ENTRIES(ChipField.FANOUT_ENTRIES),
  DELAY_SLOTS(ChipField.DELAY_SLOTS),
  FIFO_DEPTH(ChipField.FIFO_DEPTH),
  LANES(ChipField.LANES),
  WEIGHT_BITS(Stage.MAPPING, Form.WHOLE),
  PARTITION_SEED(Stage.MAPPING, Form.SEED),
  PLACEMENT_SEED(Stage.MAPPING, Form.SEED),
  ENCODING(Stage.INPUT, Form.TEXT),
  TIMESTEPS(Stage.INPUT, Form.WHOLE),
  ENCODE_SEED(Stage.INPUT, Form.WHOLE),
  CLOCK_MHZ(Stage.PRICE, Form.NUMBER),
  PROFILE(Stage.PRICE, Form.TEXT);

  /** What has to be done anew for another value. */
  public enum Stage {
    /** The network is mapped. */
    MAPPING,
    /** The same image is run on other input. */
    INPUT,
    /** The same counts are priced. */
    PRICE
  }

  /** How its values are written. */
  public enum Form {
    TEXT,
    /** {@code 4x2}: width, height. */
    MESH,
    WHOLE,
    /** A whole number or {@code none}. */
    SEED,
    NUMBER
  }

  /** The value of a seed that is not there. */
  public static final String NONE = "none";

  private final Stage stage;
  private final Form form;
  private final Optional<ChipField> field;

  Axis(Stage stage, Form form) {
    this.stage = stage;
    this.form = form;
    this.field = Optional.empty();
  }

  Axis(ChipField field) {
    this.stage = Stage.MAPPING;
    this.form = Form.WHOLE;
    this.field = Optional.of(field);
  }

  public Stage stage() {
    return stage;
  }

  public Form form() {
    return form;
  }

  /** The size of a chip that it is; empty for what is no size. */
  public Optional<ChipField> field() {
    return field;
  }

  /** Its name in a file and in results. */
  public String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The axis of a name. */
  public static Optional<Axis> named(String text) {
    return Arrays.stream(values()).filter(axis -> axis.text().equals(text)).findFirst();
  }

  /** All names. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Axis::text).toList();
  }
}
