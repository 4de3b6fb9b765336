"""Records Spyx' own spikes (see recording.py): python spyx.py, with Spyx 1.0.0, JAX 0.10.2, flax 0.12.8, nir 1.0.8."""
import contextlib
import importlib.metadata
import io
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path = [path for path in sys.path if path not in ("", here)]  # spyx is the package, not this script
os.environ["JAX_PLATFORMS"] = "cpu"
import jax.numpy as jnp
import nir
import numpy as np
import spyx.nir
import spyx.nn as snn
from flax import nnx

sys.path.append(here)
import graphs
import recording

SEED = 14
archive = graphs.SharedArchive("spyx", {"seed": SEED} | {package: importlib.metadata.version(package) for package in
                                                     ("spyx", "jax", "jaxlib", "flax", "nir", "numpy")})
rngs = nnx.Rngs(0)


# ---- the equations, on the graph of the file -------------------------------------------------------------------------------------------
def neuron(real, decays, dt=1.0):
    """Of a node of the file, the function of a timestep: spikes where they arise, a timestep before Spyx sends them."""
    def decay(tau):
        return np.clip(graphs.keeps(tau, dt), 0, 1).astype(decays).astype(real)

    def of(node):
        if isinstance(node, nir.Threshold):
            return lambda x: (x - np.asarray(node.threshold, real) > 0).astype(real)
        if not isinstance(node, (nir.IF, nir.LIF, nir.CubaLIF, nir.LI)):
            return None
        cuba = isinstance(node, nir.CubaLIF)
        beta = real(1) if isinstance(node, nir.IF) else decay(node.tau_mem if cuba else node.tau)
        threshold = None if isinstance(node, nir.LI) else np.asarray(node.v_threshold, real)
        v = i = spikes = real(0)

        def step(x):
            nonlocal v, i, spikes
            if cuba:
                v = v - spikes * threshold
                i = decay(node.tau_syn) * i + x
                v = beta * v + i
            elif threshold is None:
                v = beta * v + x
                return v
            else:
                v = beta * v + x - spikes * threshold
            spikes = ((v - threshold) > 0).astype(real)
            return spikes

        return step

    return of


def is_late(node):
    """Spyx' neurons test the potential of the timestep before; a PSU_LIF, written as LI and Threshold, does not."""
    return not isinstance(node, (nir.LI, nir.Threshold))


def mended(graph):
    """Recurrent kinds: the input goes to the neurons, not to the recurrent weights."""
    for name, node in graph.nodes.items():
        if isinstance(node, nir.NIRGraph):
            node.edges = [(a, f"{name}.lif" if a == f"{name}.input" else b) for a, b in node.edges]
    return graph


def channels_last(node, x, real):
    """Flattened as Spyx does, which has channels last."""
    if isinstance(node, nir.Flatten) and x.ndim == 4:
        return x.transpose(0, 2, 3, 1).reshape(len(x), -1)
    return graphs.linear(node, x, real)


# ---- networks ------------------------------------------------------------------------------------------------------------------------------
class Maker:
    """Layers with the random numbers of a seed."""

    def __init__(self, seed):
        self.rng = np.random.default_rng(seed)

    def grid(self, shape, spread):
        return jnp.asarray(recording.grid(self.rng, shape, spread, 0.25, 0))

    def dense(self, inputs, outputs, spread, bias=False):
        layer = nnx.Linear(inputs, outputs, use_bias=bias, rngs=rngs)
        layer.kernel[...] = self.grid((inputs, outputs), spread)
        if bias:
            layer.bias[...] = self.grid((outputs,), spread / 3)
        return layer

    def convolution(self, inputs, outputs, spread):
        layer = nnx.Conv(inputs, outputs, (3, 3), rngs=rngs)
        layer.kernel[...] = self.grid((3, 3, inputs, outputs), spread)
        layer.bias[...] = self.grid((outputs,), spread / 3)
        return layer

    def neurons(self, kind, shape, values, threshold=1.0):
        layer = kind(shape, threshold=threshold, rngs=rngs)
        for name in ("alpha", "beta"):
            if hasattr(layer, name):
                getattr(layer, name)[...] = jnp.asarray(self.rng.choice(values, shape).astype(np.float32))
        if hasattr(layer, "recurrent_w"):
            layer.recurrent_w[...] = self.grid(shape + shape, 0.4)
        return layer


DYADIC, OTHER = [0.5, 0.75, 0.875], [0.9, 0.83, 0.7, 0.6]


def dense_net(kind, values, threshold, bias, spread, last=None):
    def make(maker):
        return [maker.dense(8, 12, spread, bias), maker.neurons(kind, (12,), values, threshold), maker.dense(12, 5, spread, bias),
                maker.neurons(last or kind, (5,), values)]

    return (8,), make


def convolutional_net(kind, spread):
    def make(maker):
        return [maker.convolution(2, 3, spread / 2), maker.neurons(kind, (6, 6, 3), DYADIC), snn.SumPool((2, 2), (2, 2), "VALID"), snn.Flatten(),
                maker.dense(27, 5, spread), maker.neurons(kind, (5,), OTHER)]

    return (2, 6, 6), make


def run(layers, x):
    x = np.moveaxis(x, 2, -1) if x.ndim == 5 else x
    return np.asarray(snn.run(snn.Sequential(*layers), jnp.asarray(x, jnp.float32), batch_major=True)[0])


seeds = iter(range(1000 * SEED, 2000 * SEED))


def seeded(seed, shape, make):
    maker = Maker(seed)
    return make(maker), recording.spikes(maker.rng, shape, 0.3)


def busy(shape, make):
    """A network with 5 to 40 % of its entries active, and its input."""
    for seed in seeds:
        layers, x = seeded(seed, shape, make)
        if 0.05 < run(layers, x).mean() < 0.4:
            return layers, x


def exported(layers, shape, outputs, dt):
    return spyx.nir.to_nir(snn.Sequential(*layers), {"input": np.array(shape)}, {"output": np.atleast_1d(outputs)}, dt=dt)


def record(key, says, nets, options="", late=1, dt=1.0, by_hand=""):
    row = archive.row(key, says, options=options, late=late, by_hand=by_hand)
    for number, (layers, x) in enumerate(nets):
        expected = run(layers, x)
        content, graph = graphs.stored(exported(layers, x.shape[2:], expected.shape[-1], dt))
        archive.put(row["folder"], number, content, x)
        as_written = graphs.simulate(graph, x, neuron(float, float, dt), float, is_late)
        graph = mended(graph)
        models = {name: graphs.simulate(graph, x, neuron(*numbers, dt), numbers[0], is_late, picture=channels_last)
                  for name, numbers in graphs.NUMBERS.items()}
        archive.answer(row, number, expected, models | {"float64, the file as it is": as_written}, late)


def three(kind, spread):
    return [busy(*dense_net(kind, DYADIC, 1.0, True, spread)), busy(*dense_net(kind, OTHER, 1.5, False, spread)),
            busy(*convolutional_net(kind, spread))]


def three_dense(kind, spread):
    return [busy(*dense_net(kind, DYADIC, 1.0, True, spread)), busy(*dense_net(kind, OTHER, 1.5, False, spread)),
            busy(*dense_net(kind, DYADIC, 1.0, False, spread))]


LATE = "s is sent a timestep later, to the next layer, too"
record("IF", f"V = V + x - s(before) threshold; s = V > threshold; {LATE}", three(snn.IF, 0.5))
record("LIF", f"V = beta V + x - s(before) threshold; s = V > threshold; {LATE}; r = beta in the file means nothing", three(snn.LIF, 0.7))
record("LIF/dt", "LIF, to_nir(dt=1e-3)", [busy(*dense_net(snn.LIF, OTHER, 1.0, True, 0.7))], "--dt 1e-3", dt=1e-3)
record("CuBaLIF", f"V = V - s(before) threshold; I = alpha I + x; V = beta V + I; s = V > threshold; {LATE}; r and w_in in the file mean nothing",
       three_dense(snn.CuBaLIF, 0.4))  # on pictures it cannot run: its first state has twice the height and width, too
record("PSU_LIF", "V = beta V + x; s = V > threshold; written as LI and Threshold; not late", three(snn.PSU_LIF, 0.4), late=0)
record("PSU_LIF/before LIF", "PSU_LIF is not late, the LIF behind it is",
       [busy(*dense_net(snn.PSU_LIF, DYADIC, 1.0, True, 0.5, snn.LIF)) for _ in range(3)])
record("PSU_LIF/behind LIF", "LIF is late, the PSU_LIF behind it is not",
       [busy(*dense_net(snn.LIF, DYADIC, 1.0, True, 0.5, snn.PSU_LIF)) for _ in range(3)], late=0)
WRITTEN = "in the file the input leads to the recurrent weights only"
record("RIF", f"V = V + x + R s(before) - s(before) threshold; s = V > threshold; {LATE}; {WRITTEN}", three_dense(snn.RIF, 0.5))
record("RLIF", f"V = beta V + x + R s(before) - s(before) threshold; s = V > threshold; {LATE}; {WRITTEN}", three_dense(snn.RLIF, 0.7))
record("RCuBaLIF", f"V = V - s(before) threshold; I = alpha I + x + R s(before); V = beta V + I; s = V > threshold; {LATE}; {WRITTEN}",
       three_dense(snn.RCuBaLIF, 0.4))
OUTSIDE = [1.25, 1.0625, -0.5, 0.0, 0.5]
for kind in (snn.LIF, snn.CuBaLIF):
    record(f"{kind.__name__}/decays-outside", f"{kind.__name__}; alpha and beta are clamped to 0..1",
           [busy((8,), lambda maker: [maker.dense(8, 10, 0.5), maker.neurons(kind, (10,), OUTSIDE)]) for _ in range(3)])
archive.write(__file__)


# ---- what is lost or fails ---------------------------------------------------------------------------------------------------------------
def says(what, act):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        try:
            answer = act()
        except Exception as failure:
            answer = f"{type(failure).__name__}: {str(failure).splitlines()[0][:150]}"
    print(f"{what}: {out.getvalue().strip()[:120]} {answer}")


def nodes(layers, shape=(8,), outputs=5):
    def act():
        content, graph = graphs.stored(exported(layers, shape, outputs, 1.0))
        return sorted(graph.edges), {name: node.padding for name, node in graph.nodes.items() if hasattr(node, "padding")}

    return act


maker = Maker(1)
says("ALIF", nodes([maker.dense(8, 5, 1), snn.ALIF((5,), rngs=rngs)]))
says("LI", nodes([maker.dense(8, 5, 1), snn.LIF((5,), rngs=rngs), maker.dense(5, 5, 1), snn.LI((5,), rngs=rngs)]))
says("Conv without bias", nodes([nnx.Conv(2, 3, (3, 3), use_bias=False, rngs=rngs), snn.LIF((6, 6, 3), rngs=rngs)], (2, 6, 6), (3, 6, 6)))
says("Conv with strides, SAME", nodes([nnx.Conv(2, 3, (3, 3), strides=2, rngs=rngs), snn.LIF((3, 3, 3), rngs=rngs)], (2, 6, 6), (3, 3, 3)))
says("Conv, kernel_dilation", nodes([nnx.Conv(2, 3, (3, 3), kernel_dilation=2, rngs=rngs), snn.LIF((6, 6, 3), rngs=rngs)], (2, 6, 6), (3, 6, 6)))
grouped = nnx.Conv(2, 2, (3, 3), feature_group_count=2, rngs=rngs)
says("Conv, feature_group_count", nodes([grouped, snn.LIF((6, 6, 2), rngs=rngs)], (2, 6, 6), (2, 6, 6)))
pool = snn.SumPool((2, 2), (2, 2), "SAME")
says("SumPool SAME of 5 x 5", nodes([nnx.Conv(2, 3, (3, 3), rngs=rngs), snn.LIF((5, 5, 3), rngs=rngs), pool], (2, 5, 5), (3, 3, 3)))
