"""Recordings of an event camera in the formats that people have, and what an independent library reads in each.

    pip install numpy h5py hdf5plugin tonic aedat expelliarmus dv-processing evlib
    python record.py

Writes the files beside this script and expected.npz: for each file the arrays FILE/t (us), FILE/x, FILE/y and FILE/p (0 or 1) as the library
named in SOURCES reads them. The events are drawn with one seed: 200 of a camera of 40 x 30 pixels within 20 ms.
"""
import os
import struct
import sys

import aedat
import dv_processing as dv
import evlib
import expelliarmus
import h5py
import hdf5plugin
import numpy as np
import tonic.io

os.chdir(os.path.dirname(os.path.abspath(__file__)))
WIDTH, HEIGHT, COUNT = 40, 30, 200
random = np.random.default_rng(14)
T = np.sort(random.integers(1000, 21000, COUNT)).astype(np.int64)
X = random.integers(0, WIDTH, COUNT).astype(np.int64)
Y = random.integers(0, HEIGHT, COUNT).astype(np.int64)
P = random.integers(0, 2, COUNT).astype(np.int64)
expected = {}
sources = {}


def record(name, source, t, x, y, p):
    order = [np.asarray(a).astype(np.int64) for a in (t, x, y, p)]
    order[3] = (order[3] > 0).astype(np.int64)
    for key, values in zip("txyp", order):
        expected[f"{name}/{key}"] = values.astype(np.int32 if key != "t" else np.int64)
    sources[name] = source


def same(name, t, x, y, p, mine=(T, X, Y, P)):
    """The library must have read what was drawn."""
    for key, a, b in zip("txyp", (t, x, y, p), mine):
        assert np.array_equal(np.asarray(a).astype(np.int64), b), (name, key, a[:5], b[:5])


# structured arrays, as tonic has them and with other names, widths, order and padding
tonic_events = tonic.io.make_structured_array(X, Y, T, P)
np.save("tonic.npy", tonic_events)
record("tonic.npy", "numpy " + np.__version__, T, X, Y, P)
other = np.zeros(COUNT, np.dtype([("polarity", "i1"), ("timestamp", ">u4"), ("y", "u1"), ("x", ">i2"), ("id", "f4")], align=True))
other["timestamp"], other["x"], other["y"], other["polarity"] = T, X, Y, 2 * P - 1
np.savez_compressed("packed.npz", event_data=other)
record("packed.npz", "numpy " + np.__version__, T, X, Y, P)
np.savez("spikingjelly.npz", t=T, x=X.astype(np.int16), y=Y.astype(np.int16), p=P.astype(bool))
record("spikingjelly.npz", "numpy " + np.__version__, T, X, Y, P)

# DSEC: Blosc with Zstandard, as the data set comes, and with gzip
def dsec(name, packing):
    with h5py.File(name, "w", track_order=False) as file:
        events = file.create_group("events")
        for key, values in (("t", (T - 1000).astype("u4")), ("x", X.astype("u2")), ("y", Y.astype("u2")), ("p", P.astype("u1"))):
            events.create_dataset(key, data=values, chunks=(COUNT,), **packing[key])
        file.create_dataset("ms_to_idx", data=np.searchsorted(T - 1000, 1000 * np.arange(21)).astype("u8"))
        file.create_dataset("t_offset", data=np.int64(51642500000))
    read = evlib.load_events(name, sort=False).collect()
    t = read["t"].dt.total_microseconds().to_numpy()
    record(name, "evlib 0.13.2", t - t.min() + T.min() - 1000, read["x"].to_numpy(), read["y"].to_numpy(), read["polarity"].to_numpy())


dsec("dsec.h5", {key: {"compression": "gzip"} for key in "txyp"})
dsec("dsec-blosc.h5", {key: hdf5plugin.Blosc(cname=name, clevel=5, shuffle=hdf5plugin.Blosc.SHUFFLE)
                       for key, name in (("t", "zstd"), ("x", "lz4"), ("y", "zlib"), ("p", "zstd"))})

# Prophesee
native = np.zeros(COUNT, [("t", "i8"), ("x", "i2"), ("y", "i2"), ("p", "u1")])
native["t"], native["x"], native["y"], native["p"] = T, X, Y, P
for encoding, name in (("dat", "prophesee.dat"), ("evt2", "evt2.raw"), ("evt3", "evt3.raw")):
    expelliarmus.Wizard(encoding=encoding).save(fpath=name, arr=native)
    read = expelliarmus.Wizard(encoding=encoding).read(name)
    same(name, read["t"], read["x"], read["y"], read["p"])
    record(name, "expelliarmus 1.1.12", read["t"], read["x"], read["y"], read["p"])


def evt21(name, header, swap):
    """Vectors of 32 pixels; a row of the camera is lit at once now and then."""
    words, t, x, y, p = [], [], [], [], []
    high = -1
    for i in range(60):
        now = 100000 + 57 * i
        if now >> 6 != high:
            high = now >> 6
            words.append(0x8 << 60 | high << 32)
        base, row, on = 32 * (i % 2), i % HEIGHT, i % 3 != 0
        valid = int(random.integers(1, 1 << 8)) << int(random.integers(0, 8)) & (0xFF if base else 0xFFFFFFFF) or 1
        words.append((1 if on else 0) << 60 | (now & 63) << 54 | base << 43 | row << 32 | valid)
        for bit in range(32):
            if valid >> bit & 1:
                t.append(now), x.append(base + bit), y.append(row), p.append(int(on))
    with open(name, "wb") as file:
        file.write(header)
        for word in words:
            file.write(struct.pack("<II", word >> 32, word & 0xFFFFFFFF) if swap else struct.pack("<Q", word))
    return t, x, y, p


geometry = f";height={HEIGHT};width={WIDTH}\n".encode()
drawn = evt21("evt21.raw", b"% camera_integrator_name Prophesee\n% evt 2.1\n% format EVT21;endianness=little" + geometry + b"% end\n", False)
read = evlib.load_events("evt21.raw", sort=False).collect()
same("evt21.raw", read["t"].dt.total_microseconds().to_numpy(), read["x"].to_numpy(), read["y"].to_numpy(), read["polarity"].to_numpy() > 0, drawn)
record("evt21.raw", "evlib 0.13.2", *drawn)
record("evt21-legacy.raw", "the documentation's example of IMX636 (no library reads it)",
       *evt21("evt21-legacy.raw", b"% evt 2.1\n% format EVT21;endianness=legacy" + geometry + b"% end\n", True))

# AEDAT 4 as iniVation's own library writes it, read by another
for name, compression in (("none.aedat4", "NONE"), ("lz4.aedat4", "LZ4"), ("lz4-high.aedat4", "LZ4_HIGH"), ("zstd.aedat4", "ZSTD")):
    config = dv.io.MonoCameraWriter.EventOnlyConfig("camera", (WIDTH, HEIGHT), getattr(dv.CompressionType, compression))
    writer = dv.io.MonoCameraWriter(name, config)
    for start in range(0, COUNT, 80):
        store = dv.EventStore()
        for i in range(start, min(COUNT, start + 80)):
            store.push_back(int(T[i]), int(X[i]), int(Y[i]), bool(P[i]))
        writer.writeEvents(store)
    del writer
    events = np.concatenate([packet["events"] for packet in aedat.Decoder(name) if "events" in packet])
    same(name, events["t"], events["x"], events["y"], events["on"])
    record(name, "aedat 2.3.0", events["t"], events["x"], events["y"], events["on"])

# AEDAT 3.1 with an event that is not valid, and another kind of packet in between
with open("polarity.aedat", "wb") as file:
    file.write(b"#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DAVIS346\r\n#Start-Time: 2026-01-01 00:00:00 (TZ+0000)\r\n#!END-HEADER\r\n")
    for start in range(0, COUNT, 64):
        part = range(start, min(COUNT, start + 64))
        file.write(struct.pack("<hhiiiiii", 1, 1, 8, 4, 0, len(part), len(part), len(part)))
        for i in part:
            file.write(struct.pack("<Ii", int(X[i]) << 17 | int(Y[i]) << 2 | int(P[i]) << 1 | 1, int(T[i])))
t31, x31, y31, p31 = T, X, Y, P
addresses = tonic.io.get_aer_events_from_file("polarity.aedat", 3.1, tonic.io.read_aedat_header_from_file("polarity.aedat")[1])
address = addresses["address"]
same("polarity.aedat", addresses["timeStamp"], address >> 17 & 0x7FFF, address >> 2 & 0x7FFF, address >> 1 & 1)
record("polarity.aedat", "tonic " + tonic.__version__, addresses["timeStamp"], address >> 17 & 0x7FFF, address >> 2 & 0x7FFF, address >> 1 & 1)

# AEDAT 2 of a DVS128 and of a DAVIS346, whose frames and IMU samples are among the events
with open("dvs128.aedat", "wb") as file:
    file.write(b"#!AER-DAT2.0\r\n# This is a raw AE data file - do not edit\r\n# AEChip: ch.unizh.ini.jaer.chip.retina.DVS128\r\n")
    for i in range(COUNT):
        file.write(struct.pack(">II", int(Y[i]) << 8 | int(X[i]) << 1 | int(P[i]), int(T[i])))
read = tonic.io.get_aer_events_from_file("dvs128.aedat", 2.0, tonic.io.read_aedat_header_from_file("dvs128.aedat")[1])
address = read["address"]  # tonic's read_dvs_128 names the two axes the other way round
record("dvs128.aedat", "tonic " + tonic.__version__ + ", axes exchanged", read["timeStamp"], address >> 1 & 0x7F, address >> 8 & 0x7F, address & 1)
with open("davis346.aedat", "wb") as file:
    file.write(b"#!AER-DAT2.0\r\n# AEChip: eu.seebetter.ini.chips.davis.DAVIS346B\r\n# Creation time: System.currentTimeMillis() 1588000000000\r\n")
    for i in range(COUNT):
        if i % 50 == 25:
            file.write(struct.pack(">II", 1 << 31 | 5 << 22 | 7 << 12 | 300, int(T[i])))  # a sample of a frame
        file.write(struct.pack(">II", int(Y[i]) << 22 | int(X[i]) << 12 | int(P[i]) << 11, int(T[i])))
read = tonic.io.get_aer_events_from_file("davis346.aedat", 2.0, tonic.io.read_aedat_header_from_file("davis346.aedat")[1])
address = read["address"][read["address"] < 1 << 31]
record("davis346.aedat", "tonic " + tonic.__version__ + ", its mirroring of both axes undone", read["timeStamp"][read["address"] < 1 << 31],
       address >> 12 & 0x3FF, address >> 22 & 0x1FF, address >> 11 & 1)

# N-Caltech101: events of 40 bits whose time is added 8192 us to at each marker (y is 240)
with open("caltech.bin", "wb") as file:
    added = 0
    for i in range(COUNT):
        while int(T[i]) - added >= 8192:
            file.write(bytes([0, 240, 0, 0, 0]))
            added += 8192
        t = int(T[i]) - added
        file.write(bytes([int(X[i]), int(Y[i]), int(P[i]) << 7 | t >> 16, t >> 8 & 255, t & 255]))
read = tonic.io.read_mnist_file("caltech.bin", tonic.io.events_struct)
same("caltech.bin", read["t"], read["x"], read["y"], read["p"])
record("caltech.bin", "tonic " + tonic.__version__, read["t"], read["x"], read["y"], read["p"])

# 96 bits an event, as proposed for lava-dl's slayer.io (its issue 162): x 16, y 16, polarity 1, time 63, big-endian
with open("large.bin", "wb") as file:
    for i in range(COUNT):
        file.write(struct.pack(">HHQ", int(X[i]) + 600, int(Y[i]) + 400, int(P[i]) << 63 | int(T[i])))
raw = np.fromfile("large.bin", np.uint8).astype(np.int64)
record("large.bin", "numpy, by the proposal's formulas", raw[5::12] << 48 | raw[6::12] << 40 | raw[7::12] << 32 | raw[8::12] << 24 | raw[9::12] << 16
       | raw[10::12] << 8 | raw[11::12], raw[0::12] << 8 | raw[1::12], raw[2::12] << 8 | raw[3::12], raw[4::12] >> 7)

np.savez_compressed("expected.npz", **expected)
with open("sources.txt", "w") as file:
    file.write(f"python {sys.version.split()[0]}, numpy {np.__version__}, h5py {h5py.__version__}, dv-processing {dv.__version__}\n")
    for name, source in sources.items():
        file.write(f"{name}: {source}\n")
print(open("sources.txt").read())
