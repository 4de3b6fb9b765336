"""Runs the .nir files beside xy.npz in snnTorch and Norse and compares what they say with the arrays in it."""
import contextlib, io, logging, sys, warnings

warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
import nir, numpy as np, torch
import norse.torch as norse
from snntorch.import_nir import import_from_nir

folder = sys.argv[1]
arrays = np.load(f"{folder}/xy.npz")
importers = {"snnTorch": import_from_nir, "Norse": lambda graph: norse.from_nir(graph, dt=1e-4)}

for key in arrays.files:
    name, kind = key.split(".")
    if kind != "x":
        continue
    expected = arrays[f"{name}.y"]
    for framework, load in importers.items():
        graph = nir.read(f"{folder}/{name}.nir")
        assert graph.metadata["weight_bits"] == "8", graph.metadata
        try:
            with torch.no_grad(), contextlib.redirect_stdout(io.StringIO()):
                net, state, answers = load(graph), None, []
                for step in torch.tensor(arrays[key]).float().unbind(1):
                    answer, state = net(step, state)
                    answers.append(answer)
                said = torch.stack(answers, 1).numpy()
            differ = np.count_nonzero(np.abs(said - expected) > 1e-5)
            print(f"{framework} {name}: {differ} of {expected.size} entries differ, {np.abs(expected).sum():.0f} expected")
        except Exception as e:
            print(f"{framework} {name}: refused: {type(e).__name__} {str(e)[:200]}")
