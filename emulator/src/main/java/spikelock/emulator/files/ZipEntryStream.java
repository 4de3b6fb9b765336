package spikelock.emulator.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The bytes of an entry of a ZIP archive, held at their end to the CRC-32 that the archive says they have: {@link ZipFile} itself reads damaged entries
 * without a word. Who reads less than everything calls {@link #finish}.
 */
public final class ZipEntryStream extends FilterInputStream {
  private final CheckedInputStream checked;
  private final long crc;

  /** @throws IOException when the entry cannot be opened */
  public ZipEntryStream(ZipFile zip, ZipEntry entry) throws IOException {
    this(new CheckedInputStream(zip.getInputStream(entry), new CRC32()), entry.getCrc());
  }

  private ZipEntryStream(CheckedInputStream checked, long crc) {
    super(checked);
    this.checked = checked;
    this.crc = crc;
  }

  /** @throws ZipException at the end when the bytes are not those that were written */
  @Override
  public int read() throws IOException {
    return atEnd(super.read());
  }

  /** @throws ZipException at the end when the bytes are not those that were written */
  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    return atEnd(super.read(bytes, from, length));
  }

  private int atEnd(int read) throws ZipException {
    if (read < 0 && checked.getChecksum().getValue() != crc) {
      throw new ZipException("its checksum is wrong");
    }
    return read;
  }

  /** Reads a stream to its end. */
  public static void finish(InputStream in) throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }
}
