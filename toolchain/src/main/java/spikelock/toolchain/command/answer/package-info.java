/**
 * What verbs answer: a record for each, whose components are the fields of the JSON object and from which the text for people is made.
 * {@link spikelock.toolchain.console.Means} on a component is what {@code --help all} says of the field.
 */
package spikelock.toolchain.command.answer;
