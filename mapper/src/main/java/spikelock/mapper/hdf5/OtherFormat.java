package spikelock.mapper.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a file that is not HDF5 is instead, as far as people take such files for networks.
 *
 * @param what as in "this is ..."
 * @param way how the network gets from there to NIR; empty where the file is none
 */
record OtherFormat(String what, String way) {
  /** The names of a ZIP archive stand at its end. */
  private static final int DIRECTORY = 1 << 20;
  private static final String EXPORT = "NIR is written from the network itself, in Python: load the weights into it, then nir.write(\"net.nir\", GRAPH), with GRAPH from snnTorch's "
      + "export_to_nir, Norse's or sinabs' to_nir, or the like (toolchain/guide/python.md)";
  /** For formats that no exporter of NIR reads. */
  static final String REBUILD = "nothing writes NIR from it: rebuild the network in a framework that exports NIR (snnTorch, Norse, sinabs, ...) with these weights and "
      + "nir.write it, or describe it in YAML with the weights in an .npz (mapper/NETWORK.md)";
  /** PyTorch's number at the start of files before release 1.6, as a pickle has it. */
  private static final byte[] LEGACY = {(byte) 0x80, 2, (byte) 0x8a, 0x0a, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19};

  static Optional<OtherFormat> of(byte[] bytes) {
    String start = text(bytes, 0, 256);
    if (bytes.length == 0) {
      return Optional.of(new OtherFormat("the file is empty", "its exporter may have died: write it again"));
    }
    if (start.startsWith("PK")) {
      return Optional.of(zip(text(bytes, Math.max(0, bytes.length - DIRECTORY), DIRECTORY)));
    }
    if (bytes.length > LEGACY.length && Arrays.equals(bytes, 0, LEGACY.length, LEGACY, 0, LEGACY.length)) {
      return Optional.of(new OtherFormat("this is a PyTorch file of before release 1.6 (.pt, .pth)", EXPORT));
    }
    if (start.startsWith("\u0080") && start.length() > 1 && start.charAt(1) >= 2 && start.charAt(1) <= 5) {
      return Optional.of(new OtherFormat("this is a Python pickle", EXPORT));
    }
    if (start.startsWith("TFL3", 4)) {
      return Optional.of(new OtherFormat("this is a TensorFlow Lite file", REBUILD));
    }
    if (start.startsWith("{\"", 8) && bytes[7] == 0 && bytes[6] == 0) {
      return Optional.of(new OtherFormat("this is a safetensors file, which holds weights without a network", EXPORT));
    }
    if (start.startsWith("\u0093NUMPY")) {
      return Optional.of(new OtherFormat("this is an array of numpy", ""));
    }
    if (start.startsWith("version https://git-lfs")) {
      return Optional.of(new OtherFormat("this is a Git LFS pointer", "fetch the file itself with git lfs pull"));
    }
    if (start.startsWith("format: spikelock")) {
      return Optional.of(new OtherFormat("this is a spikelock YAML file", "name it .yaml"));
    }
    return isOnnx(bytes) ? Optional.of(new OtherFormat("this is an ONNX file", REBUILD)) : Optional.empty();
  }

  private static String text(byte[] bytes, int from, int most) {
    return new String(bytes, from, Math.min(most, bytes.length - from), StandardCharsets.ISO_8859_1);
  }

  /** By the names in the archive. */
  private static OtherFormat zip(String names) {
    if (names.contains("/code/__torch__") || names.contains("/constants.pkl")) {
      return new OtherFormat("this is a TorchScript file (.pt), a network compiled by PyTorch", EXPORT);
    }
    if (names.contains("/archive_format") || names.contains("/models/model.json")) {
      return new OtherFormat("this is a program that torch.export wrote (.pt2)", EXPORT);
    }
    if (names.contains("data.pkl")) {
      return new OtherFormat("this is a PyTorch zip (.pt)", EXPORT);
    }
    if (names.contains("model.weights.h5") || names.contains("metadata.json") && names.contains("config.json")) {
      return new OtherFormat("this is a Keras file (.keras)", REBUILD);
    }
    return names.contains(".npy") ? new OtherFormat("these are arrays of numpy (.npz)", "")
        : new OtherFormat("this is a ZIP archive, probably a PyTorch file (.pt)", EXPORT);
  }

  /** Whether the fields of a protocol buffer follow each other to the end: the version of ONNX first, and a graph among them. */
  private static boolean isOnnx(byte[] bytes) {
    boolean graph = false;
    int at = 0;
    for (int fields = 0; at < bytes.length; fields++) {
      int tag = bytes[at++] & 0xff;
      if (fields == 0 && tag != 0x08 || tag >> 3 == 0 || tag > 0xff >> 1) {
        return false;
      }
      long number = 0;
      boolean more = true;
      for (int bits = 0; more; bits += 7) {
        if (at >= bytes.length || bits > 56) {
          return false;
        }
        number |= (long) (bytes[at] & 0x7f) << bits;
        more = bytes[at++] < 0;
      }
      if ((tag & 7) == 2) {
        if (number > bytes.length - at) {
          return false;
        }
        graph |= tag >> 3 == 7;
        at += (int) number;
      } else if ((tag & 7) != 0 || fields == 0 && (number < 1 || number > 100)) {
        return false;
      }
    }
    return graph;
  }
}
