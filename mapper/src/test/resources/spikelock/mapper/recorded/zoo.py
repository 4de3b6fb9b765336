"""One small NIR file for every kind of node, encoding and defect that files out there have. Written with h5py where `nir` itself would
refuse the defect, else with `nir`; weights are random and seeded."""
import os

import h5py
import nir
import numpy as np

TEXT = h5py.string_dtype()


def write_zoo(folder):
    os.makedirs(folder, exist_ok=True)
    rng = np.random.default_rng(20)

    def weights(*shape, dtype="f4"):
        return np.rint(rng.normal(size=shape) * 64).astype(dtype) / 64

    def put(group, fields, text, options):
        for name, value in fields.items():
            if isinstance(value, dict):
                put(group.create_group(name), value, text, options)
            elif isinstance(value, str):
                group.create_dataset(name, data=np.bytes_(value) if text == "fixed" else value, dtype=None if text == "fixed" else TEXT)
            elif isinstance(value, list):
                group.create_dataset(name, data=np.array(value, dtype="S24") if text == "fixed" else value, dtype=None if text == "fixed" else TEXT)
            else:
                value = np.asarray(value)
                group.create_dataset(name, data=value, **(options if value.ndim else {}))

    def raw(name, graph, version="0.2.0", libver=None, text="vlen", **options):
        """A file as no writer would let it pass; `graph` is the node of the top graph."""
        with h5py.File(os.path.join(folder, name + ".nir"), "w", libver=libver) as file:
            put(file, {"version": version, "node": graph}, text, options)

    def graph(edges, **nodes):
        return {"type": "NIRGraph", "edges": [tuple(edge.split(">")) for edge in edges.split()], "nodes": nodes}

    def node(kind, **fields):
        return {"type": kind, **fields}

    def shape(*extents):
        return np.array(extents)

    def cuba(size, *without, scalar=False, dtype="f4", leak=0.0, reset=0.0, w_in=None):
        fields = dict(tau_mem=np.full(size, 2e-3, dtype), tau_syn=np.full(size, 1e-3, dtype), r=np.ones(size, dtype), v_leak=np.full(size, leak, dtype),
                      v_threshold=np.ones(size, dtype), v_reset=np.full(size, reset, dtype), w_in=np.full(size, w_in or 1.0, dtype))
        if scalar:
            fields = {name: value[0] for name, value in fields.items()}
        return node("CubaLIF", **{name: value for name, value in fields.items() if name not in without})

    def lif(size, *without, tau=2e-3):
        size = np.atleast_1d(size)
        fields = dict(tau=np.full(size, tau, "f4"), r=np.ones(size, "f4"), v_leak=np.zeros(size, "f4"), v_threshold=np.ones(size, "f4"),
                      v_reset=np.zeros(size, "f4"))
        return node("LIF", **{name: value for name, value in fields.items() if name not in without})

    def affine(into, size):
        return node("Affine", weight=weights(size, into), bias=weights(size))

    # ---- defects --------------------------------------------------------------------------------------------------------------
    recurrent = "input>fc1 fc1>lif1.lif lif1.lif>lif1.w_rec lif1.w_rec>lif1.lif lif1.lif>fc2 fc2>lif2 lif2>output"

    def letters(*without, edges=recurrent, scalar=False, entry=(6,)):
        return graph(edges, **{"input": node("Input", shape=shape(*entry)), "fc1": affine(6, 9), "lif1.lif": cuba(9, *without, scalar=scalar),
                               "lif1.w_rec": affine(9, 9), "fc2": affine(9, 4), "lif2": cuba(4, *without, scalar=scalar),
                               "output": node("Output", shape=shape(4))})

    raw("recurrent.no-v_reset", letters("v_reset"))
    raw("recurrent.no-w_in", letters("v_reset", "w_in"))
    raw("recurrent.scalar-params", letters("v_reset", "w_in", scalar=True))

    def nested(inner):
        sub = graph(f"input>{inner} {inner}>w_rec w_rec>{inner} {inner}>output", **{
            "input": node("Input", shape=shape(9)), "lif1": cuba(9, "v_reset"), "w_rec": affine(9, 9), "output": node("Output", shape=shape(9))})
        return graph("input>fc1 fc1>lif1 lif1>fc2 fc2>lif2 lif2>output", input=node("Input", shape=shape(6)), fc1=affine(6, 9), lif1=sub,
                     fc2=affine(9, 4), lif2=cuba(4, "v_reset"), output=node("Output", shape=shape(4)))

    raw("nested.fixed", nested("lif1"))
    raw("nested.dangling-edge", nested("lif"))
    flat = graph("input>fc1 fc1>lif1 lif1>fc2 lif1.input>lif1.lif lif1.lif>lif1.w_rec lif1.w_rec>lif1.lif lif1.lif>lif1.output fc2>lif2 lif2>output",
                 **{"input": node("Input", shape=shape(64, 6)), "fc1": affine(6, 9), "lif1.input": node("Input", shape=shape(9)),
                    "lif1.lif": cuba(9, "v_reset", "w_in"), "lif1.w_rec": affine(9, 9), "lif1.output": node("Output", shape=shape(9)),
                    "fc2": affine(9, 4), "lif2": cuba(4, "v_reset", "w_in"), "output": node("Output", shape=shape(4))})
    raw("flat.time-dim-and-dangling", flat)
    raw("pictures.batch-dim-no-input_shape", graph("input>0 0>1 1>2 2>3 3>4 4>5 5>output", **{
        "input": node("Input", shape=shape(1, 2, 8, 8)),
        "0": node("Conv2d", weight=weights(3, 2, 3, 3), stride=shape(2, 2), padding=shape(1, 1), dilation=shape(1, 1), groups=np.array(1), bias=np.zeros(3, "f4")),
        "1": node("IF", r=np.ones((3, 4, 4), "f4"), v_threshold=np.ones((3, 4, 4), "f4")),
        "2": node("SumPool2d", kernel_size=shape(2, 2), stride=shape(2, 2), padding=shape(0, 0)),
        "3": node("Flatten", start_dim=np.array(1), end_dim=np.array(-1), input_type={"input": shape(1, 3, 2, 2)}),
        "4": affine(12, 5), "5": node("IF", r=np.ones(5, "f4"), v_threshold=np.ones(5, "f4")),
        "output": node("Output", shape=shape(1, 5))}))
    tau = np.full(7, 3e-3, "f4")
    tau[[1, 4]] = -2e2
    turned = graph("input>linear linear>LIF LIF>linear_1 linear_1>LIF_1 LIF_1>linear_2 linear_2>LI LI>output", **{
        "input": node("Input", shape=shape(10)), "linear": node("Linear", weight=weights(10, 7)), "LIF": lif(7, "v_reset"),
        "linear_1": node("Linear", weight=weights(7, 7)), "LIF_1": lif(7, "v_reset"), "linear_2": node("Linear", weight=weights(7, 3)),
        "LI": node("LI", tau=np.full(3, 2e-3, "f4"), r=np.ones(3, "f4"), v_leak=np.zeros(3, "f4")), "output": node("Output", shape=shape(3))})
    turned["nodes"]["LIF"]["tau"] = tau
    raw("turned.untransposed-negative-tau", turned, version="1.0.0")
    raw("bad_unknown_type", graph("input>pool pool>lif lif>output", input=node("Input", shape=shape(2, 4, 4)),
                                  pool=node("MaxPool2d", kernel_size=shape(2, 2), stride=shape(2, 2), padding=shape(0, 0)), lif=lif((2, 2, 2)),
                                  output=node("Output", shape=shape(2, 2, 2))))
    raw("lif.no-v_reset", graph("input>0 0>1 1>output", **{"input": node("Input", shape=shape(1)), "0": affine(1, 1), "1": lif(1, "v_reset", tau=2.5e-3),
                                                           "output": node("Output", shape=shape(1))}))

    # ---- encodings ------------------------------------------------------------------------------------------------------------
    sound = graph("input>fc fc>lif lif>output", input=node("Input", shape=shape(3)), fc=affine(3, 2), lif=cuba(2, dtype="f8", leak=0.25, reset=-0.5, w_in=2.0),
                  output=node("Output", shape=shape(2)))
    raw("cubalif_f64_lzf", sound, version="1.0.4", compression="lzf", chunks=True)
    raw("cubalif_f64_vleak_vreset_uncompressed", sound, version="1.0.4")
    raw("superblock_latest_fixedstr", sound, version="1.0.4", libver="latest", text="fixed")
    half = graph("input>fc fc>lif lif>output", input=node("Input", shape=shape(3)), fc=node("Linear", weight=weights(2, 3, dtype="f2")), lif=lif(2),
                 output=node("Output", shape=shape(2)))
    raw("float16_weights", half, version="1.0.4")

    # ---- kinds of nodes, by nir itself ----------------------------------------------------------------------------------------
    def write(name, edges, metadata=None, **nodes):
        nir.write(os.path.join(folder, name + ".nir"), nir.NIRGraph(nodes=nodes, edges=[tuple(e.split(">")) for e in edges.split()],
                                                                    metadata=metadata or {}), compression=None)

    def full(value, *size):
        return np.full(size, value, np.float32)

    def spiking(*size, tau=2e-3):
        return nir.LIF(tau=full(tau, *size), r=full(1, *size), v_leak=full(0, *size), v_threshold=full(1, *size), v_reset=full(0, *size))

    write("conv1d_padding_same", "input>conv conv>lif lif>output", input=nir.Input(np.array([2, 10])),
          conv=nir.Conv1d(input_shape=10, weight=weights(3, 2, 3), stride=1, padding="same", dilation=1, groups=1, bias=weights(3)),
          lif=spiking(3, 10), output=nir.Output(np.array([3, 10])))
    write("conv2d_dilation_avgpool", "input>conv conv>lif lif>pool pool>flat flat>fc fc>out out>output", input=nir.Input(np.array([1, 8, 8])),
          conv=nir.Conv2d(input_shape=(8, 8), weight=weights(2, 1, 3, 3), stride=(1, 1), padding=(0, 0), dilation=(2, 2), groups=1, bias=weights(2)),
          lif=spiking(2, 4, 4), pool=nir.AvgPool2d(kernel_size=np.array([2, 2]), stride=np.array([2, 2]), padding=np.array([0, 0])),
          flat=nir.Flatten(input_type={"input": np.array([2, 2, 2])}, start_dim=0, end_dim=2), fc=nir.Affine(weights(4, 8), weights(4)),
          out=spiking(4), output=nir.Output(np.array([4])))
    write("cubali_readout", "input>fc fc>li li>output", input=nir.Input(np.array([3])), fc=nir.Linear(weights(2, 3)),
          li=nir.CubaLI(tau_mem=full(2e-3, 2), tau_syn=full(1e-3, 2), r=full(1, 2), v_leak=full(0, 2), w_in=np.array([1, 2], np.float32)),
          output=nir.Output(np.array([2])))
    write("delay_lif", "input>delay delay>lif lif>output", input=nir.Input(np.array([3])), delay=nir.Delay(np.array([1e-4, 3e-4, 1e-3])),
          lif=spiking(3), output=nir.Output(np.array([3])))
    write("i_if", "input>fc fc>if if>i if>spikes i>potentials", input=nir.Input(np.array([3])), fc=nir.Linear(weights(4, 3)),
          **{"if": nir.IF(r=full(1e4, 4), v_threshold=full(1, 4), v_reset=full(0, 4)), "i": nir.I(r=full(1e4, 4)),
             "spikes": nir.Output(np.array([4])), "potentials": nir.Output(np.array([4]))})
    inner = nir.NIRGraph(nodes={"input": nir.Input(np.array([5])), "lif": spiking(5), "w_rec": nir.Affine(weights(5, 5), weights(5)),
                                "output": nir.Output(np.array([5]))},
                         edges=[("input", "lif"), ("lif", "w_rec"), ("w_rec", "lif"), ("lif", "output")])
    fc = nir.Linear(weights(5, 3))
    fc.metadata = {"note": "Gewicht \u00b5", "number": 3, "array": np.arange(4)}
    write("nested_recurrent_metadata", "input>fc fc>sub sub>output", metadata={"dt": 1e-3}, input=nir.Input(np.array([3])), fc=fc, sub=inner,
          output=nir.Output(np.array([5])))
    write("scale_threshold", "input>scale scale>threshold threshold>output", input=nir.Input(np.array([4])), scale=nir.Scale(weights(4)),
          threshold=nir.Threshold(full(0.5, 4)), output=nir.Output(np.array([4])))
    write("conv1d", "input>conv conv>output", input=nir.Input(np.array([2, 10])),
          conv=nir.Conv1d(input_shape=10, weight=weights(2, 2, 3), stride=2, padding=0, dilation=1, groups=1, bias=weights(2)),
          output=nir.Output(np.array([2, 4])))
    write("li_fast", "input>li li>output", input=nir.Input(np.array([1])), li=nir.LI(tau=full(3.3e-5, 1), r=full(1, 1), v_leak=full(0, 1)),
          output=nir.Output(np.array([1])))
    write("lif_fast", "input>lif lif>output", input=nir.Input(np.array([1])), lif=spiking(1, tau=2e-5), output=nir.Output(np.array([1])))
