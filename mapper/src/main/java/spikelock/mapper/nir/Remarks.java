package spikelock.mapper.nir;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import spikelock.emulator.error.InputException;

/** What was mended in a file and what is worth knowing about it, every line once, in the order in which it was found. */
final class Remarks {
  private static final int MOST = 1000;

  private final Set<String> repairs = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /** The file is not as NIR wants it and was read as this line says; a strict reader refuses it. */
  void add(String repair) {
    if (repairs.size() < MOST) {
      repairs.add(repair);
    }
  }

  /** Sound, but perhaps not what was meant. */
  void note(String note) {
    if (notes.size() < MOST) {
      notes.add(note);
    }
  }

  List<String> repairs() {
    return List.copyOf(repairs);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Repairs, then notes. */
  List<String> all() {
    List<String> all = new ArrayList<>(repairs);
    all.addAll(notes);
    return all;
  }

  /** @throws InputException with the first repair as the error and all of them listed, if there is any */
  void requireNoRepairs() {
    if (repairs.isEmpty()) {
      return;
    }
    List<String> lines = repairs();
    StringBuilder hint = new StringBuilder("without --strict it is mended and read; convert writes the mended file");
    if (lines.size() > 1) {
      hint.append("; all ").append(lines.size()).append(" repairs:");
      lines.forEach(line -> hint.append("\n- ").append(line));
    }
    throw new InputException(lines.getFirst(), "", "strict", hint.toString());
  }
}
