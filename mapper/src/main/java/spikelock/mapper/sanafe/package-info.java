/**
 * SANA-FE's files (SLAM-Lab/SANA-FE, version 2.2): its chips, its networks in both spellings, and a run of one on the other as SANA-FE counts. Nothing here is SANA-FE's
 * code; what its files mean was taken from its documentation and its answers, and tests hold this against the package itself. Start with
 * {@link spikelock.mapper.sanafe.SanafeFiles} for files and {@link spikelock.mapper.sanafe.simulate.SanafeSimulator} for runs.
 */
package spikelock.mapper.sanafe;
