"""Layers of PyTorch with weights on a coarse grid."""
import torch

import recording


def weighted(rng, module, spread, bias=False, mean=0.0, step=0.25):
    """The module with random weights, and random biases or none."""
    module.weight.data = torch.from_numpy(recording.grid(rng, tuple(module.weight.shape), spread, step, mean))
    if module.bias is not None:
        module.bias.data = torch.from_numpy(recording.grid(rng, tuple(module.bias.shape), spread / 3 if bias else 0.0, step, 0))
    return module


def dense(rng, inputs, outputs, spread=0.7, bias=False, mean=0.0, step=0.25):
    return weighted(rng, torch.nn.Linear(inputs, outputs, bias=bias), spread, bias, mean, step)


def convolution(rng, inputs, outputs, spread=0.3, bias=True, mean=0.0, step=0.25):
    """3 x 3, the picture keeps its size."""
    return weighted(rng, torch.nn.Conv2d(inputs, outputs, 3, padding=1), spread, bias, mean, step)


def chosen(rng, values, shape):
    """One of the values for each neuron."""
    return torch.from_numpy(rng.choice(values, shape).astype("float32"))
