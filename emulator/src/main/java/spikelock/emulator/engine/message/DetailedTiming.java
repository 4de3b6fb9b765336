package spikelock.emulator.engine.message;

import java.util.Arrays;

/**
 * Plays a timestep message by message, the earliest first, with an estimate of what the network is doing at that moment (semi-analytical: no
 * flit is simulated). A core sends its next message when the one before has left it; a message leaves late when the links of its way hold more
 * messages than their buffers, waits on its way for as long as those before it take, and is worked on when the receiver is free.
 */
public final class DetailedTiming implements MessageTiming {
  private final MessageMesh mesh;
  private final double barrierS;
  private final SimpleTiming.CoreWork work;
  private final Network network;
  private final TimeOrder sending = new TimeOrder();
  private final TimeOrder arriving = new TimeOrder();
  private final double[] freeS; // [core] when it has worked through all it was sent so far
  private int[] source = {}; // [message]

  public DetailedTiming(MessageMesh mesh, double barrierS) {
    this.mesh = mesh;
    this.barrierS = barrierS;
    this.work = new SimpleTiming.CoreWork(mesh.cores());
    this.network = new Network(mesh);
    this.freeS = new double[mesh.cores()];
  }

  @Override
  public StepTime time(StepMessages messages) {
    work.sum(messages);
    double sendingS = work.sendingS();
    double receivingS = work.receivingS();
    double endS = play(messages);
    return new StepTime(endS + barrierS, sendingS, receivingS, Math.max(0, endS - Math.max(sendingS, receivingS)), barrierS);
  }

  private double play(StepMessages messages) {
    start(messages);
    double endS = 0;
    while (!sending.isEmpty()) {
      double sentS = sending.earliest();
      int message = sending.take();
      endS = Math.max(endS, sentS);
      while (!arriving.isEmpty() && arriving.earliest() <= sentS) {
        int arrived = arriving.take();
        network.leave(source[arrived], messages.destination(arrived), messages.processingS(arrived));
      }
      int to = messages.destination(message);
      if (to != StepMessages.NONE) {
        sentS = send(messages, message, to, sentS);
        endS = Math.max(endS, freeS[to]);
      }
      int next = messages.next(message);
      if (next != StepMessages.NONE) {
        source[next] = source[message];
        sending.add(next, sentS + messages.generationS(next));
      }
    }
    return endS;
  }

  private void start(StepMessages messages) {
    network.clear();
    arriving.clear();
    Arrays.fill(freeS, 0);
    if (source.length < messages.count()) {
      source = new int[messages.count() * 2];
    }
    for (int core = 0; core < freeS.length; core++) {
      int message = messages.first(core);
      if (message != StepMessages.NONE) {
        source[message] = core;
        sending.add(message, messages.generationS(message));
      }
    }
  }

  /** Sends a message and answers when it has left its core. */
  private double send(StepMessages messages, int message, int to, double readyS) {
    int from = source[message];
    double processingS = messages.processingS(message);
    double links = mesh.distance(from, to) + 1.0;
    double eachS = network.meanProcessingS();
    double ahead = network.enter(from, to, processingS);
    double excess = ahead - links * mesh.linkBuffer();
    double sentS = excess > 0 ? readyS + excess * eachS : readyS;
    double onTheWayS = Math.max(mesh.emptyS(from, to), ahead * eachS / links);
    double startedS = Math.max(freeS[to], sentS + onTheWayS);
    freeS[to] = startedS + processingS;
    arriving.add(message, startedS);
    return sentS;
  }
}
