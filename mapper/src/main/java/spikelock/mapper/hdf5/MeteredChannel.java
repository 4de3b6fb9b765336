package spikelock.mapper.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * A file in memory that may only be read so often: a structure that points back to itself makes a parser read for ever, and
 * ends here instead.
 */
final class MeteredChannel implements SeekableByteChannel {
  private final byte[] bytes;
  private long position;
  private long reads;
  private final long mostReads;
  private long volume;
  private final long mostVolume;
  private boolean open = true;

  /** @param mostReads read calls, @param mostVolume bytes they may return in all */
  MeteredChannel(byte[] bytes, long mostReads, long mostVolume) {
    this.bytes = bytes;
    this.mostReads = mostReads;
    this.mostVolume = mostVolume;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    if (position >= bytes.length) {
      return -1;
    }
    int count = (int) Math.min(into.remaining(), bytes.length - position);
    volume += count;
    if (++reads > mostReads || volume > mostVolume) {
      throw new IOException("its structures point at each other without end");
    }
    into.put(bytes, (int) position, count);
    position += count;
    return count;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long wanted) {
    position = wanted;
    return this;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
