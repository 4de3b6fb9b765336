"""Runs a .nir file in snnTorch and Norse: trained.py NAME.nir x.npz result.npz

The result has `snnTorch` and `Norse`, [samples, timesteps, neurons], of each that takes the file."""
import contextlib
import io
import logging
import sys
import warnings

warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
import nir
import norse.torch as norse
import numpy as np
import torch
from snntorch.import_nir import import_from_nir

x = torch.tensor(np.load(sys.argv[2])["x"]).float()
said = {}
for framework, load in {"snnTorch": import_from_nir, "Norse": lambda graph: norse.from_nir(graph, dt=1e-4)}.items():
    graph = nir.read(sys.argv[1])
    assert graph.metadata["weight_bits"] == "8", graph.metadata
    try:
        with torch.no_grad(), contextlib.redirect_stdout(io.StringIO()):
            net, state, answers = load(graph), None, []
            for step in x.unbind(1):
                answer, state = net(step, state)
                answers.append(answer)
        said[framework] = torch.stack(answers, 1).numpy()
    except Exception as e:
        print(f"{framework}: refused: {type(e).__name__} {str(e)[:200]}")
np.savez(sys.argv[3], **said)
