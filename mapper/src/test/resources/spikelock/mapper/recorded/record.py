"""Makes every file beside this script: record.py FOLDER

What frameworks write, and what they answer. Networks are small and random (seeded); nothing here is anybody else's data. The same
versions give the same answers; weights are stored, so another processor's rounding while training changes nothing that is compared.
"""
import contextlib
import importlib.metadata
import io
import logging
import os
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
import nir
import norse.torch as norse
import numpy as np
import snntorch as snn
import torch
from snntorch import utils
from snntorch.export_nir import export_to_nir
from snntorch.import_nir import import_from_nir

from zoo import write_zoo

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
torch.set_num_threads(1)
DT = 1e-4  # what snnTorch's importer and exporter count in


def path(name):
    return os.path.join(folder, name)


def quietly(load, *arguments, **options):
    with contextlib.redirect_stdout(io.StringIO()):
        return load(*arguments, **options)


def answers(net, x):
    """[samples, timesteps, inputs...] to [samples, timesteps, outputs], and the states after every timestep"""
    state, said, states = None, [], []
    with torch.no_grad():
        for step in torch.tensor(x).float().unbind(1):
            answer, state = net(step, state)
            said.append(answer)
            states.append(state)
    return torch.stack(said, 1).numpy(), states


# ---- letters: seven letters in Braille, recurrent, trained in snnTorch ---------------------------------------------------------
DOTS = {" ": "", "A": "1", "E": "15", "I": "24", "O": "135", "U": "136", "Y": "13456"}
TIMESTEPS, LINES = 64, 12
rng = np.random.default_rng(12)


def letters(count):
    """Two lines a dot: one is busy where the dot is raised, the other where it is not."""
    labels = rng.integers(len(DOTS), size=count)
    raised = np.array([[str(1 + dot) in dots for dot in range(6)] for dots in DOTS.values()])
    busy = np.concatenate([raised, ~raised], 1)[labels]
    rate = np.where(busy, 0.22, 0.08)
    return (rng.random((count, TIMESTEPS, LINES)) < rate[:, None, :]).astype(np.uint8), labels.astype(np.uint8)


class Letters(torch.nn.Module):
    def __init__(self):
        super().__init__()
        reset = dict(init_hidden=True, reset_mechanism="zero", reset_delay=False)
        self.fc1 = torch.nn.Linear(LINES, 38)
        self.lif1 = snn.RLeaky(beta=torch.full((38,), 0.8), threshold=torch.ones(38), linear_features=38, **reset)
        self.fc2 = torch.nn.Linear(38, 7)
        self.lif2 = snn.Synaptic(alpha=torch.full((7,), 0.5), beta=torch.full((7,), 0.9), threshold=torch.ones(7), **reset)

    def run(self, x):
        utils.reset(self)
        hidden, out = [], []
        for step in torch.tensor(x).float().unbind(1):
            hidden.append(self.lif1(self.fc1(step)))
            out.append(self.lif2(self.fc2(hidden[-1])))
        return torch.stack(hidden, 1), torch.stack(out, 1)

    def forward(self, x):
        return self.lif2(self.fc2(self.lif1(self.fc1(x))))


torch.manual_seed(12)
net = Letters()
optimiser = torch.optim.Adam(net.parameters(), lr=2e-2)
for batch in range(40):
    x, labels = letters(32)
    loss = torch.nn.functional.cross_entropy(net.run(x)[1].sum(1) / 3, torch.tensor(labels).long())
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
quietly(nir.write, path("letters.nir"), quietly(export_to_nir, net, torch.zeros(1, LINES), ignore_dims=[0]))
x, labels = letters(100)
np.savez_compressed(path("letters_x.npz"), x=x)
np.save(path("letters_y.npy"), labels)
with torch.no_grad():
    hidden, out = (spikes.numpy() for spikes in net.run(x))
accuracy = np.mean(out.sum(1).argmax(1) == labels)
print(f"letters: {accuracy} right, {out.sum():.0f} and {hidden.sum():.0f} spikes")
np.savez_compressed(path("letters.npz"), hidden=hidden[:10].astype(np.uint8), snntorch=out.astype(np.uint8),
                    right=np.array([np.sum(out.sum(1).argmax(1) == labels)]))

# ---- neuron: one LIF, its potential and its spikes -------------------------------------------------------------------------------
graph = nir.NIRGraph(nodes={
    "input": nir.Input(np.array([1])), "0": nir.Affine(np.array([[1.5]], np.float32), np.zeros(1, np.float32)),
    "1": nir.LIF(tau=np.array([2.5e-3], np.float32), r=np.ones(1, np.float32), v_leak=np.zeros(1, np.float32),
                 v_threshold=np.array([0.3], np.float32), v_reset=np.zeros(1, np.float32)),
    "output": nir.Output(np.array([1]))}, edges=[("input", "0"), ("0", "1"), ("1", "output")])
nir.write(path("neuron.nir"), graph, compression=None)
x = (np.random.default_rng(3).random((1, 1000, 1)) < 0.2).astype(np.uint8)
spikes, states = answers(quietly(norse.from_nir, nir.read(path("neuron.nir")), dt=DT), x)
v = np.array([state.state["1"][0].v.item() for state in states])
torchs, _ = answers(quietly(import_from_nir, nir.read(path("neuron.nir"))), x)
print(f"neuron: {spikes.sum():.0f} spikes, {torchs.sum():.0f} in snnTorch, potentials {v.shape}")
np.savez_compressed(path("neuron.npz"), x=x[0], norse=spikes[0].astype(np.uint8), v=v.astype(np.float32), snntorch=torchs[0].astype(np.uint8))

# ---- camera: convolutions and a pool on events of a camera of 16 x 16 pixels -------------------------------------------------------
rng = np.random.default_rng(5)


def lif(*shape):
    return nir.LIF(tau=np.full(shape, 4e-4, np.float32), r=np.full(shape, 4, np.float32), v_leak=np.zeros(shape, np.float32),
                   # on no sum of weights: at equality the rounding of tau in a file would decide
                   v_threshold=np.full(shape, 1.003, np.float32), v_reset=np.zeros(shape, np.float32))


def kernel(out, into, size, scale):
    return np.rint(64 * (rng.normal(size=(out, into, size, size)) * scale + 0.02)).astype(np.float32) / 64


graph = nir.NIRGraph(nodes={
    "input": nir.Input(np.array([2, 16, 16])),
    "first": nir.Conv2d(input_shape=(16, 16), weight=kernel(4, 2, 5, 0.35), stride=1, padding=2, dilation=1, groups=1, bias=np.zeros(4, np.float32)),
    "lif1": lif(4, 16, 16),
    "pool": nir.SumPool2d(kernel_size=np.array([2, 2]), stride=np.array([2, 2]), padding=np.array([0, 0])),
    "second": nir.Conv2d(input_shape=(8, 8), weight=kernel(6, 4, 3, 0.2), stride=1, padding=1, dilation=1, groups=1, bias=np.zeros(6, np.float32)),
    "lif2": lif(6, 8, 8),
    "flatten": nir.Flatten(input_type={"input": np.array([6, 8, 8])}, start_dim=-3, end_dim=-1),
    "fc": nir.Linear(np.rint(64 * rng.normal(size=(10, 384)) * 0.12).astype(np.float32) / 64),
    "lif3": lif(10),
    "output": nir.Output(np.array([10]))},
    edges=[("input", "first"), ("first", "lif1"), ("lif1", "pool"), ("pool", "second"), ("second", "lif2"), ("lif2", "flatten"),
           ("flatten", "fc"), ("fc", "lif3"), ("lif3", "output")])
nir.write(path("camera.nir"), graph, compression=None)
FRAMES, RECORDINGS = 40, 8
x = np.zeros((RECORDINGS, FRAMES, 2, 16, 16), np.uint8)
os.makedirs(path("camera"), exist_ok=True)
for recording in range(RECORDINGS):
    count = 500
    time = np.sort(rng.integers(0, FRAMES * 1000, count))
    time[0], time[-1] = 0, FRAMES * 1000 - 1  # frames count from the first event
    # a blob that moves on a line of its own
    angle, turn = rng.random(2) * 2 * np.pi
    centre = 7.5 + 5 * np.stack([np.cos(angle + turn * time / 40000), np.sin(angle - turn * time / 40000)])
    column, row = np.clip(np.rint(centre + rng.normal(size=(2, count)) * 1.2), 0, 15).astype(int)
    bit = rng.integers(0, 2, count)
    column[-1], row[-1], bit[-1] = 15, 15, 1  # so that a file alone tells the size of the picture
    np.add.at(x, (recording, time // 1000, bit, row, column), 1)
    word = bit << 23 | time
    events = np.stack([column, row, word >> 16, word >> 8 & 255, word & 255], 1).astype(np.uint8)
    events.tofile(path(f"camera/{recording + 1}.bs2"))
with open(path("camera/labels.csv"), "w") as file:
    file.write("file,label,split\n" + "".join(f"{i + 1}.bs2,{i % 4},{'test' if i < 6 else 'train'}\n" for i in range(RECORDINGS)))
torchs, _ = answers(quietly(import_from_nir, nir.read(path("camera.nir"))), x)
print(f"camera: {torchs.sum():.0f} spikes, most events in a frame {x.max()}")
np.savez_compressed(path("camera.npz"), counts=x.reshape(-1, 512).sum(0, dtype=np.int32), snntorch=torchs.astype(np.uint8))

# ---- NIRData, as nir writes it -----------------------------------------------------------------------------------------------------
idx = np.array([[0, 1, 3, -1], [2, 2, 0, 1]])
time = np.array([[1.0e-4, 2.0e-4, 9.0e-4, np.inf], [0.0, 1.0e-3, 2.0e-3, 3.0e-3]])
rng = np.random.default_rng(8)
spikes = rng.random((2, 50, 6)) < 0.1
v = rng.normal(size=(2, 50, 6))
nir.write_data(path("nirdata.h5"), nir.NIRGraphData({
    "input": nir.NIRNodeData({"spikes": nir.EventData(idx=idx, time=time, n_neurons=4, t_max=5e-3)}),
    "lif": nir.NIRNodeData({"spikes": nir.TimeGriddedData(spikes, DT), "v": nir.TimeGriddedData(v, DT)})}))
np.savez_compressed(path("nirdata.npz"), spikes=spikes.astype(np.uint8), v=v)

write_zoo(path("zoo"))
with open(path("versions.txt"), "w") as file:
    for package in ("torch", "snntorch", "norse", "nirtorch", "nir", "h5py", "numpy"):
        file.write(f"{package} {importlib.metadata.version(package)}\n")
