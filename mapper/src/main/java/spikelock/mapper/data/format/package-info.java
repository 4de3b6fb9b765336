/**
 * The files that recorded data comes in, each read into what it says by itself: events ({@link spikelock.mapper.data.format.EventList}),
 * arrays, tables and NIRData. What a network makes of them is decided in {@link spikelock.mapper.data}.
 */
package spikelock.mapper.data.format;
