package spikelock.mapper.train;

/**
 * What an epoch came to.
 *
 * @param number counted from 1
 * @param loss mean over the training samples, regularisers included, while the weights were changing
 * @param accuracy part of the training samples answered right, while the weights were changing
 * @param validationLoss mean over the validation samples; NaN without
 * @param validationAccuracy NaN without validation samples
 * @param testAccuracy part of the test samples answered right after the epoch; NaN without
 * @param spikesPerSample mean number of spikes (values) that all layers sent
 * @param operationsPerSample mean number of synapses that a sample used
 * @param gradientNorm mean over the steps
 * @param cpuS processor time of the epoch in s, all threads; NaN where the machine does not say
 * @param wallS duration of the epoch in s
 */
public record Epoch(int number, double loss, double accuracy, double validationLoss, double validationAccuracy, double testAccuracy,
    double spikesPerSample, double operationsPerSample, double gradientNorm, double cpuS, double wallS) {}
