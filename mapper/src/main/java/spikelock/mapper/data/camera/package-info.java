/**
 * Recordings of events in their makers' own binary formats: N-MNIST's and SLAYER's, Prophesee's DAT and RAW, iniVation's AEDAT. Start at
 * {@link spikelock.mapper.data.camera.CameraFile}, which tells them apart and reads each into events in microseconds.
 */
package spikelock.mapper.data.camera;
