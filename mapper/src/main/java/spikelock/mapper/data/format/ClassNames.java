package spikelock.mapper.data.format;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Classes that a text calls by names instead of numbers: they are numbered in the order of the alphabet, from 0. */
public final class ClassNames {
  /** Names of columns that hold the class of a row. */
  private static final List<String> COLUMNS = List.of("label", "class", "target");

  private ClassNames() {}

  /** Which of the columns holds classes, or -1. */
  public static int column(List<String> header) {
    return COLUMNS.stream().mapToInt(header::indexOf).filter(i -> i >= 0).findFirst().orElse(-1);
  }

  /** Column names as they are compared. */
  public static List<String> lowerCase(List<String> header) {
    return header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether a cell holds a name: something that does not begin as numbers do, and does not stand for a missing one. */
  public static boolean isName(String cell) {
    return !isMissing(cell) && "-+.0123456789".indexOf(cell.charAt(0)) < 0;
  }

  /** Whether a cell says that there is no class. */
  public static boolean isMissing(String cell) {
    return cell.isEmpty() || cell.equals("?") || cell.equalsIgnoreCase("nan");
  }

  /** The names, each once, in the order of their numbers. */
  public static List<String> numbered(List<String> names) {
    return names.stream().distinct().sorted().toList();
  }

  /** Each row's number. */
  public static int[] numbers(List<String> names, List<String> numbered) {
    int[] numbers = new int[names.size()];
    Arrays.setAll(numbers, row -> Collections.binarySearch(numbered, names.get(row)));
    return numbers;
  }
}
