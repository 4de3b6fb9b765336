/**
 * Layers as people write them, {@code 64-128-10} or a YAML file, made the plan of a network. Start at
 * {@link spikelock.mapper.train.plan.LayersText} and {@link spikelock.mapper.train.plan.TrainingFile}.
 */
package spikelock.mapper.train.plan;
