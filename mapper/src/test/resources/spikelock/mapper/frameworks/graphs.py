"""NIR graphs in NumPy, and archives in which rows share networks.

The equations of a framework are held to its answers by running them on the graph *as its file holds it*, in single and in double
precision. Rows whose switch is not in the file have the same networks and inputs, so these are stored once ("networks_in" of such a row in
rows.json names the folder); only the answers differ.
"""
import decimal
import math
import os
import tempfile

import nir
import numpy as np

import recording


# ---- decays as a file holds them -----------------------------------------------------------------------------------------------------
# A file holds tau, often rounded to 32 bits, where somebody wrote a decay (0.9), its complement (0.1) or a number of timesteps (3).
EXACT = 2.0**-23  # of a decay; relative, of a number of timesteps


def shortest(value, tolerance):
    """The decimal of fewest digits within the tolerance."""
    for digits in range(17):
        rounded = round(decimal.Decimal(value), digits)
        if abs(rounded - decimal.Decimal(value)) <= tolerance:
            return rounded.normalize()
    return decimal.Decimal(value)


def decay(steps):
    """What a time constant of so many timesteps keeps and what it moves, 1 in all: as was meant, not as was rounded"""
    if not math.isfinite(steps):
        return 1.0, 0.0
    keeps, timesteps = shortest(1 - 1 / steps, EXACT), shortest(steps, EXACT * abs(steps))
    if len(timesteps.as_tuple().digits) < len(keeps.as_tuple().digits):
        return 1 - 1 / float(timesteps), 1 / float(timesteps)
    return float(keeps), float(1 - keeps)


def keeps(tau, dt):
    return np.vectorize(lambda t: decay(t / dt)[0], otypes=[float])(np.asarray(tau, float))


def moves(tau, dt):
    return np.vectorize(lambda t: decay(t / dt)[1], otypes=[float])(np.asarray(tau, float))


# Of a model, the numbers that it computes with and those that its decays are rounded to
NUMBERS = {"float32": (np.float32, np.float32), "float64": (np.float64, np.float64), "decays": (np.float64, np.float32)}


# ---- NIR graphs in NumPy ---------------------------------------------------------------------------------------------------------------
def flat(graph, prefix=""):
    """Nodes and edges without nested graphs."""
    nodes, edges, ends = {}, [], {}
    for name, node in graph.nodes.items():
        if isinstance(node, nir.NIRGraph):
            inner, inner_edges = flat(node, prefix + name + "/")
            nodes |= inner
            edges += inner_edges
            of = lambda kind: next(k for k, n in inner.items() if isinstance(n, kind))
            ends[name] = of(nir.Input), of(nir.Output)
        else:
            nodes[prefix + name] = node
            ends[name] = prefix + name, prefix + name
    return nodes, edges + [(ends[a][1], ends[b][0]) for a, b in graph.edges]


def convolved(x, node, dtype):
    weight, out = np.asarray(node.weight, dtype), None
    sy, sx = np.broadcast_to(node.stride, 2)
    if isinstance(node.padding, str):
        py, px = [(k - 1) // 2 if node.padding == "same" else 0 for k in weight.shape[2:]]
    else:
        py, px = np.broadcast_to(node.padding, 2)
    x = np.pad(x, [(0, 0)] * (x.ndim - 2) + [(py, py), (px, px)])
    ky, kx = weight.shape[2:]
    h, w = (x.shape[-2] - ky) // sy + 1, (x.shape[-1] - kx) // sx + 1
    for i in range(ky):
        for j in range(kx):
            part = np.einsum("bchw,oc->bohw", x[:, :, i:i + sy * h:sy, j:j + sx * w:sx], weight[:, :, i, j])
            out = part if out is None else out + part
    return out + np.asarray(node.bias, dtype)[None, :, None, None]


def pooled(x, node, mean):
    ky, kx = np.broadcast_to(node.kernel_size, 2)
    assert np.all(np.asarray(node.stride) == node.kernel_size) and not np.any(node.padding)
    b, c, h, w = x.shape
    x = x[:, :, :h // ky * ky, :w // kx * kx].reshape(b, c, h // ky, ky, w // kx, kx)
    return x.mean((3, 5)) if mean else x.sum((3, 5))


def linear(node, x, dtype):
    kind = type(node)
    if kind in (nir.Affine, nir.Linear):
        y = x @ np.asarray(node.weight, dtype).T
        return y + np.asarray(node.bias, dtype) if kind is nir.Affine else y
    if kind is nir.Conv2d:
        return convolved(x, node, dtype)
    if kind in (nir.AvgPool2d, nir.SumPool2d):
        return pooled(x, node, kind is nir.AvgPool2d)
    if kind is nir.Flatten:
        return x.reshape(len(x), -1)
    if kind in (nir.Input, nir.Output):
        return x
    raise ValueError(kind)


def simulate(graph, x, neuron, dtype, late=lambda node: False, loop_at_0=True, picture=linear):
    """What a graph answers: [samples, timesteps, outputs...]

    :param neuron: of a node, the function of a timestep: from the input to what the neurons send
    :param late: whether what a neuron's node sends is seen in the timestep after, by all, not by itself alone
    :param picture: of a linear node, what it makes of its input, where that is not NIR's way
    :param loop_at_0: whether what leads back into a neuron, its bias above all, acts in the first timestep
    """
    nodes, edges = flat(graph)
    steps = {name: step for name, node in nodes.items() if (step := neuron(node))}
    before = {name: [a for a, b in edges if b == name] for name in nodes}
    output = next(name for name, node in nodes.items() if isinstance(node, nir.Output) and "/" not in name)
    shapes = {name: tuple(int(n) for n in np.atleast_1d(next(iter(nodes[name].output_type.values())))) for name in steps}
    last = {name: np.zeros((len(x), *shapes[name]), dtype) for name in steps}

    def leads(a, b, seen=()):
        return a == b or any(leads(to, b, (*seen, a)) for source, to in edges if source == a and to not in seen)

    answers = []
    for t in range(x.shape[1]):
        known, running = {}, set()

        def value(name):
            if name in steps and (name in running or running and late(nodes[name])):
                return last[name]
            if name not in known:
                if name in steps:
                    running.add(name)
                sources = [b for b in before[name] if loop_at_0 or t > 0 or not leads(name, b)]
                total = sum(value(b) for b in sources) if before[name] else x[:, t].astype(dtype)
                running.discard(name)
                known[name] = steps[name](total) if name in steps else picture(nodes[name], total, dtype)
            return known[name]

        answers.append(value(output))
        for name in steps:
            value(name)
        last = {name: known[name] for name in steps}
    return np.stack(answers, 1)


# ---- archives --------------------------------------------------------------------------------------------------------------------------
def stored(graph):
    """A graph's file, and the graph as read from it; uncompressed, since the archive compresses better.

    Exporters put edges in a random order; here they are sorted, so that recording again gives the same file.
    """
    def sort(graph):
        graph.edges = sorted(graph.edges)
        for node in graph.nodes.values():
            if isinstance(node, nir.NIRGraph):
                sort(node)

    sort(graph)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "net.nir")
        nir.write(path, graph, compression=None)
        with open(path, "rb") as file:
            return file.read(), nir.read(path)


class SharedArchive(recording.Archive):
    """An archive whose rows can share networks."""

    def __init__(self, framework, versions):
        super().__init__(framework, versions)
        self.lines = []

    def row(self, key, says, networks_in="", **others):
        row = super().row(key, says, **others)
        row["networks_in"] = networks_in or row["folder"]
        return row

    def put(self, folder, number, net, x):
        """A network that rows share."""
        self.files[f"{folder}/{number}/net.nir"] = net
        self.files[f"{folder}/{number}/x.npy"] = recording.npy(x.astype(np.int8))

    def answer(self, row, number, expected, models, late=0):
        """What a row's framework answered to a network that was put, its lateness taken out.

        :param models: by name, what the row's equation gives
        """
        expected = expected[:, late:]
        models = {name: answer[:, :answer.shape[1] - late] for name, answer in models.items()}
        shared = {name: self.files.get(name) for name in (f"{row['folder']}/{number}/net.nir", f"{row['folder']}/{number}/x.npy")}
        self.add(row, b"", np.zeros(0), expected, (models["float32"], models["float64"], models["decays"]))
        for name, content in shared.items():  # what was put, not what adding wrote
            self.files.pop(name)
            if content is not None:
                self.files[name] = content
        assert number == row["networks"] - 1
        differ = {name: int(np.sum(~np.isclose(a, expected, rtol=1e-5, atol=1e-6)) if row["compares"] == "potential" else np.sum(a != expected))
                  for name, a in models.items()}
        print(f"{row['row']} {number}: {expected.size} entries, {np.mean(expected != 0):.3f} active; differ: "
              + ", ".join(f"{name} {count}" for name, count in differ.items()))
