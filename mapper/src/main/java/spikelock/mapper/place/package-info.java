/** Which core goes to which tile. */
package spikelock.mapper.place;
