package spikelock.tests.mutants;

import java.util.List;
import java.util.function.BiFunction;

/**
 * A stretch of a file that one or two mutants change.
 *
 * @param start first character
 * @param end character behind the last
 * @param kinds what is done to it, each by a mutant of its own
 * @param becomes text of the expression, given the conditions under which each kind acts and the stretch's own text
 */
record Site(int start, int end, List<Kind> kinds, BiFunction<List<String>, String, String> becomes) {}
