/**
 * Whether something fits a chip, as a value: {@link spikelock.mapper.fit.Fitting} is what came out, or what is short or cannot be done. Whoever tries
 * several ways looks at it; {@link spikelock.mapper.fit.Fitting#require} makes it an error for the user.
 */
package spikelock.mapper.fit;
