"""Records sinabs' own spikes (see recording.py): python sinabs.py, with sinabs 3.1.3, nir 1.0.4, nirtorch 2.0.2."""
import os
import sys

sys.path.append(sys.path.pop(0))  # this file has its framework's name, which must be found first

import contextlib
import tempfile
import warnings

import nir
import nirtorch
import numpy as np
import sinabs
import sinabs.activation as sa
import sinabs.layers as sl
import sinabs.nir as sn
import torch
from torch import nn

import recording

warnings.filterwarnings("ignore")
SEED = 14
random = np.random.default_rng(SEED)
torch.manual_seed(SEED)
archive = recording.Archive("sinabs", {"seed": SEED, "sinabs": sinabs.__version__, "torch": torch.__version__, "nir": nir.version,
                                       "nirtorch": nirtorch.__version__, "numpy": np.__version__})


def linear(n_in, n_out, bias, scale=1.0, shift=0.15):
    layer = nn.Linear(n_in, n_out, bias=bias)
    layer.weight.data = torch.from_numpy(recording.grid(random, (n_out, n_in), scale, shift=shift))
    if bias:
        layer.bias.data = torch.from_numpy(recording.grid(random, n_out, 0.25, 0.125, 0))
    return layer


def conv(c_in, c_out):
    layer = nn.Conv2d(c_in, c_out, 3, padding=1, bias=False)
    layer.weight.data = torch.from_numpy(recording.grid(random, (c_out, c_in, 3, 3), 0.5))
    return layer


def stored(graph):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "net.nir")
        nir.write(path, graph)
        with open(path, "rb") as f:
            return f.read()


def reset(net):
    for m in net.modules():
        if isinstance(m, sl.StatefulLayer):
            m.v_mem = m.v_mem.new_zeros(0)
            m.reset_states()


# The equation, in numpy. p: what the layer was built with.
KINDS = ((np.float32, np.float32), (np.float64, np.float64), (np.float64, np.float32))


def neurons(z, p, kind, recurrent=None):
    """z [samples, timesteps, neurons...]: answers what leaves. kind: of the states, and of the decays."""
    real, decays = kind
    shape = z.shape[:1] + z.shape[2:]
    v, i, back = np.zeros(shape, real), np.zeros(shape, real), np.zeros(shape, real)
    e = lambda tau: recording.exp(decays(-1) / np.asarray(tau, np.float32).astype(decays)).astype(real) if tau is not None else real(1)
    a = e(p.get("tau_mem"))
    out = np.zeros(z.shape, real)
    for t in range(z.shape[1]):
        x = z[:, t].astype(real) + back
        if p.get("tau_syn") is not None:
            i = e(p["tau_syn"]) * (i + x)
            x = i
        if p.get("norm_input"):
            x = (1 - a) * x
        v = a * v + x
        theta = np.asarray(p.get("threshold", 1.0), real)
        way = p.get("spikes", "multi")
        if way == "none":
            n = v
        elif way == "single":
            n = (v - theta >= 0).astype(real)
        else:
            n = (v > 0) * np.trunc(v / theta)
            n = np.minimum(n, p["most"]) if "most" in p else n
        if way != "none":
            if "reset" in p:
                v = v * (n == 0) + real(p["reset"])
            else:
                v = v - n * real(p.get("subtract", 0)) if "subtract" in p else v - n * theta
        if p.get("min_v") is not None:
            v = np.maximum(v - real(p["min_v"]), 0) + real(p["min_v"])
        out[:, t] = n
        back = n @ recurrent.T.astype(real) if recurrent is not None else back
    return out.astype(real)


def build(p, width, squeeze=False, rec=None):
    """The layer of sinabs for p."""
    args = {}
    theta = p.get("threshold")
    if theta is not None:
        args["spike_threshold"] = torch.as_tensor(theta, dtype=torch.float32)
    kind = p.get("spikes", "multi")
    if kind != "none":
        args["spike_fn"] = sa.SingleSpike if kind == "single" else sa.MaxSpike(p["most"]) if "most" in p else sa.MultiSpike
        args["reset_fn"] = sa.MembraneReset(p["reset"]) if "reset" in p else sa.MembraneSubtract(p.get("subtract"))
    if p.get("min_v") is not None:
        args["min_v_mem"] = p["min_v"]
    if p.get("tau_syn") is not None:
        args["tau_syn"] = torch.as_tensor(p["tau_syn"], dtype=torch.float32)
    if "tau_mem" in p:
        args["tau_mem"] = torch.as_tensor(p["tau_mem"], dtype=torch.float32)
        args["norm_input"] = p["norm_input"]
    if squeeze:
        args["batch_size"] = recording.SAMPLES
    if rec is not None:
        args["rec_connect"] = rec
    if kind == "none":
        args.pop("spike_threshold", None)
        return (sl.ExpLeakSqueeze if squeeze else sl.ExpLeak)(**args)
    name = ("LIF" if "tau_mem" in p else "IAF") + ("Recurrent" if rec is not None else "Squeeze" if squeeze else "")
    return getattr(sl, name)(**args)


def taus(width, number, low=4.0):
    """Number 0: all 1/ln 2, a decay of one half; 1: one for all that is no such number; 2: one for each neuron."""
    if number == 0:
        return float(np.float32(1 / np.log(2)))
    return 9.5 if number == 1 else (low + random.random(width) * 20).astype(np.float32)


def flat(row, p, scale=1.0, last=None, numbers=(0, 2), n_in=6, hidden=8, n_out=4):
    """Networks of two layers; last: what the second layer is built with instead; numbers: see taus."""
    for number in numbers:
        ps = []
        for k, width in enumerate((hidden, n_out)):
            q = dict((last if last and k == 1 else p))
            if "tau_mem" in q:
                q["tau_mem"] = taus(width, number)
            if "tau_syn" in q:
                q["tau_syn"] = taus(width, number, 1.0) * (0.2 if number else 1)
            if q.get("threshold") == "some":
                q["threshold"] = (1.0, 1.5, (0.5 + 0.25 * random.integers(1, 7, width)).astype(np.float32))[number]
            if np.ndim(q.get("tau_mem", 0)) or np.ndim(q.get("threshold", 0)):  # to_nir fails unless both have the same shape
                q["threshold"] = (q.get("threshold", 1.0) * np.ones(width)).astype(np.float32)
            if q.get("min_v") == "threshold":
                q["min_v"] = -q.get("threshold", 1.0)
            ps.append(q)
        big = (2.0, 5.0, 6.0)[number] if ps[0].get("norm_input") else 1.0
        net = nn.Sequential(linear(n_in, hidden, number == 1, scale * big), build(ps[0], hidden),
                            linear(hidden, n_out, number == 1, scale * big), build(ps[1], n_out))
        x = recording.spikes(random, (n_in,))
        with torch.no_grad():
            expected = net(torch.from_numpy(x)).numpy()
        graph = sn.to_nir(net, torch.from_numpy(x[:1]))
        models = []
        for kind in KINDS:
            h = neurons(dense(x, net[0], kind), ps[0], kind)
            models.append(neurons(dense(h, net[2], kind), ps[1], kind))
        archive.add(row, stored(graph), x, expected, models)


def dense(x, layer, kind):
    real = kind[0]
    y = x.astype(real) @ layer.weight.detach().numpy().T.astype(real)
    return y + layer.bias.detach().numpy().astype(real) if layer.bias is not None else y


def picture(row, p):
    """A convolution, a pool and a dense layer."""
    for number in range(2):
        first, second = dict(p), dict(p)
        if "tau_mem" in p:  # of the layer's whole shape, as infer_types fails for a LIF of one number
            for q, shape in ((first, (3, 6, 6)), (second, (4,))):
                q["tau_mem"] = np.broadcast_to(taus(1, number), shape).astype(np.float32).copy()
                q["threshold"] = np.ones(shape, np.float32)
        net = nn.Sequential(conv(2, 3), build(first, None, squeeze=True), sl.SumPool2d(2), nn.Flatten(), linear(27, 4, False, 0.5),
                            build(second, None, squeeze=True))
        x = recording.spikes(random, (2, 6, 6), 0.15)
        flatx = torch.from_numpy(x.reshape((-1,) + x.shape[2:]))
        with torch.no_grad():
            expected = net(flatx).numpy().reshape(x.shape[:2] + (-1,))
            currents = net[0](flatx).numpy().reshape(x.shape[:2] + (3, 6, 6))
        sample = nn.Sequential(*[m for m in net])
        for m in sample:
            if hasattr(m, "batch_size"):
                m.batch_size = 1
        reset(sample)
        graph = sn.to_nir(sample, flatx[:1])
        with contextlib.redirect_stdout(None):
            graph.infer_types()  # without it nir.write fails: to_nir leaves Conv2d.input_shape and Flatten.input_type empty
        models = []
        for kind in KINDS:
            h = neurons(currents, first, kind)
            pooled = h.reshape(h.shape[:3] + (3, 2, 3, 2)).sum((4, 6)).reshape(h.shape[:2] + (-1,))
            models.append(neurons(dense(pooled, net[4], kind), second, kind))
        archive.add(row, stored(graph), x, expected, models)


IAF = "v = v + x; n = v > 0 ? trunc(v / threshold) : 0; v = v - n threshold"
LIF_NORM = "a = exp(-1/tau); v = a v + (1 - a) x; n = v > 0 ? trunc(v / threshold) : 0; v = v - n threshold"
LIF = "a = exp(-1/tau); v = a v + x; n = v > 0 ? trunc(v / threshold) : 0; v = v - n threshold"

flat(archive.row("IAF/default", IAF), {"threshold": "some"}, numbers=(0, 1, 2))
flat(archive.row("IAF/min_v_mem=-threshold", IAF + "; v = max(v, -threshold)", "--min-v minus-threshold"), {"threshold": "some", "min_v": "threshold"})
flat(archive.row("IAF/min_v_mem=-0.5", IAF + "; v = max(v, -0.5)", "--min-v -0.5"), {"min_v": -0.5})
flat(archive.row("IAF/SingleSpike", "v = v + x; spike = v >= threshold; v = v - spike threshold",
                 "--spikes single"), {"threshold": "some", "spikes": "single"})
flat(archive.row("IAF/SingleSpike,MembraneReset", "v = v + x; spike = v >= threshold; v = 0 where it spiked",
                 "--spikes single --reset zero"), {"threshold": "some", "spikes": "single", "reset": 0.0})
flat(archive.row("IAF/MaxSpike(2)", "as default with n = min(n, 2)", "--spikes 2"), {"most": 2}, scale=1.5)
flat(archive.row("IAF/MembraneReset", "v = v + x; n = v > 0 ? trunc(v / threshold) : 0; v = 0 where n > 0", "--reset zero"),
     {"reset": 0.0})
flat(archive.row("IAF/MembraneSubtract(0.5)", "as default, but v = v - n 0.5", "not in the file"), {"subtract": 0.5}, scale=0.7, numbers=(0,))
flat(archive.row("IAF/tau_syn", "I = exp(-1/tau_syn) (I + x); v = v + I; as default", "not in the file: the exporter drops tau_syn"),
     {"tau_syn": 1}, scale=0.25, numbers=(2,))
flat(archive.row("LIF/norm_input=True", LIF_NORM), {"tau_mem": 1, "norm_input": True, "threshold": "some"}, 1.5, numbers=(0, 1, 2))
flat(archive.row("LIF/norm_input=False", LIF, "--gain one"), {"tau_mem": 1, "norm_input": False, "threshold": "some"}, numbers=(0, 1, 2))
flat(archive.row("LIF/norm_input=False,min_v_mem=-1", LIF + "; v = max(v, -1)", "--gain one --min-v -1"),
     {"tau_mem": 1, "norm_input": False, "min_v": -1.0})
flat(archive.row("LIF/norm_input=False,SingleSpike", "a = exp(-1/tau); v = a v + x; spike = v >= threshold; v = v - spike threshold",
                 "--gain one --spikes single"), {"tau_mem": 1, "norm_input": False, "spikes": "single"})
flat(archive.row("LIF/norm_input=True,SingleSpike,MembraneReset",
                 "a = exp(-1/tau); v = a v + (1 - a) x; spike = v >= threshold; v = 0 where it spiked",
                 "--spikes single --reset zero"),
     {"tau_mem": 1, "norm_input": True, "spikes": "single", "reset": 0.0}, scale=1.5)
flat(archive.row("LIF/norm_input=False,tau_syn", "I = exp(-1/tau_syn) (I + x); v = a v + I; as LIF",
                 "not in the file: the exporter drops tau_syn"), {"tau_mem": 1, "norm_input": False, "tau_syn": 1}, scale=0.7, numbers=(2,))
flat(archive.row("ExpLeak/default", "v = exp(-1/tau) v + x", "--gain one", "potential"), {"tau_mem": 1, "norm_input": False},
     last={"tau_mem": 1, "norm_input": False, "spikes": "none"})
flat(archive.row("ExpLeak/norm_input=True", "v = a v + (1 - a) x", "--gain no-r", "potential"), {"tau_mem": 1, "norm_input": True},
     last={"tau_mem": 1, "norm_input": True, "spikes": "none"})
picture(archive.row("IAF/default,convolution", IAF), {})
picture(archive.row("LIF/norm_input=False,convolution", LIF, "--gain one"), {"tau_mem": 1, "norm_input": False})


def recurrent(row, p):
    for number in (0, 2):
        q = dict(p)
        if "tau_mem" in q:
            q["tau_mem"] = taus(5, number)
        rec = linear(5, 5, False, 0.4, -0.1)  # several spikes at once run away easily
        layer = build(q, 5, rec=rec)
        first = linear(4, 5, False)
        x = recording.spikes(random, (4,))
        with torch.no_grad():
            expected = layer(first(torch.from_numpy(x))).numpy()
        width = np.ones(5, np.float32)
        node = (nir.LIF(tau=width * q["tau_mem"], r=width, v_leak=0 * width, v_threshold=width) if "tau_mem" in q
                else nir.IF(r=width, v_threshold=width))
        graph = nir.NIRGraph({"input": nir.Input(np.array([4])), "w": nir.Linear(first.weight.detach().numpy()), "n": node,
                              "w_rec": nir.Linear(rec.weight.detach().numpy()), "output": nir.Output(np.array([5]))},
                             [("input", "w"), ("w", "n"), ("n", "w_rec"), ("w_rec", "n"), ("n", "output")])
        models = [neurons(dense(x, first, kind), q, kind, rec.weight.detach().numpy()) for kind in KINDS]
        archive.add(row, stored(graph), x, expected, models)


HAND = "to_nir fails: Module IAFRecurrent / LIFRecurrent not supported"
recurrent(archive.row("IAFRecurrent/default", IAF + "; x holds W n of the timestep before", by_hand=HAND), {})
recurrent(archive.row("LIFRecurrent/norm_input=False", LIF + "; x holds W n of the timestep before", "--gain one", by_hand=HAND),
          {"tau_mem": 1, "norm_input": False})


def imported(row, node, p):
    """What from_nir makes of a file that another tool wrote."""
    for number in range(2):
        q = dict(p)
        width = np.ones(5, np.float32)
        first = linear(4, 5, True)
        x = recording.spikes(random, (4,))
        graph = nir.NIRGraph({"input": nir.Input(np.array([4])),
                              "w": nir.Affine(first.weight.detach().numpy(), first.bias.detach().numpy()), "n": node(width),
                              "output": nir.Output(np.array([5]))}, [("input", "w"), ("w", "n"), ("n", "output")])
        net = sn.from_nir(graph, batch_size=recording.SAMPLES)
        flatx = torch.from_numpy(x.reshape(-1, 4))
        with torch.no_grad():
            expected = net(flatx)
        expected = (expected[0] if isinstance(expected, tuple) else expected).numpy().reshape(x.shape[:2] + (5,))
        models = [neurons(dense(x, first, kind), q, kind) for kind in KINDS]
        archive.add(row, stored(graph), x, expected, models)


imported(archive.row("from_nir/IF", IAF + "; v = max(v, -threshold); r is ignored", by_hand="what from_nir makes of it"),
         lambda one: nir.IF(r=0.5 * one, v_threshold=1.5 * one), {"threshold": 1.5, "min_v": -1.5})
imported(archive.row("from_nir/LIF", LIF + "; tau counts in timesteps, r is ignored", by_hand="what from_nir makes of it"),
         lambda one: nir.LIF(tau=6 * one, r=0.5 * one, v_leak=0 * one, v_threshold=1.5 * one), {"threshold": 1.5, "tau_mem": 6.0})

archive.write(__file__)
