/** Lags: the timesteps by which each population may run late on the chip without changing a spike (Law 7). */
package spikelock.mapper.retime;
