"""Writes one small network in every HDF5 encoding that h5py can produce: encodings.py FOLDER.

Files named bad_* must be refused; all others are the same network, but checksum.nir, whose one long array has a checksum."""
import os
import sys

import h5py
import numpy as np

folder = sys.argv[1]
WEIGHT = np.array([[1.5, -2.25, 0.5], [3.0, 0.125, -1.0]])
TAU = np.array([0.01, 0.02])
EDGES = [("input", "fc"), ("fc", "lif"), ("lif", "output")]


def vlen(group, name, value):
    group.create_dataset(name, data=value, dtype=h5py.string_dtype())


def fixed(group, name, value):
    group.create_dataset(name, data=np.array(value, dtype="S16"))


def fixed_utf8(group, name, value):
    group.create_dataset(name, data=np.array(value, dtype="S16").astype(h5py.string_dtype("utf-8", 16)))


def ascii_vlen(group, name, value):
    group.create_dataset(name, data=value, dtype=h5py.string_dtype("ascii"))


def network(name, text=vlen, real="f4", whole="i8", libver=None, options=None, userblock=0, edit=None, **file_options):
    options = options or {}
    with h5py.File(os.path.join(folder, name + ".nir"), "w", libver=libver, userblock_size=userblock, **file_options) as f:
        text(f, "version", "1.0.4")
        node = f.create_group("node")
        text(node, "type", "NIRGraph")
        text(node, "edges", EDGES)
        nodes = node.create_group("nodes")

        def add(node_name, kind, **fields):
            group = nodes.create_group(node_name)
            text(group, "type", kind)
            for field, value in fields.items():
                value = np.asarray(value)
                group.create_dataset(field, data=value, **(options if value.ndim else {}))

        add("input", "Input", shape=np.array([3], dtype=whole))
        add("fc", "Linear", weight=WEIGHT.astype(real))
        add("lif", "LIF", tau=TAU.astype(real), r=np.ones(2, real), v_leak=np.zeros(2, real), v_threshold=np.ones(2, real),
            v_reset=np.zeros(2, real))
        add("output", "Output", shape=np.array([2], dtype=whole))
        if edit:
            edit(f, nodes)


def replaced(group, name, data, **options):
    del group[name]
    return group.create_dataset(name, data=data, **options)


for version in ("earliest", "v108", "v110", "v112", "v114", "latest"):
    try:
        network("libver_" + version, libver=(version, version if version != "earliest" else "latest"))
        network("libver_" + version + "_chunked", libver=(version, version if version != "earliest" else "latest"),
                options={"chunks": True, "compression": "gzip", "shuffle": True, "fletcher32": True})
    except ValueError:
        pass  # this h5py does not know it
network("fixed_text", text=fixed)
network("fixed_utf8_text", text=fixed_utf8)
network("ascii_text", text=ascii_vlen)
for real in ("<f2", ">f2", "<f4", ">f4", "<f8", ">f8"):
    network("real_" + real.replace("<", "little_").replace(">", "big_"), real=real)
for whole in ("i1", "u1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", ">u4", "<i8", ">i8", "<u8", ">u8"):
    network("whole_" + whole.replace("<", "little_").replace(">", "big_"), whole=whole)
    network("whole_" + whole.replace("<", "little_").replace(">", "big_") + "_latest", whole=whole, libver="latest")
for filters in ({"compression": "gzip"}, {"compression": "gzip", "compression_opts": 9}, {"compression": "lzf"},
                {"shuffle": True, "compression": "gzip"}, {"shuffle": True, "compression": "lzf"}, {"fletcher32": True}, {"shuffle": True},
                {"shuffle": True, "compression": "lzf", "fletcher32": True}, {"shuffle": True, "compression": "gzip", "fletcher32": True},
                {"chunks": True}, {"chunks": True, "maxshape": None}):
    label = "_".join(k + str(v) for k, v in filters.items()) or "none"
    network("filter_" + label, options=filters)
    network("filter_" + label + "_latest", options=filters, libver="latest")
for libver in (None, "latest"):
    suffix = "_latest" if libver else ""
    def chunks(shape, maximum=None, **more):
        def edit(f, nodes):
            replaced(nodes["fc"], "weight", WEIGHT, chunks=shape, maxshape=maximum, **more)
        return edit
    network("chunks_1x1" + suffix, libver=libver, edit=chunks((1, 1), compression="gzip"))
    network("chunks_2x2" + suffix, libver=libver, edit=chunks((2, 2), compression="lzf", shuffle=True))
    network("chunks_one" + suffix, libver=libver, edit=chunks((2, 3), fletcher32=True))
    network("chunks_growing" + suffix, libver=libver, edit=chunks((1, 2), (None, 3)))
    network("chunks_growing_both" + suffix, libver=libver, edit=chunks((1, 2), (None, None), compression="gzip"))

    def many(f, nodes):
        wide = np.zeros((2, 3))
        wide[:, :] = WEIGHT
        replaced(nodes["fc"], "weight", wide, chunks=(1, 1))
        for i in range(60):
            nodes.require_group("fc").require_group("metadata").create_dataset("entry_%02d" % i, data=np.arange(i + 1))
    network("many_entries" + suffix, libver=libver, edit=many)

    def compact(f, nodes):
        del nodes["fc"]["weight"]
        plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plist.set_layout(h5py.h5d.COMPACT)
        space = h5py.h5s.create_simple((2, 3))
        h5py.h5d.create(nodes["fc"].id, b"weight", h5py.h5t.NATIVE_DOUBLE, space, plist).write(h5py.h5s.ALL, h5py.h5s.ALL, WEIGHT)
    network("compact" + suffix, libver=libver, edit=compact)

    def booleans(f, nodes):
        replaced(nodes["lif"], "r", np.array([True, True]))
        replaced(nodes["lif"], "v_reset", np.array([False, False]))
    network("booleans" + suffix, libver=libver, edit=booleans)

    def scalars(f, nodes):
        for name, value in (("r", np.float32(1)), ("v_threshold", np.int64(1)), ("v_leak", False), ("v_reset", np.float16(0))):
            replaced(nodes["lif"], name, value)
    network("scalars" + suffix, libver=libver, edit=scalars)

    def fill(f, nodes):
        del nodes["lif"]["v_threshold"]
        nodes["lif"].create_dataset("v_threshold", shape=(2,), dtype="f8", fillvalue=1.0)
        del nodes["lif"]["v_leak"]
        nodes["lif"].create_dataset("v_leak", shape=(2,), dtype="f8", chunks=(1,))
    network("never_written" + suffix, libver=libver, edit=fill)

    def attributes(f, nodes):
        nodes["fc"].attrs["note"] = "text \u00b5"
        nodes["fc"].attrs["numbers"] = np.arange(5)
        nodes["fc"]["weight"].attrs["unit"] = "V"
        f.attrs["big"] = np.zeros(5000)
    network("attributes" + suffix, libver=libver, edit=attributes)

    def soft(f, nodes):
        f.create_dataset("elsewhere", data=WEIGHT)
        del nodes["fc"]["weight"]
        nodes["fc"]["weight"] = h5py.SoftLink("/elsewhere")
    network("link_soft" + suffix, libver=libver, edit=soft)

    def hard(f, nodes):
        del nodes["lif"]["v_reset"]
        nodes["lif"]["v_reset"] = nodes["lif"]["v_leak"]
    network("link_hard" + suffix, libver=libver, edit=hard)

    def tracked(f, nodes):
        group = f.create_group("other", track_order=True)
        for i in range(20):
            group.create_group("g%d" % (19 - i), track_order=True)
    network("tracked" + suffix, libver=libver, edit=tracked)

    def null(f, nodes):
        nodes["fc"].require_group("metadata").create_dataset("nothing", data=h5py.Empty("f4"))
        nodes["fc"]["metadata"].create_dataset("none", data=np.zeros((0, 3)))
        nodes["fc"]["metadata"].create_dataset("text", data="", dtype=h5py.string_dtype())
    network("empty" + suffix, libver=libver, edit=null)

    def odd(f, nodes):
        metadata = nodes["fc"].require_group("metadata")
        metadata.create_dataset("compound", data=np.zeros(2, dtype=[("a", "i4"), ("b", "f8")]))
        metadata.create_dataset("complex", data=np.zeros(2, dtype="c16"))
        metadata.create_dataset("opaque", data=np.void(b"abc"))
        metadata.create_dataset("lists", (2,), dtype=h5py.vlen_dtype(np.int32))
        metadata["ref"] = np.array([nodes["fc"].ref], dtype=h5py.ref_dtype)
        metadata.create_dataset("day", data=np.array([1, 2], dtype="i8"))
    network("odd_metadata" + suffix, libver=libver, edit=odd)

    def external(f, nodes):
        del nodes["fc"]["weight"]
        nodes["fc"]["weight"] = h5py.ExternalLink("other.nir", "/weight")
    network("bad_link_external" + suffix, libver=libver, edit=external)

    def raw(f, nodes):
        del nodes["fc"]["weight"]
        nodes["fc"].create_dataset("weight", shape=(2, 3), dtype="f8", external=[("raw.bin", 0, 48)])
    network("bad_external_storage" + suffix, libver=libver, edit=raw)

    def dangling(f, nodes):
        del nodes["fc"]["weight"]
        nodes["fc"]["weight"] = h5py.SoftLink("/nowhere")
    network("bad_link_dangling" + suffix, libver=libver, edit=dangling)

    def soft_cycle(f, nodes):
        del nodes["fc"]["weight"]
        nodes["fc"]["weight"] = h5py.SoftLink("/node/nodes/fc/weight")
    network("bad_link_soft_cycle" + suffix, libver=libver, edit=soft_cycle)

    def hard_cycle(f, nodes):
        vlen(nodes.create_group("sub"), "type", "NIRGraph")
        nodes["sub"]["nodes"] = nodes
    network("bad_link_hard_cycle" + suffix, libver=libver, edit=hard_cycle)

    def soft_loop(f, nodes):
        vlen(nodes.create_group("sub"), "type", "NIRGraph")
        nodes["sub"]["nodes"] = h5py.SoftLink("/node/nodes")
    network("bad_link_soft_loop" + suffix, libver=libver, edit=soft_loop)

    def compound(f, nodes):
        replaced(nodes["fc"], "weight", np.zeros((2, 3), dtype=[("a", "f4"), ("b", "f4")]))
    network("bad_compound" + suffix, libver=libver, edit=compound)

    def bomb(f, nodes):
        del nodes["fc"]["weight"]
        nodes["fc"].create_dataset("weight", shape=(200000, 200000), dtype="f4", chunks=(1000, 1000), compression="gzip")
    network("bad_bomb" + suffix, libver=libver, edit=bomb)

    def filters(identifier, *values):
        def edit(f, nodes):
            del nodes["fc"]["weight"]
            plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            plist.set_chunk((2, 3))
            plist.set_filter(identifier, h5py.h5z.FLAG_OPTIONAL, values)
            h5py.h5d.create(nodes["fc"].id, b"weight", h5py.h5t.NATIVE_DOUBLE, h5py.h5s.create_simple((2, 3)), plist).write(
                h5py.h5s.ALL, h5py.h5s.ALL, WEIGHT)
        return edit
    if h5py.h5z.filter_avail(h5py.h5z.FILTER_SZIP):
        def szip(f, nodes):
            replaced(nodes["fc"], "weight", WEIGHT, compression="szip", compression_opts=("nn", 2), chunks=(2, 3))
        network("bad_szip" + suffix, libver=libver, edit=szip)

    def scale_offset(f, nodes):
        replaced(nodes["fc"], "weight", np.array([[1, 2, 3], [4, 5, 6]]), scaleoffset=True, chunks=(2, 3))
    network("bad_scaleoffset" + suffix, libver=libver, edit=scale_offset)
network("userblock", userblock=512)
network("userblock_4096_latest", userblock=4096, libver="latest")
network("paged", libver="latest", fs_strategy="page", fs_persist=True)
network("aggregate", libver="latest", fs_strategy="aggregate")
with h5py.File(os.path.join(folder, "checksum.nir"), "w") as f:
    node = f.create_group("node")
    vlen(node, "type", "NIRGraph")
    vlen(node, "edges", [("i", "n"), ("n", "o")])
    for name, kind, field, value in (("i", "Input", "shape", np.array([300])), ("n", "Threshold", "threshold", np.arange(300.0)),
                                     ("o", "Output", "shape", np.array([300]))):
        g = node.create_group("nodes/" + name)
        vlen(g, "type", kind)
        g.create_dataset(field, data=value, fletcher32=field == "threshold")
print(len(os.listdir(folder)))
