"""Records lava-dl's own spikes (SLAYER; see recording.py): python lava-dl.py, with lava-dl 0.6.0 and numpy below 2.

A block's spikes leave one timestep late (step_delay); that of the last block is taken out of expected.npy.
"""
import contextlib
import importlib.metadata
import io
import warnings

warnings.filterwarnings("ignore")
with contextlib.redirect_stdout(None):
    import lava.lib.dl.slayer as slayer
import h5py
import numpy as np
import torch

import recording

SEED = 14
random = np.random.default_rng(SEED)
torch.manual_seed(SEED)
archive = recording.Archive("lava-dl", {"seed": SEED, "lava-dl": importlib.metadata.version("lava-dl"), "torch": torch.__version__,
                                     "numpy": np.__version__}, ".net")
cuba = slayer.block.cuba


def exported(blocks):
    out = io.BytesIO()
    with h5py.File(out, "w") as f:
        layers = f.create_group("layer")
        for i, block in enumerate(blocks):
            own = layers.create_group(str(i))
            if callable(block) and not isinstance(block, torch.nn.Module):
                block(own)
            else:
                block.export_hdf5(own)
    return out.getvalue()


def run(blocks, x):
    """x [samples, timesteps, channels...]: what the last block gives, [samples, timesteps, ...]; a timestep more than x has."""
    y = torch.from_numpy(np.moveaxis(np.concatenate([x, np.zeros_like(x[:, :1])], 1), 1, -1).copy())
    with torch.no_grad():
        for block in blocks:
            y = block(y)
    return np.moveaxis(y.numpy(), -1, 1)


# The equations in integers: 64 counts one unit of the file, weights and thresholds are as in the file.
def toward_zero(x, remains):
    return np.sign(x) * (np.abs(x) * remains >> 12)


def spiking(z, n, bias=0, back=None):
    """z [samples, timesteps, neurons] whole numbers; n: the neuron's group in the file."""
    u, v = np.zeros_like(z[:, 0]), np.zeros_like(z[:, 0])
    out = np.zeros_like(z)
    for t in range(z.shape[1]):
        x = z[:, t] + (out[:, t - 1] @ back.T if back is not None and t > 0 else 0)
        u = toward_zero(u, 4096 - n["iDecay"]) + 64 * x
        v = toward_zero(v, 4096 - n["vDecay"]) + u + 64 * bias
        out[:, t] = v > 64 * n["threshold"]
        v = v * (out[:, t] == 0)
    return out


def later(s, delay):
    """One timestep and the delays of each neuron."""
    out = np.zeros_like(s)
    for k in range(s.shape[2]):
        d = 1 + (int(delay[k]) if delay is not None else 0)
        out[:, d:, k] = s[:, :s.shape[1] - d, k]
    return out


def layer(block, s):
    """What a dense block sends for s, as long as s, with its lateness."""
    get = lambda name: file(block)[name]
    rec = "weight_rec" in file(block)
    w = get("weight").astype(int)
    n = {"iDecay": get("neuron/iDecay"), "vDecay": get("neuron/vDecay"), "threshold": int(get("neuron/vThMant"))}
    fired = spiking(s @ w.T, n, get("bias").astype(int) if "bias" in file(block) else 0, get("weight_rec").astype(int) if rec else None)
    return later(fired, get("delay") if "delay" in file(block) else None)


def file(block):
    out = io.BytesIO()
    with h5py.File(out, "w") as f:
        block.export_hdf5(f)
    found = {}
    with h5py.File(out, "r") as f:
        f.visititems(lambda name, d: found.update({name: d[()]}) if isinstance(d, h5py.Dataset) else None)
    return found


def longer(x):
    return np.concatenate([x, np.zeros_like(x[:, :1])], 1).astype(int)


def weights(synapse, scale, shift=0.1, step=0.125):
    w = recording.grid(random, synapse.weight.shape, scale, step, shift)
    synapse.weight.data = torch.from_numpy(w)


NEURONS = ({"threshold": 1.0, "current_decay": 1.0, "voltage_decay": 0.5}, {"threshold": 1.25, "current_decay": 0.5, "voltage_decay": 0.1},
           {"threshold": 1.5, "current_decay": 0.3, "voltage_decay": 0.07})
SAYS = ("integers of 1/64 of the file's unit: u = u (4096 - iDecay) / 4096 toward zero + 64 W s; v = v (4096 - vDecay) / 4096 toward zero + u "
        "+ 64 bias; spike = v > 64 vThMant; v = 0 where it spiked; a spike leaves one timestep later")


def dense(params, n_in, n_out, scale=0.5, kind=cuba.Dense, **more):
    block = kind(dict(params), n_in, n_out, **more)
    if hasattr(block, "recurrent_synapse"):
        weights(block.input_synapse, scale)
        weights(block.recurrent_synapse, 0.5, 0)
    else:
        weights(block.synapse, scale)
    return block


def with_delays(block, n_out, most):
    block.delay.delay.data = torch.from_numpy((random.random(n_out) * most).astype(np.float32))  # what is behind the point is cut off
    block.delay.init = True
    return block


def chain(row, make, numbers=(0, 1, 2), n_in=6, known=True):
    """make(params, number): blocks; all of them dense, if their equation is known."""
    for number in numbers:
        blocks = make(NEURONS[number], number)
        x = recording.spikes(random, (n_in,), 0.3)
        expected = run(blocks, x)[:, 1:]
        s = longer(x)
        for block in blocks if known else ():
            s = layer(block, s)
        archive.add(row, exported(blocks), x, expected, [s[:, 1:] if known else expected])


def normed(kind):
    def make(params, number):
        blocks = [dense(dict(params, norm=kind), 6, 8), dense(dict(params, norm=kind), 8, 4)]
        for block in blocks:
            block(torch.zeros(1, block.synapse.in_channels, 3))
            block.neuron.norm.running_mean.data = torch.from_numpy(recording.grid(random, block.synapse.out_channels, 0.25, 0.0625, 0))
            if hasattr(block.neuron.norm, "running_var"):
                block.neuron.norm.running_var.data = torch.tensor([0.2])
            block.eval()
        return blocks
    return make


chain(archive.row("cuba.Dense/default", SAYS, late=1), lambda p, n: [dense(p, 6, 8), dense(p, 8, 4)])
chain(archive.row("cuba.Dense/norm=MeanOnlyBatchNorm", SAYS, late=1), normed(slayer.neuron.norm.MeanOnlyBatchNorm), (0, 2))
chain(archive.row("cuba.Dense/delay=True", SAYS + "; and delay[neuron] timesteps after that, whole numbers of them, also behind the last layer",
                  late=1),
      lambda p, n: [with_delays(dense(p, 6, 8, delay=True), 8, 4), with_delays(dense(p, 8, 4, delay=True), 4, 7)])
chain(archive.row("cuba.Dense/shared_param=False", SAYS + "; iDecay and vDecay of each neuron", late=1),
      lambda p, n: [dense(dict(p, shared_param=False, current_decay=(0.1, 0.9), voltage_decay=(0.02, 0.4)), a, b) for a, b in ((6, 8), (8, 4))],
      (0, 1))
chain(archive.row("cuba.Recurrent/default", SAYS.replace("64 W s", "64 (W s + W_rec own spikes of the timestep before)"), late=1),
      lambda p, n: [dense(p, 6, 8, kind=cuba.Recurrent), dense(p, 8, 4)])
chain(archive.row("cuba.Recurrent/delay=True", "as without; the delays act behind the block, not on the spikes that it feeds back", late=1),
      lambda p, n: [with_delays(dense(p, 6, 8, kind=cuba.Recurrent, delay=True), 8, 4), dense(p, 8, 4)], (1,))


def shape(own):
    """A layer without neurons that says what the network gets: cuba.Input(None) cannot run."""
    own.create_dataset("type", data=np.array([b"input"]))
    own.create_dataset("shape", data=np.array([2, 6, 6]))


def pictures(row, delays):
    """Convolution, pool, flatten, dense."""
    for number in range(2):
        p = NEURONS[number]
        conv = cuba.Conv(dict(p), 2, 3, 3, padding=1, delay=delays)
        weights(conv.synapse, 0.4)
        pool = cuba.Pool(dict(p), 2)
        last = dense(p, 27, 4, 0.4)
        if delays:
            with_delays(conv, 3, 4)
        blocks = [conv, pool, cuba.Flatten(), last]
        x = recording.spikes(random, (2, 6, 6), 0.15)
        expected = run(blocks, x)[:, 1:]
        s = longer(x)
        group = {"iDecay": int(conv.neuron.cx_current_decay), "vDecay": int(conv.neuron.cx_voltage_decay), "threshold": conv.neuron.v_th_mant}
        kernel = file(conv)["weight"].astype(int)
        padded = np.pad(s, ((0, 0), (0, 0), (0, 0), (1, 1), (1, 1)))
        z = sum(np.einsum("stcyx,oc->stoyx", padded[..., dy:dy + 6, dx:dx + 6], kernel[:, :, dy, dx]) for dy in range(3) for dx in range(3))
        s = later(spiking(z.reshape(z.shape[:2] + (-1,)), group), np.repeat(file(conv)["delay"], 36) if delays else None)
        s = s.reshape(s.shape[:2] + (3, 3, 2, 3, 2)).sum((4, 6)) * int(file(pool)["weight"].flatten()[0])
        s = later(spiking(s.reshape(s.shape[:2] + (-1,)), group), None)
        archive.add(row, exported([shape] + blocks), x, expected, [layer(last, s)[:, 1:]])


pictures(archive.row("cuba.Conv,Pool,Flatten,Dense/default", SAYS + "; kernels are correlated, a pool sums with one weight", late=1), False)
pictures(archive.row("cuba.Conv,Pool,Flatten,Dense/delay=True", SAYS + "; a convolution has a delay for each channel", late=1), True)


def inputs(row, decay, values):
    for weight, bias in values:
        p = {"threshold": 1.25, "current_decay": decay, "voltage_decay": 0.1}
        first = cuba.Input(dict(p), weight=weight, bias=bias)
        blocks = [first, dense(p, 6, 4)]
        x = recording.spikes(random, (6,), 0.4)
        expected = run(blocks, x)[:, 1:]
        f = file(first)
        z = longer(x) * int(f["weight"][0] if weight is not None else 64) + int(f["bias"][0] if bias is not None else 0)
        s = later(spiking(z, {"iDecay": f["neuron/iDecay"], "vDecay": f["neuron/vDecay"], "threshold": f["neuron/vThMant"]}), None)
        archive.add(row, exported(blocks), x, expected, [layer(blocks[1], s)[:, 1:]])


inputs(archive.row("cuba.Input/current_decay=1", "the first layer's input is weight x + bias (64 x without), through current and potential", late=1),
       1.0, [(0.3125, 0.09375), (1.0, 0.0), (0.5, 0.25), (None, None)])
inputs(archive.row("cuba.Input/current_decay=0.4", "the same: the bias, too, goes through the current", late=1), 0.4,
       [(0.3125, 0.03125), (0.5, None), (0.75, -0.0625)])


def affine(row, dynamics, one_layer):
    for number in range(2):
        p = NEURONS[number]
        last = dense(p, 8, 4, kind=cuba.Affine, dynamics=dynamics)
        first = [dense(p, 6, 8)] if not one_layer else []
        if one_layer:
            last = dense(p, 6, 4, kind=cuba.Affine, dynamics=dynamics)
        x = recording.spikes(random, (6,), 0.3)
        late = 0 if one_layer else 1
        expected = 64 * run(first + [last], x)[:, late:x.shape[1] + late]
        s = longer(x)
        for block in first:
            s = layer(block, s)
        z = s @ file(last)["weight"].astype(int).T
        u, v, out = np.zeros_like(z[:, 0]), np.zeros_like(z[:, 0]), np.zeros(z.shape)
        for t in range(z.shape[1]):
            u = toward_zero(u, 4096 - int(last.neuron.cx_current_decay)) + 64 * z[:, t]
            v = toward_zero(v, 4096 - int(last.neuron.cx_voltage_decay)) + u
            out[:, t] = v / 64 if dynamics else z[:, t]
        archive.add(row, exported(first + [last]), x, expected, [out[:, late:x.shape[1] + late]])


UNIT = " in units of the file; it is late only by what the layers in front are"
affine(archive.row("cuba.Affine/default", "a read-out that never spikes (vThMant = 2^18 - 1): v" + UNIT, compares="potential", late=1), True, False)
affine(archive.row("cuba.Affine/first layer", "the same", compares="potential"), True, True)
affine(archive.row("cuba.Affine/dynamics=False", "no neuron in the file: W s" + UNIT + " (netx makes an integrator of it)", compares="potential", late=1),
       False, False)


def average(row):
    p = NEURONS[1]
    blocks = [dense(p, 6, 8), cuba.Average(2)]
    x = recording.spikes(random, (6,), 0.3)
    expected = run(blocks, x)[:, 1:]
    group = lambda own: (own.create_dataset("type", data=np.array([b"average"])), own.create_dataset("shape", data=np.array([2, 1, 1])))
    s = layer(blocks[0], longer(x)).reshape(3, -1, 2, 4).mean(3)
    archive.add(row, exported([blocks[0], group]), x, expected, [s[:, 1:]])


average(archive.row("cuba.Average/default", "the mean over groups of neurons", compares="potential", late=1,
                    by_hand="export_hdf5 fails: 'Average' object has no attribute 'neuron'"))
chain(archive.row("cuba.Dense/norm=WgtScaleBatchNorm", "(u - mean) / 2^weight_exp drives v", "refused: neuron/weight_exp (netx ignores it)", late=1),
      normed(slayer.neuron.norm.WgtScaleBatchNorm), (1,), known=False)


def adaptive(row):
    for number in range(2):
        p = dict(NEURONS[number], threshold_step=0.5, threshold_decay=0.1 + 0.2 * number, refractory_decay=0.25)
        block = dense(p, 6, 8, kind=slayer.block.alif.Dense)
        x = recording.spikes(random, (6,), 0.4)
        expected = run([block], x)[:, 1:]
        f = {k[7:]: int(v) for k, v in file(block).items() if k.startswith("neuron/") and k != "neuron/type"}
        z = longer(x) @ file(block)["weight"].astype(int).T
        u, v, r, out = np.zeros_like(z[:, 0]), np.zeros_like(z[:, 0]), np.zeros_like(z[:, 0]), np.zeros_like(z)
        theta0 = 64 * f["vThMant"]
        theta = np.full_like(u, theta0)
        for t in range(z.shape[1]):
            u = toward_zero(u, 4096 - f["iDecay"]) + 64 * z[:, t]
            v = toward_zero(v, 4096 - f["vDecay"]) + u
            r = toward_zero(r, 4096 - f["refDecay"])
            theta = toward_zero(theta - theta0, 4096 - f["thDecay"]) + theta0
            n = v >= theta + r
            r, theta = r + 2 * theta * n, theta + 64 * f["vThStep"] * n
            out[:, t] = n
        archive.add(row, exported([block]), x, expected, [later(out, None)[:, 1:]])


adaptive(archive.row("alif.Dense/default",
                     "u, v as CUBA without a reset; r = r (4096 - refDecay) / 4096; th = (th - th0)(4096 - thDecay) / 4096 + th0, th0 = 64 vThMant; "
                     "spike = v >= th + r; then r += 2 th, th += 64 vThStep", "netx cannot load it", late=1))
archive.write(__file__)
