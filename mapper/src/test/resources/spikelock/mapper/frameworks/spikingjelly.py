"""Records SpikingJelly's own spikes (see recording.py): python spikingjelly.py, with SpikingJelly 2.0.0, torch 2.6.0, nir 1.0.8, nirtorch 2.6."""
import importlib.metadata
import os
import sys
import warnings

here = os.path.dirname(os.path.abspath(__file__))
sys.path = [path for path in sys.path if path not in ("", here)]  # spikingjelly is the package, not this script
warnings.simplefilter("ignore")
from loguru import logger

logger.remove()
import nir
import numpy as np
import torch
from spikingjelly.activation_based import functional, layer, neuron
from spikingjelly.activation_based.nir_exchange import export_to_nir

sys.path.append(here)
import graphs
import recording
from layers import dense, weighted

torch.set_num_threads(1)
SEED = 14
rng = np.random.default_rng(SEED)
archive = graphs.SharedArchive("spikingjelly", {"seed": SEED} | {package: importlib.metadata.version(package) for package in
                                                             ("spikingjelly", "torch", "nir", "nirtorch", "numpy")})


# ---- the equations, on the graph of the file -------------------------------------------------------------------------------------------
def equation(real, decays, dt=1e-4, soft=False):
    """Of a node of the file, the function of a timestep.

    :param soft: v_reset=None
    """
    def rounded(values):
        return values.astype(decays).astype(real)

    def of(node):
        if not isinstance(node, (nir.IF, nir.LIF, nir.CubaLIF)):
            return None
        rest, threshold = np.asarray(node.v_reset, real), np.asarray(node.v_threshold, real)
        v, i = rest, real(0)

        def step(x):
            nonlocal v, i
            if isinstance(node, nir.IF):
                v = v + x
            elif isinstance(node, nir.CubaLIF):
                i = i * rounded(graphs.keeps(node.tau_syn, dt)) + x
                v = v * rounded(graphs.keeps(node.tau_mem, dt)) + i
            elif np.all(node.r == 1):
                v = v + (x - (v - rest)) * rounded(graphs.moves(node.tau, dt))
            else:
                v = v - (v - rest) * rounded(graphs.moves(node.tau, dt)) + x
            spikes = ((v - threshold) >= 0).astype(real)
            v = v - spikes * threshold if soft else np.where(spikes > 0, rest, v)
            return spikes

        return step

    return of


# ---- networks ------------------------------------------------------------------------------------------------------------------------------
def dense_net(first, second, spread, bias):
    """Two layers; the parameters of a layer are one number for all its neurons."""
    return lambda **switches: torch.nn.Sequential(dense(rng, 8, 12, spread, bias), first(**switches),
                                                  dense(rng, 12, 5, spread, bias), second(**switches))


def convolutional_net(first, second, spread):
    return lambda **switches: torch.nn.Sequential(weighted(rng, layer.Conv2d(2, 3, 3, padding=1), spread / 2, True), first(**switches),
                                                  layer.AvgPool2d(2), layer.Flatten(), dense(rng, 27, 5, spread), second(**switches))


def run(net, x):
    functional.reset_net(net)
    with torch.no_grad():
        return torch.stack([net(step) for step in torch.tensor(x).float().unbind(1)], 1).numpy()


def seeded(seed, make, shape):
    """The same random numbers whatever the switches are."""
    global rng
    rng = np.random.default_rng(seed)
    return make(), recording.spikes(rng, shape, 0.3)


seeds = iter(range(1000 * SEED, 2000 * SEED))


def busy(make, shape):
    """The seed of a network with 5 to 40 % of its entries active."""
    return next(seed for seed in seeds if 0.05 < run(*seeded(seed, make, shape)).mean() < 0.4)


def networks(kind, parameters, spread, **switches):
    """Three networks.

    :param parameters: of the kind of neuron, for four layers
    :return: of switches, the networks and their inputs
    """
    a, b, c, d = (lambda p=p: lambda **others: kind(**p | switches | others) for p in parameters)
    makers = [((8,), dense_net(a(), b(), spread, True)), ((8,), dense_net(c(), d(), spread, False)), ((2, 6, 6), convolutional_net(a(), c(), spread))]
    found = [(busy(make, shape), make, shape) for shape, make in makers]
    return lambda **others: [seeded(seed, lambda: make(**others), shape) for seed, make, shape in found]


def record(key, says, nets, options="", same_as=None, dt=1e-4, written=None, by_hand="", **model):
    """A row.

    :param written: networks whose files are those of these, which `export_to_nir` refuses
    :return: the row
    """
    row = archive.row(key, says, same_as["folder"] if same_as else "", options=options, by_hand=by_hand)
    for number, (net, x) in enumerate(nets):
        functional.reset_net(net)
        content, graph = graphs.stored(export_to_nir(written[number][0] if written else net, torch.zeros(1, *x.shape[2:]), dt=dt))
        if same_as:
            assert content == archive.files[f"{same_as['folder']}/{number}/net.nir"], "the switch is in the file"
        else:
            archive.put(row["folder"], number, content, x)
        archive.answer(row, number, run(net, x), {name: graphs.simulate(graph, x, equation(*numbers, dt, **model), numbers[0])
                                                  for name, numbers in graphs.NUMBERS.items()})
    return row


FIRES = "s = v >= v_threshold; v = v_reset where s"
SOFT = "s = v >= v_threshold; v = v - v_threshold where s"
REFUSED = "export_to_nir refuses v_reset=None; the file says v_reset 0, as older exporters wrote it"
START = "v starts at v_reset; "
plain, other = dict(), dict(v_threshold=1.5)
nets = networks(neuron.IFNode, (plain, plain, other, plain), 0.5)
row = record("IFNode", f"v = v + x; {FIRES}; r = 1/dt in the file", nets())
record("IFNode/v_reset None", f"v = v + x; {SOFT}", nets(v_reset=None), "--reset subtract", row, written=nets(), by_hand=REFUSED, soft=True)
record("IFNode/v_reset", f"{START}v = v + x; {FIRES}", networks(neuron.IFNode, (plain, plain, other, plain), 0.5, v_reset=0.25)())
TAUS = (dict(tau=2.0), dict(tau=4.0), dict(tau=3.0, v_threshold=1.5), dict(tau=10.0))
LEARNED = tuple({"init_tau" if name == "tau" else name: value for name, value in each.items()} for each in TAUS)
for name, kind, taus in (("LIFNode", neuron.LIFNode, TAUS), ("ParametricLIFNode", neuron.ParametricLIFNode, LEARNED)):
    for decays_input, charge, spread in ((True, "v = v + (x - (v - v_reset)) / tau", 2.0), (False, "v = v - (v - v_reset) / tau + x", 0.7)):
        key = name if decays_input else name + "/decay_input False"
        nets = networks(kind, taus, spread, decay_input=decays_input)
        row = record(key, f"{charge}; {FIRES}; r = {'1' if decays_input else 'tau/dt'} in the file", nets())
        if kind is neuron.LIFNode:
            key += "/" if decays_input else ", "
            record(f"{key}v_reset None", f"{charge}, v_reset 0; {SOFT}", nets(v_reset=None), "--reset subtract", row, written=nets(), by_hand=REFUSED,
                   soft=True)
            record(f"{key}v_reset", f"{START}{charge}; {FIRES}; v_leak = v_reset in the file",
                   networks(kind, taus, spread, decay_input=decays_input, v_reset=0.25)())
record("LIFNode/dt", "LIFNode, export_to_nir(dt=1e-3)", networks(neuron.LIFNode, TAUS, 2.0)()[:1], "--dt 1e-3", dt=1e-3)
CUBA = (dict(c_decay=0.5, v_decay=0.75), dict(c_decay=0.25, v_decay=0.5, v_threshold=1.0), dict(c_decay=0.9, v_decay=0.83, v_threshold=1.5),
        dict(c_decay=0.6, v_decay=0.95))
DRIVE = "c = c_decay c + x; v = v_decay v + c"
nets = networks(neuron.CUBALIFNode, CUBA, 0.4)
row = record("CUBALIFNode", f"{DRIVE}; {FIRES}", nets())
record("CUBALIFNode/v_reset None", f"{DRIVE}; {SOFT}", nets(v_reset=None), "--reset subtract", row, written=nets(), by_hand=REFUSED, soft=True)
record("CUBALIFNode/v_reset", f"{START}{DRIVE}; {FIRES}; v_leak is 0", networks(neuron.CUBALIFNode, CUBA, 0.4, v_reset=0.25)())
archive.write(__file__)
