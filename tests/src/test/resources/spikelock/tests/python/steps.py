"""Steps of PyTorch's optimisers: python steps.py NAME RATE MOMENTUM DECAY CLIP arrays.npz result.npz"""
import sys

import numpy as np
import torch

name, rate, momentum, decay, clip = sys.argv[1], *map(float, sys.argv[2:6])
arrays = np.load(sys.argv[6])
weights = torch.nn.Parameter(torch.tensor(arrays["weights"]))
biases = torch.nn.Parameter(torch.tensor(arrays["biases"]))
groups = [{"params": [weights], "weight_decay": decay}, {"params": [biases], "weight_decay": 0.0}]
optimiser = {"sgd": lambda: torch.optim.SGD(groups, lr=rate, momentum=momentum),
             "adam": lambda: torch.optim.AdamW(groups, lr=rate) if decay > 0 else torch.optim.Adam([weights, biases], lr=rate)}[name]()
for gradient in torch.tensor(arrays["gradients"]):
    weights.grad = gradient[:len(weights)].clone()
    biases.grad = gradient[len(weights):].clone()
    if clip > 0:
        torch.nn.utils.clip_grad_norm_([weights, biases], clip)
    optimiser.step()
np.savez(sys.argv[7], values=torch.cat([weights, biases]).detach().numpy())
