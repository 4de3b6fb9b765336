package spikelock.mapper.train;

import spikelock.mapper.train.gradient.PassOptions;
import spikelock.mapper.train.optimise.Rule;
import spikelock.mapper.train.optimise.Schedule;

/**
 * How a network is trained.
 *
 * @param epochs at most
 * @param batch samples a step
 * @param rate learning rate
 * @param clip greatest norm of a gradient; 0 for any
 * @param patience epochs without a better validation loss after which it stops; 0 for never
 * @param seed of first weights, of the order of samples and of dropout
 * @param threads that share a batch; they change no result
 */
public record TrainOptions(int epochs, int batch, Rule rule, double rate, Schedule schedule, double clip, int patience, PassOptions passes,
    long seed, int threads) {}
