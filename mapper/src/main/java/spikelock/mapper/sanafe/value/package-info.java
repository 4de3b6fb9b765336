/** Values of SANA-FE's files as what they stand for, with one message for whatever they are not: {@link spikelock.mapper.sanafe.value.Values}. */
package spikelock.mapper.sanafe.value;
