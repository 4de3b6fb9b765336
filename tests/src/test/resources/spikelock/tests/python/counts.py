"""What the neurobench package counts of random small snnTorch networks: counts.py RESULT.npz grid|free FIRST COUNT

Answers with arrays named SEED/NAME: the NIR file's bytes, the input x [samples, timesteps, ...], the reset to read it with, the samples of
a batch, and the six counts. "grid": weights on a grid and thresholds on no sum of them, so that no rounding decides about a spike.
"""
import contextlib
import io
import logging
import os
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
import nir
import numpy as np
import snntorch as snn
import torch
from neurobench.benchmarks import Benchmark
from neurobench.metrics.static import ConnectionSparsity, Footprint
from neurobench.metrics.workload import ActivationSparsity, SynapticOperations
from neurobench.models import SNNTorchModel
from snntorch.export_nir import export_to_nir
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

result, kind, first, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
torch.set_num_threads(1)


class Net(nn.Module):
    """Layers one after the other; directly in it, as snnTorch's reset does not look deeper."""

    def __init__(self):
        super().__init__()
        self.names = []
        self.pair = False

    def append(self, name, layer):
        setattr(self, name, layer)
        self.names.append(name)

    def forward(self, x):
        for name in self.names:
            x = getattr(self, name)(x)
        return (x, None) if self.pair else x


def build(seed):
    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    pick = lambda *of: of[rng.integers(len(of))]
    delayed = bool(rng.integers(2))
    mechanism = pick("zero", "subtract")
    net = Net()

    def decay(shape):
        if kind == "free":
            return torch.tensor(rng.uniform(0.3, 0.95, shape)).float()
        return torch.tensor(rng.choice([0.5, 0.75, 0.875], shape)).float()

    def neurons(name, shape, recurrent):
        options = dict(init_hidden=True, reset_mechanism=mechanism, reset_delay=delayed, threshold=torch.full(shape, 1.003))
        cuba = rng.integers(3) == 0
        # with a late reset to zero snnTorch 1.0.0 drops the input of the next timestep, too, except in Leaky; no reset of ours does that
        if mechanism == "zero" and delayed:
            cuba = recurrent = False
        if cuba:
            options["alpha"] = decay(shape)
        options["beta"] = decay(shape)
        if recurrent:
            if rng.integers(2):
                options["linear_features"] = shape[0]
            else:
                options.update(all_to_all=False, V=torch.zeros(shape))
            # snnTorch 1.0.0 cannot run RSynaptic without reset_delay
            if cuba and not delayed:
                del options["alpha"]
                cuba = False
            layer = (snn.RSynaptic if cuba else snn.RLeaky)(**options)
        else:
            layer = (snn.Synaptic if cuba else snn.Leaky)(**options)
        net.append(name, layer)

    if rng.integers(2):
        shape = (int(rng.integers(1, 4)), int(rng.integers(6, 11)), int(rng.integers(6, 11)))
        size, inputs = shape, shape
        for layer in range(int(rng.integers(1, 3))):
            channels = int(rng.integers(1, 5))
            groups = pick(1, size[0]) if channels % size[0] == 0 else 1
            net.append(f"conv{layer}", nn.Conv2d(size[0], channels, int(rng.integers(1, 4)), stride=int(rng.integers(1, 3)), padding=int(rng.integers(3)),
                                                  dilation=int(rng.integers(1, 3)), groups=groups, bias=bool(rng.integers(2))))
            size = tuple(getattr(net, f"conv{layer}")(torch.zeros(1, *size)).shape[1:])
            if rng.integers(6):
                neurons(f"lif{layer}", size, False)
            window = int(rng.integers(1, 4))
            if window > 1 and min(size[1:]) >= window:
                net.append(f"pool{layer}", nn.AvgPool2d(window))
                size = (size[0], size[1] // window, size[2] // window)
            if min(size[1:]) < 5:
                break
        net.append("flatten", nn.Flatten())
        width = int(np.prod(size))
    else:
        width = int(rng.integers(5, 30))
        inputs = (width,)
    for layer in range(int(rng.integers(1, 4))):
        size = int(rng.integers(2, 25))
        net.append(f"fc{layer}", nn.Linear(width, size, bias=bool(rng.integers(4))))
        neurons(f"out{layer}", (size,), bool(rng.integers(2)))
        width = size
    keep = pick(1, 0.9, 0.5)
    with torch.no_grad():
        for name, parameter in net.named_parameters():
            inwards = int(np.prod(parameter.shape[1:])) if parameter.dim() > 1 else 4
            value = rng.normal(size=tuple(parameter.shape)) * rng.uniform(1, 2.5) / np.sqrt(max(1, inwards)) + 0.05
            value = value if kind == "free" else np.rint(64 * value) / 64
            parameter.copy_(torch.tensor(value * (rng.random(tuple(parameter.shape)) < keep)).float())
        # a bias of zeros is written as none is
        for name, parameter in net.named_parameters():
            if name.endswith("bias") and not parameter.any():
                parameter[0] = 0.25
    samples, timesteps = int(rng.integers(1, 6)), int(rng.integers(3, 16))
    x = (rng.random((samples, timesteps) + inputs) < rng.uniform(0.1, 0.7)).astype(np.float32)
    values = pick("spikes", "spikes", "signed", "values", "some")
    if values == "signed":
        x *= rng.choice([-1, 1], x.shape)
    elif values == "values":
        x *= rng.integers(1, 5, x.shape) / 2
    elif values == "some":  # in one sample and from the middle on: what a batch decides together
        x[0, timesteps // 2:] *= 0.5
    keeps_spikes = any(isinstance(layer, snn.RSynaptic) for layer in net.children())
    batch = samples if keeps_spikes else pick(samples, 1, 2)
    reset = "zero" if mechanism == "zero" else "subtract-late" if delayed else "subtract-guarded"
    return net, x, batch, reset


answers = {}
for seed in range(first, first + count):
    net, x, batch, reset = build(seed)
    with contextlib.redirect_stdout(io.StringIO()), tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "net.nir")
        nir.write(path, export_to_nir(net, torch.zeros(1, *x.shape[2:]), ignore_dims=[0]), compression=None)
        with open(path, "rb") as file:
            answers[f"{seed}/file"] = np.frombuffer(file.read(), np.uint8)
        net = build(seed)[0]  # another one, that has not run: the states that a run leaves are part of a footprint
        net.pair = True
        benchmark = Benchmark(SNNTorchModel(net), DataLoader(TensorDataset(torch.tensor(x), torch.zeros(len(x))), batch_size=batch), [], [],
                              [[Footprint, ConnectionSparsity], [ActivationSparsity, SynapticOperations]])
        with torch.no_grad():
            said = benchmark.run(quiet=True)
    operations = said["SynapticOperations"]
    answers[f"{seed}/x"] = x
    answers[f"{seed}/batch"] = np.array([batch])
    answers[f"{seed}/reset"] = np.frombuffer(reset.encode(), np.uint8)
    answers[f"{seed}/counts"] = np.array([said["Footprint"], said["ConnectionSparsity"], said["ActivationSparsity"], operations["Effective_ACs"],
                                          operations["Effective_MACs"], operations["Dense"]], np.float64)
    answers[f"{seed}/layers"] = np.frombuffer(", ".join(type(layer).__name__ for layer in net.children()).encode(), np.uint8)
np.savez_compressed(result, **answers)
