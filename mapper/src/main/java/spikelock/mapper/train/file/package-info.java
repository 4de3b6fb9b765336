/** Trained networks as files: NIR, or the project's network YAML. Start at {@link spikelock.mapper.train.file.TrainedFile}. */
package spikelock.mapper.train.file;
