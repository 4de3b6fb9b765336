package spikelock.mapper.train.gradient;

/** What one layer did in one sample, kept for the way back. Arrays of [timesteps][neurons] are flat. */
final class LayerTrace {
  final int size;
  /** Distance of the potential from the threshold before the reset; of artificial units, what arrived. */
  float[] distance = new float[0];
  /** Potential after the timestep; of units without one, the value. */
  float[] potential = new float[0];
  float[] current = new float[0];
  float[] adaptation = new float[0];
  /** What was sent: 0 or 1 for spikes, or the value; dropout not applied. */
  float[] value = new float[0];

  /** [timesteps + 1] first entry of each timestep in what follows. */
  int[] eventStart = new int[1];
  int[] eventSource = new int[0];
  float[] eventValue = new float[0];
  int events;

  /** [neurons] what dropout multiplies with; all 1 without. */
  final float[] mask;
  boolean masked;

  LayerTrace(int size) {
    this.size = size;
    this.mask = new float[size];
  }

  void begin(int timesteps) {
    int entries = Math.multiplyExact(timesteps, size);
    if (distance.length < entries) {
      distance = new float[entries];
      potential = new float[entries];
      current = new float[entries];
      adaptation = new float[entries];
      value = new float[entries];
      eventSource = new int[entries];
      eventValue = new float[entries];
      eventStart = new int[timesteps + 1];
    }
    events = 0;
  }

  /** Lists what is sent in a timestep. */
  void send(int timestep) {
    int base = timestep * size;
    for (int n = 0; n < size; n++) {
      float sent = value[base + n] * mask[n];
      if (sent != 0) {
        eventSource[events] = n;
        eventValue[events++] = sent;
      }
    }
    eventStart[timestep + 1] = events;
  }
}
