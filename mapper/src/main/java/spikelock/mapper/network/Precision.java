package spikelock.mapper.network;

/** In which numbers the reference computes a neuron. */
public enum Precision {
  /** 64 bits, decays and gains from the file as they are. */
  DOUBLE,
  /** 32 bits after every operation, as the frameworks compute: where a potential meets the threshold exactly, the last bit decides. */
  SINGLE
}
