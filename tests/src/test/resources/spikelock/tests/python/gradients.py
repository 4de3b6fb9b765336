"""Loss and gradient of a network in PyTorch: python gradients.py case.json arrays.npz result.npz [case.json arrays.npz result.npz ...]

Units are snnTorch's where the case says so. The hand-written loop has the trainer's own equations: snnTorch's Synaptic and RLeaky, reset
to zero one timestep late, lose the input of that timestep too, and a reset without delay is not detached.
"""
import json
import runpy
import sys

import numpy as np
import snntorch as snn
import torch
from snntorch import functional, surrogate
from torch.nn.functional import avg_pool2d, conv2d, cross_entropy, linear

torch.set_num_threads(1)
if len(sys.argv) > 4:  # several cases: each as if it were alone, but PyTorch is loaded once
    words = sys.argv[1:]
    for i in range(0, len(words), 3):
        sys.argv[1:] = words[i:i + 3]
        runpy.run_path(__file__)
    sys.exit()
case = json.load(open(sys.argv[1]))
arrays = np.load(sys.argv[2])
x = torch.tensor(arrays["x"])  # [samples, timesteps, inputs]
labels = torch.tensor(arrays["labels"]).long()
values = torch.tensor(arrays["values"], requires_grad=True)
samples, timesteps = x.shape[:2]
spike = {"fast_sigmoid": surrogate.fast_sigmoid, "atan": surrogate.atan}[case["surrogate"]](case["slope"])


def numbers(first, *shape):
    return values[first:first + int(np.prod(shape))].reshape(shape)


def through(path, sent):
    if path["pool"] > 1:
        sent = avg_pool2d(sent.reshape(samples, *path["shape"]), path["pool"])
        sent = sent if path["mean"] else sent * path["pool"] ** 2
    if path["kind"] == "conv":
        kernel = numbers(path["first"], path["channels"], path["shape"][0], path["kernel"], path["kernel"])
        return conv2d(sent.reshape(samples, *path["shape"][:1], *sent.shape[-2:]) if sent.dim() == 4 else sent.reshape(samples, *path["shape"]),
                      kernel, stride=path["stride"], padding=path["padding"]).flatten(1)
    sent = sent.flatten(1)
    if path["kind"] == "diagonal":
        return sent * numbers(path["first"], sent.shape[1])
    return linear(sent, numbers(path["first"], sent.shape[1], path["targets"]).T)


class Loop(torch.nn.Module):
    def __init__(self, path):
        super().__init__()
        self.path = path

    def forward(self, sent):
        return through(self.path, sent)


class Layer:
    def __init__(self, case):
        self.case = case
        self.sent = torch.zeros(samples, case["size"])
        self.v = self.u = torch.zeros(samples, case["size"])
        self.membrane = self.factor("membrane")
        self.synapse = self.factor("synapse")
        self.unit = None
        kind = case["kind"]
        options = dict(threshold=1.0, spike_grad=spike, reset_mechanism=case["reset"], reset_delay=case["delay"])
        if case["snntorch"]:
            if kind == "cubalif":
                self.unit = snn.Synaptic(alpha=self.synapse, beta=self.membrane, **options)
            elif case["loops"]:
                self.unit = snn.RLeaky(beta=self.membrane, linear_features=case["size"], **options)
                self.unit.recurrent = Loop(case["loops"][0])
            elif kind == "li":
                self.unit = snn.Leaky(beta=self.membrane, spike_grad=spike, reset_mechanism="none")
            else:
                self.unit = snn.Leaky(beta=self.membrane, **options)

    def factor(self, which):
        decay = self.case[which]
        return torch.sigmoid(numbers(decay["first"], decay["count"])) if decay["first"] >= 0 else torch.tensor(decay["value"])

    def step(self, arrived):
        kind = self.case["kind"]
        if self.unit is not None:
            if kind == "cubalif":
                self.sent, self.u, self.v = self.unit(arrived, self.u, self.v)
            elif self.case["loops"]:
                self.sent, self.v = self.unit(arrived, self.sent, self.v)
            else:
                self.sent, self.v = self.unit(arrived, self.v)
            return
        for loop in self.case["loops"]:
            arrived = arrived + through(loop, self.sent)
        if kind in ("relu", "leaky-relu", "sigmoid", "tanh", "linear", "softmax"):
            self.v = self.sent = {"relu": torch.relu, "leaky-relu": torch.nn.LeakyReLU(), "sigmoid": torch.sigmoid, "tanh": torch.tanh,
                                  "linear": lambda y: y, "softmax": lambda y: y}[kind](arrived)
            return
        if kind.startswith("cuba"):
            self.u = arrived = self.synapse * self.u + arrived
        self.v = (1 if kind == "if" else self.membrane) * self.v + arrived
        if kind in ("li", "cubali"):
            return
        self.sent = spike(self.v - 1)
        reset = self.sent.detach() if self.case["delay"] else self.sent
        self.v = self.v - reset if self.case["reset"] == "subtract" else self.v * (1 - reset)


layers = [Layer(each) for each in case["layers"]]
spikes, potentials = [], []
for t in range(timesteps):
    for layer in layers:
        arrived = numbers(layer.case["bias"], layer.case["biases"]).repeat_interleave(layer.case["size"] // layer.case["biases"])
        for path in layer.case["paths"]:
            arrived = arrived + through(path, x[:, t] if path["source"] < 0 else layers[path["source"]].sent)
        layer.step(arrived)
    spikes.append(layers[-1].sent)
    potentials.append(layers[-1].v)
spikes, potentials = torch.stack(spikes), torch.stack(potentials)
target = torch.nn.functional.one_hot(labels, spikes.shape[2]).float()
loss = samples * {
    "ce-count": lambda: functional.ce_count_loss()(spikes, labels),
    "ce-max": lambda: functional.ce_max_membrane_loss()(potentials, labels),
    "ce-last": lambda: cross_entropy(potentials[-1], labels),
    "mse-count": lambda: ((spikes.mean(0) - (0.05 + 0.75 * target)) ** 2).mean(),
    "mse-max": lambda: ((potentials.max(0).values - target) ** 2).mean(),
    "mse-last": lambda: ((potentials[-1] - target) ** 2).mean(),
}[case["loss"]]()
loss.backward()
np.savez(sys.argv[3], loss=np.array([loss.item()]), gradient=values.grad.numpy(), sent=np.array([spikes.sum().item()]))
