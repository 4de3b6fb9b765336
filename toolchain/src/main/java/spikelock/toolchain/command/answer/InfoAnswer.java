package spikelock.toolchain.command.answer;

import spikelock.toolchain.console.Means;

/** What {@code info} says. */
public record InfoAnswer(
    @Means("the file as it was named") String file,
    @Means("what kind of file it is") String kind,
    @Means("what is in it; which fields depends on the kind") Record details) {}
