"""Records snnTorch's own spikes (see recording.py): python snntorch.py, with snnTorch 1.0.0, torch 2.5.1, nir 1.0.8, nirtorch 2.6."""
import contextlib
import importlib.metadata
import io
import os
import sys
import warnings

here = os.path.dirname(os.path.abspath(__file__))
sys.path = [path for path in sys.path if path not in ("", here)]  # snntorch is the package, not this script
import nir
import numpy as np
import snntorch as snn
import torch
from snntorch import utils
from snntorch.export_nir import export_to_nir

sys.path.append(here)
import graphs
import recording

warnings.simplefilter("ignore")
torch.set_num_threads(1)
SEED = 14
DT = 1e-4  # what snnTorch's exporter counts in
rng = np.random.default_rng(SEED)
archive = graphs.SharedArchive("snntorch", {"seed": SEED} | {package: importlib.metadata.version(package) for package in
                                                         ("snntorch", "torch", "nir", "nirtorch", "numpy")})


# ---- the equations, on the graph of the file -------------------------------------------------------------------------------------------
def neuron(reset, delayed, real, decays, keeps_input, shorten=True):
    """Of a node of the file, the function of a timestep.

    :param keeps_input: whether a delayed reset to zero keeps the input of its timestep: Leaky does
    """
    def decay(tau):
        factor = graphs.keeps(tau, DT) if shorten else 1 - DT / np.asarray(tau, float)
        return np.clip(factor, 0, 1).astype(decays).astype(real)

    def of(node):
        if not isinstance(node, (nir.LIF, nir.CubaLIF)):
            return None
        cuba = isinstance(node, nir.CubaLIF)
        alpha, beta = decay(node.tau_syn) if cuba else None, decay(node.tau_mem if cuba else node.tau)
        threshold = np.asarray(node.v_threshold, real)
        i = v = real(0)

        def step(x):
            nonlocal i, v
            above = ((v - threshold) > 0).astype(real)
            if reset == "zero" and keeps_input:
                v = (1 - above) * v
            if cuba:
                x = i = alpha * i + x
            v = beta * v + x
            if reset == "subtract":
                v = v - above * threshold
            elif reset == "zero" and not keeps_input:
                v = v - above * v
            spikes = ((v - threshold) > 0).astype(real)
            if not delayed and reset == "subtract":
                v = v - (spikes - above) * threshold
            elif not delayed and reset == "zero":
                v = v - (spikes - above) * v
            return spikes

        return step

    return of


# ---- networks ------------------------------------------------------------------------------------------------------------------------------
def with_weights(module, spread, bias=False, step=0.25, mean=0.0):
    module.weight.data = torch.from_numpy(recording.grid(rng, module.weight.shape, spread, step, mean))
    if module.bias is not None:
        module.bias.data = torch.from_numpy(recording.grid(rng, module.bias.shape, 0.2 if bias else 0.0, step, 0))
    return module


def dense(inputs, outputs, spread=0.7, bias=False, mean=0.0):
    return with_weights(torch.nn.Linear(inputs, outputs, bias=bias), spread, bias, mean=mean)


def decays(shape, dyadic):
    return torch.from_numpy(rng.choice([0.5, 0.75, 0.875] if dyadic else [0.9, 0.83, 0.7, 0.95], shape).astype(np.float32))


def thresholds(shape, plain):
    return torch.from_numpy(np.ones(shape, np.float32) if plain else rng.choice([0.75, 1, 1.5], shape).astype(np.float32))


def layer(kind, shape, dyadic, plain, **others):
    """What makes a layer, given the switches of a row."""
    alpha = {"alpha": decays(shape, dyadic)} if kind in (snn.Synaptic, snn.RSynaptic) else {}
    beta, threshold = decays(shape, dyadic), thresholds(shape, plain)
    if kind in (snn.RLeaky, snn.RSynaptic) and "V" not in others:
        others = others | {"linear_features": shape[0]}
        back = with_weights(torch.nn.Linear(shape[0], shape[0]), 0.4, bias=not plain, mean=-0.15)

    def build(switches):
        made = kind(beta=beta, threshold=threshold, init_hidden=True, **alpha, **others, **switches)
        if "linear_features" in others:
            made.recurrent = back
        return made

    return build


def network(*modules):
    return lambda switches: torch.nn.Sequential(*(m(switches) if not isinstance(m, torch.nn.Module) else m for m in modules))


def networks(kind):
    """Of each network, its input channels and what makes what builds it with the switches of a row."""
    one = lambda n: dict(all_to_all=False, V=torch.from_numpy(recording.grid(rng, n, 0.4, 0.25, -0.25)))
    less = 0.5 if kind in (snn.Synaptic, snn.RSynaptic) else 0.7  # a current adds up
    made = lambda shape, dyadic, plain, **others: layer(kind, shape, dyadic, plain, **others)
    if kind in (snn.Leaky, snn.Synaptic):
        return [((8,), lambda: network(dense(8, 12, less, True), made((12,), True, True), dense(12, 5, less, True), made((5,), True, True))),
                ((8,), lambda: network(dense(8, 12, less), made((12,), False, False), dense(12, 5, less, True), made((5,), False, False))),
                ((2, 6, 6), lambda: network(with_weights(torch.nn.Conv2d(2, 3, 3, padding=1), 0.4 * less, True), made((3, 6, 6), True, True),
                                            torch.nn.AvgPool2d(2), torch.nn.Flatten(), dense(27, 5, 1.2 * less), made((5,), False, True)))]
    return [((8,), lambda: network(dense(8, 12, less, True), made((12,), True, True), dense(12, 5, less), made((5,), True, True))),
            ((8,), lambda: network(dense(8, 12, less), made((12,), False, False), dense(12, 5, less, True), made((5,), False, False, **one(5)))),
            ((8,), lambda: network(dense(8, 12, less, True), made((12,), False, True, **one(12)), dense(12, 5, less), made((5,), False, True)))]


def busy(kind, shape, make):
    """A network with 5 to 40 % of its entries active, and its input."""
    while True:
        build, x = make(), recording.spikes(rng, shape, 0.3)
        if 0.05 < run(build({}), x).mean() < 0.4:
            return shape, build, x


def run(net, x):
    utils.reset(net)
    with torch.no_grad():
        return torch.stack([net(step) for step in torch.tensor(x).float().unbind(1)], 1).numpy()


def exported(net, shape):
    with contextlib.redirect_stdout(io.StringIO()):
        return export_to_nir(net, torch.zeros(1, *shape), ignore_dims=[0])


def record(row, number, net, graph, x, reset, delayed, keeps_input):
    models = {name: graphs.simulate(graph, x, neuron(reset, delayed, *numbers, keeps_input), numbers[0]) for name, numbers in graphs.NUMBERS.items()}
    models["float64, tau as it is"] = graphs.simulate(graph, x, neuron(reset, delayed, float, float, keeps_input, False), float)
    archive.answer(row, number, run(net, x), models)


AFTER = {"subtract": "v = v - s threshold", "zero": "v = 0 where s", "none": ""}


def says(kind, reset, delayed):
    drive = {snn.Leaky: "v = beta v + x", snn.RLeaky: "x = x + V s(before); v = beta v + x", snn.Synaptic: "I = alpha I + x; v = beta v + I",
             snn.RSynaptic: "I = alpha I + x + V s(before); v = beta v + I"}[kind]
    if reset == "none":
        return f"{drive}; s = v > threshold"
    early = "v = v - r threshold" if reset == "subtract" else "v = 0 where r"
    before = f"r = v > threshold; {early}; {drive}" if reset == "zero" and kind is snn.Leaky else f"r = v > threshold; {drive}; {early}"
    late = f"{before}; s = v > threshold"
    if delayed:
        return late
    return f"{late}; {'v = v - (s - r) threshold' if reset == 'subtract' else 'v = v - (s - r) v'}"


OPTIONS = {("subtract", True): "--reset subtract-late", ("subtract", False): "--reset subtract-guarded", ("zero", True): "--reset zero-late",
           ("zero", False): "", ("none", True): "--reset none"}
for kind in (snn.Leaky, snn.RLeaky, snn.Synaptic, snn.RSynaptic):
    name = kind.__name__
    made = [busy(kind, *each) for each in networks(kind)]
    for number, (shape, build, x) in enumerate(made):
        archive.put(name, number, graphs.stored(exported(build({}), shape))[0], x)
    for reset, delayed in OPTIONS:
        if kind is snn.RSynaptic and not delayed:
            continue  # fails: below
        switches = dict(reset_mechanism=reset, reset_delay=delayed)
        row = archive.row(f"{name}/{reset}{'-delayed' if delayed and reset != 'none' else ''}", says(kind, reset, delayed), name,
                          options="" if kind is snn.Leaky and reset == "zero" else OPTIONS[reset, delayed])
        for number, (shape, build, x) in enumerate(made):
            net = build(switches)
            bytes_, graph = graphs.stored(exported(net, shape))
            assert bytes_ == archive.files[f"{name}/{number}/net.nir"], "the switch is in the file"
            record(row, number, net, graph, x, reset, delayed, kind is snn.Leaky)

# ---- decays that are no decays ---------------------------------------------------------------------------------------------------------
for kind in (snn.Leaky, snn.Synaptic):
    odd = torch.tensor([1.25, 1.0, -0.5, 0.0, 1.0625, 0.5])
    row = archive.row(f"{kind.__name__}/decays-outside", says(kind, "subtract", True) + "; alpha and beta are clamped to 0..1",
                      options="--reset subtract-late")
    others = {"alpha": odd.flip(0)} if kind is snn.Synaptic else {}
    for number in range(3):
        net = torch.nn.Sequential(dense(8, 6, 0.8, mean=-0.05), kind(beta=odd, threshold=torch.ones(6), init_hidden=True, **others))
        x = recording.spikes(rng, (8,), 0.3)
        bytes_, graph = graphs.stored(exported(net, (8,)))
        archive.put(row["folder"], number, bytes_, x)
        record(row, number, net, graph, x, "subtract", True, True)

archive.write(__file__)

# ---- what cannot be written or run -----------------------------------------------------------------------------------------------------
def failing(what, act):
    try:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            act()
        print(f"{what}: no failure {out.getvalue().strip()}")
    except Exception as failure:
        print(f"{what}: {type(failure).__name__}: {str(failure).splitlines()[0][:150]}")


def sequence(*modules, shape=(8,)):
    return lambda: exported(torch.nn.Sequential(*modules), shape)


full = lambda value: torch.full((12,), value)
vectors = dict(beta=full(0.5), threshold=full(1.0), init_hidden=True)
failing("Alpha", sequence(dense(8, 12), snn.Alpha(alpha=full(0.75), **vectors), dense(12, 5)))
failing("Lapicque", sequence(dense(8, 12), snn.Lapicque(0.5, init_hidden=True), dense(12, 5)))
failing("Leaky, scalars", sequence(dense(8, 12), snn.Leaky(0.5, init_hidden=True)))
failing("RLeaky, convolution", sequence(torch.nn.Conv2d(2, 3, 3, padding=1), snn.RLeaky(torch.full((3, 6, 6), 0.5), threshold=torch.ones(3, 6, 6),
        conv2d_channels=3, kernel_size=3, init_hidden=True), shape=(2, 6, 6)))
at_once = torch.nn.Sequential(snn.RSynaptic(alpha=full(0.5), linear_features=12, reset_delay=False, **vectors))
failing("RSynaptic, reset_delay=False", lambda: run(at_once, np.zeros((1, 3, 12))))
failing("DeltaLeaky", sequence(dense(8, 12), snn.DeltaLeaky(**vectors)))
failing("StateLeaky", sequence(dense(8, 12), snn.StateLeaky(0.5, 12)))
failing("Leaky, output=True", sequence(dense(8, 12), snn.Leaky(output=True, **vectors)))
failing("Leaky, inhibition", sequence(dense(8, 12), snn.Leaky(inhibition=True, **vectors)))
failing("Leaky, graded", sequence(dense(8, 12), snn.Leaky(graded_spikes_factor=2.0, **vectors)))
failing("MaxPool2d", sequence(torch.nn.Conv2d(2, 3, 3, padding=1), torch.nn.MaxPool2d(2), shape=(2, 6, 6)))
