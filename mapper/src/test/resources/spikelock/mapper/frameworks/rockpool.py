"""Records Rockpool's own spikes (see recording.py): python rockpool.py, with rockpool 3.1.0, nir 1.0.4, nirtorch 2.0.2."""
import os
import sys

sys.path.append(sys.path.pop(0))  # this file has its framework's name, which must be found first

import tempfile
import warnings

import nir
import nirtorch
import numpy as np
import rockpool
import torch
from rockpool.nn.combinators import Sequential
from rockpool.nn.modules import ExpSynTorch, LIFBitshiftTorch, LIFNeuronTorch, LIFTorch, LinearTorch
from rockpool.nn.modules.torch.nir import from_nir, to_nir

import recording

warnings.filterwarnings("ignore")
SEED = 14
random = np.random.default_rng(SEED)
torch.manual_seed(SEED)
archive = recording.Archive("rockpool", {"seed": SEED, "rockpool": rockpool.__version__, "torch": torch.__version__, "nir": nir.version,
                                         "nirtorch": nirtorch.__version__, "numpy": np.__version__})
KINDS = ((np.float32, np.float32), (np.float64, np.float64), (np.float64, np.float32))


def linear(n_in, n_out, scale=1.0, bias=False, shift=0.02):
    weight = torch.from_numpy(recording.grid(random, (n_in, n_out), scale, shift=shift))
    more = {"bias": torch.from_numpy(recording.grid(random, n_out, 0.25, 0.125, 0)), "has_bias": True} if bias else {}
    return LinearTorch((n_in, n_out), weight=weight, **more)


def stored(graph):
    for node in graph.nodes.values():  # nir.write fails for ExpSynTorch, whose tau is a trained parameter still
        for name, value in vars(node).items():
            if isinstance(value, torch.Tensor):
                setattr(node, name, value.detach())
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "net.nir")
        nir.write(path, graph)
        with open(path, "rb") as f:
            return f.read()


def dense(x, layer, kind):
    y = x.astype(kind[0]) @ layer.weight.detach().numpy().astype(kind[0])
    return y + layer.bias.detach().numpy().astype(kind[0]) if layer.bias is not None else y


def neurons(z, p, kind):
    """The equation, in numpy, of a layer that was built with p; z [samples, timesteps, neurons]."""
    real, decays = kind
    # PyTorch computes a number / a tensor as the tensor's reciprocal times the number
    decay = lambda tau: recording.exp((1 / np.asarray(tau, np.float32).astype(decays)) * decays(-p.get("dt", 1e-3))).astype(real)
    shape = z.shape[:1] + z.shape[2:]
    v, i, n = np.zeros(shape, real), np.zeros(shape, real), np.zeros(shape, real)
    theta = np.asarray(p.get("threshold", 1.0), np.float32).astype(real)
    out = np.zeros(z.shape, real)
    for t in range(z.shape[1]):
        x = z[:, t].astype(real)
        if "tau_syn" in p or "tau" in p:
            i = i + x
            if "w_rec" in p:
                i = i + n @ p["w_rec"].astype(real)
            i = decay(p["tau"] if "tau" in p else p["tau_syn"]) * i
            x = i
        if "tau" in p:
            out[:, t] = i
            continue
        v = decay(p["tau_mem"]) * v + x + np.asarray(p.get("bias", 0), np.float32).astype(real)
        n = np.minimum((v >= theta) * np.floor(v / theta), p.get("most", 65536)).astype(real)
        v = v - n * theta
        out[:, t] = n
    return out


def tensor(x):
    return torch.as_tensor(np.asarray(x, np.float32))


def build(p, width):
    """The layer of Rockpool for p."""
    args = {"dt": p.get("dt", 1e-3)}
    if "tau" in p:
        return ExpSynTorch(width, tau=tensor(p["tau"]), **args)
    for name in ("threshold", "bias"):
        if name in p:
            args[name] = tensor(p[name])
    if "most" in p:
        args["max_spikes_per_dt"] = torch.tensor(float(p["most"]))
    if "w_rec" in p:
        args.update(has_rec=True, w_rec=tensor(p["w_rec"]))
    args["tau_mem"] = tensor(p["tau_mem"])
    if "tau_syn" not in p:
        return LIFNeuronTorch(width, **args)
    tau_syn = np.asarray(p["tau_syn"], np.float32)
    args["tau_syn"] = tensor(tau_syn.reshape(-1, 1) if tau_syn.ndim else tau_syn)
    return LIFTorch(width, **args)


def taus(width, number, low):
    """Number 0: a decay of one half; 1: one for all that is no such number; 2: one for each neuron."""
    if number == 0:
        return np.float32(1e-3 / np.log(2))
    return np.float32(0.0095) if number == 1 else (low + random.random(width) * 0.02).astype(np.float32)


def with_values(p, width, number):
    q = dict(p)
    for name, low in (("tau_mem", 4e-3), ("tau_syn", 1e-3), ("tau", 4e-3)):
        if name in q:
            q[name] = taus(width, number, low)
    if q.get("threshold") == "some":
        q["threshold"] = (1.0, 1.5, (0.5 + 0.25 * random.integers(1, 7, width)).astype(np.float32))[number]
    if q.get("bias") == "some":
        q["bias"] = recording.grid(random, width, 0.25, 0.125, 0.1)
    if "w_rec" in q:
        q["w_rec"] = recording.grid(random, (width, width), 0.3, 0.125, -0.05)
    return q


def flat(row, p, scale=0.3, last=None, numbers=(0, 2), n_in=6, hidden=8, n_out=4, bias=False):
    """Networks of two layers; last: what the second is built with instead; numbers: see taus."""
    for number in numbers:
        ps = [with_values(p, hidden, number), with_values(last or p, n_out, number)]
        scaled = scale * (3 if "tau_syn" not in p else 4 if number == 0 and p.get("dt", 1e-3) == 1e-3 else 1)
        first, second = linear(n_in, hidden, scaled, bias), linear(hidden, n_out, scaled, bias)
        net = Sequential(first, build(ps[0], hidden), second, build(ps[1], n_out))
        x = recording.spikes(random, (n_in,), 0.25)
        with torch.no_grad():
            expected = net(torch.from_numpy(x))[0].numpy()
        models = [neurons(dense(neurons(dense(x, first, k), ps[0], k), second, k), ps[1], k) for k in KINDS]
        net.reset_state()
        archive.add(row, stored(to_nir(net)), x, expected, models)


CUBA = "I = exp(-dt/tau_syn) (I + x); v = exp(-dt/tau_mem) v + I; n = v >= threshold ? floor(v / threshold) : 0; v = v - n threshold"
LIF = "v = exp(-dt/tau_mem) v + x; n = v >= threshold ? floor(v / threshold) : 0; v = v - n threshold"
T = {"tau_mem": 1, "tau_syn": 1}
flat(archive.row("LIFTorch/default", CUBA), {**T, "threshold": "some"}, numbers=(0, 1, 2))
flat(archive.row("LIFTorch/max_spikes_per_dt=1", CUBA.replace("floor", "min(1, floor").replace(") :", ")) :"), "--spikes single"),
     {**T, "threshold": "some", "most": 1}, numbers=(0, 1, 2))
flat(archive.row("LIFTorch/max_spikes_per_dt=2", CUBA.replace("floor", "min(2, floor").replace(") :", ")) :"), "--spikes 2"), {**T, "most": 2})
flat(archive.row("LIFTorch/dt=5e-4", CUBA), {**T, "dt": 5e-4}, 0.15)
flat(archive.row("LIFTorch/bias", CUBA.replace("v + I;", "v + I + bias;"), "not in the file: the exporter drops bias"),
     {**T, "bias": "some"}, 0.3, numbers=(2,))
flat(archive.row("LIFTorch/has_rec", CUBA.replace("(I + x)", "(I + x + n W)"), "not in the file: the exporter drops w_rec"),
     {**T, "w_rec": 1}, 0.3, numbers=(2,))
flat(archive.row("LIFNeuronTorch/default", LIF), {"tau_mem": 1, "threshold": "some"}, numbers=(0, 1, 2))
flat(archive.row("LIFNeuronTorch/max_spikes_per_dt=1", LIF.replace("floor(v / threshold)", "1"), "--spikes single"),
     {"tau_mem": 1, "threshold": "some", "most": 1})
flat(archive.row("LIFNeuronTorch/bias", LIF.replace("v + x;", "v + x + bias;"), "not in the file: the exporter drops bias"),
     {"tau_mem": 1, "bias": "some"}, numbers=(2,))
flat(archive.row("LinearTorch/has_bias", CUBA + "; the bias is part of x"), T, 0.3, numbers=(0, 1), bias=True)
flat(archive.row("ExpSynTorch/default", "I = exp(-dt/tau) (I + x)", compares="potential"), T, last={"tau": 1})


def modes(row, mode):
    """What leak_mode gives: decays or shifts, as time constants in the file."""
    for number in range(2):
        if mode == "decays":
            values = [0.5, 0.75] if number == 0 else [0.9, 0.83]
            args = {"alpha": values[0], "beta": values[1]}
            said = values
        else:
            args = {"dash_mem": 2 + number, "dash_syn": 1 + number}
            said = [1 - 1 / 2 ** args["dash_mem"], 1 - 1 / 2 ** args["dash_syn"]]
        first = linear(6, 8, 0.5)
        net = Sequential(first, LIFTorch(8, leak_mode=mode, **{k: tensor(v) for k, v in args.items()}))
        x = recording.spikes(random, (6,), 0.25)
        with torch.no_grad():
            expected = net(torch.from_numpy(x))[0].numpy()
        models = []
        for real, decays in KINDS:
            z, a, b = dense(x, first, (real, decays)), *(np.float32(s).astype(real) for s in said)
            v, i, out = np.zeros((3, 8), real), np.zeros((3, 8), real), np.zeros(z.shape, real)
            for t in range(z.shape[1]):
                i = b * (i + z[:, t])
                v = a * v + i
                out[:, t] = (v >= 1) * np.floor(v)
                v = v - out[:, t]
            models.append(out)
        net.reset_state()
        archive.add(row, stored(to_nir(net)), x, expected, models)


modes(archive.row("LIFTorch/leak_mode=decays", CUBA + " with the decays alpha, beta; the file holds -dt/ln of them"), "decays")
modes(archive.row("LIFTorch/leak_mode=bitshifts", CUBA + " with the decays 1 - 2^-dash; the file holds -dt/ln of them"), "bitshifts")


def node(layer, width):
    """The node that the exporter makes of a LIFTorch."""
    return list(to_nir(Sequential(linear(width, width), layer)).nodes.values())[2]


def graph(first, second, edges=(), **more):
    nodes = {"input": nir.Input(np.array([first.weight.shape[0]])), "w": nir.Linear(first.weight.detach().numpy().T), "n": second,
             "output": nir.Output(np.array([first.weight.shape[1]])), **more}
    return nir.NIRGraph(nodes, [("input", "w"), ("w", "n"), ("n", "output"), *edges])


def shifted(row):
    for number in range(2):
        args = {"tau_mem": tensor(0.017 + 0.004 * number), "tau_syn": tensor(0.008)}
        layer = LIFBitshiftTorch(5, **args)
        first = linear(4, 5, 0.5)
        x = recording.spikes(random, (4,), 0.25)
        with torch.no_grad():
            expected = Sequential(first, layer)(torch.from_numpy(x))[0].numpy()
        p = {"tau_mem": layer.tau_mem.detach().numpy(), "tau_syn": layer.tau_syn.detach().numpy(), "most": 31}
        models = [neurons(dense(x, first, k), p, k) for k in KINDS]
        same = node(LIFTorch(5, tau_mem=layer.tau_mem.detach(), tau_syn=layer.tau_syn.detach()), 5)
        archive.add(row, stored(graph(first, same)), x, expected, models)


shifted(archive.row("LIFBitshiftTorch/default", CUBA + " with the decays 1 - 2^-round(log2(tau/dt)), at most 31 spikes",
                    by_hand="to_nir fails: 'NoneType' object has no attribute '__dict__'"))


def imported(row, recurrent):
    """What from_nir makes of a file: dt = min(tau_mem / (1 + r)), v_leak is the bias, w_in is ignored."""
    for number in range(2):
        one = np.ones(5, np.float32)
        tau_mem = (0.02 * one, (0.01 + 0.02 * random.random(5)).astype(np.float32))[number]
        leak = recording.grid(random, 5, 0.25, 0.125, 0.1)
        n = nir.CubaLIF(tau_syn=0.008 * one, tau_mem=tau_mem, r=tau_mem / np.float32(0.001), v_leak=leak, v_threshold=1.5 * one, w_in=2 * one)
        p = {"tau_syn": 0.008 * one, "tau_mem": tau_mem, "bias": leak, "threshold": 1.5 * one,
             "dt": np.min(tau_mem / (1 + n.r)).item()}
        first = linear(4, 5, 0.5)
        if recurrent:
            p["w_rec"] = recording.grid(random, (5, 5), 0.3, 0.125, -0.05)
            n = nir.NIRGraph({"input": nir.Input(np.array([5])), "lif": n, "w_rec": nir.Linear(p["w_rec"].T.copy()),
                              "output": nir.Output(np.array([5]))},
                             [("input", "lif"), ("lif", "w_rec"), ("w_rec", "lif"), ("lif", "output")])
        made = graph(first, n)
        x = recording.spikes(random, (4,), 0.25)
        net = from_nir(made)
        with torch.no_grad():
            expected = net(torch.from_numpy(x))
        expected = (expected[0] if isinstance(expected, tuple) else expected).numpy()
        archive.add(row, stored(made), x, expected, [neurons(dense(x, first, k), p, k) for k in KINDS])


IMPORT = CUBA.replace("v + I;", "v + I + v_leak;") + "; dt = min(tau_mem / (1 + r)), w_in and v_reset are ignored"
imported(archive.row("from_nir/CubaLIF", IMPORT, by_hand="what from_nir makes of it"), False)
imported(archive.row("from_nir/recurrent", IMPORT.replace("(I + x)", "(I + x + n W)"), by_hand="what from_nir makes of it"), True)

archive.write(__file__)
