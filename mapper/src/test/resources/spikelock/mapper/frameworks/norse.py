"""Records Norse's own spikes (see recording.py): python norse.py, with Norse 1.1.0, torch 2.5.1, nir 1.0.8, nirtorch 2.6."""
import importlib.metadata
import logging
import os
import sys
import warnings

here = os.path.dirname(os.path.abspath(__file__))
sys.path = [path for path in sys.path if path not in ("", here)]  # norse is the package, not this script
warnings.simplefilter("ignore")
logging.disable(logging.WARNING)
import nir
import norse.torch as norse
import numpy as np
import torch
from norse.torch.functional.leaky_integrator_box import LIBoxParameters
from norse.torch.functional.reset import reset_subtract
from norse.torch.module.leaky_integrator_box import LIBoxCell

sys.path.append(here)
import graphs
import recording
from layers import chosen, convolution, dense, weighted

torch.set_num_threads(1)
SEED = 14
DT = 1e-3  # what every cell counts in, unless told
rng = np.random.default_rng(SEED)
archive = graphs.SharedArchive("norse", {"seed": SEED} | {package: importlib.metadata.version(package) for package in
                                                      ("norse", "torch", "nir", "nirtorch", "numpy")})


# ---- the equations, on the graph of the file -------------------------------------------------------------------------------------------
def neuron(real, decays, timestep=DT, reset="value", v_reset=0.0, imported=False, start=None):
    """Of a node of the file, the function of a timestep.

    :param timestep: of the file: 1e-6 where `to_nir` multiplied time constants with its own default
    :param imported: as `from_nir` reads nodes, not as the cells are that `to_nir` writes
    :param start: of the potential, where it is not v_leak
    """
    def move(tau):
        return graphs.moves(tau, timestep).astype(decays).astype(real)

    def of(node):
        if not isinstance(node, (nir.LIF, nir.CubaLIF, nir.LI, nir.CubaLI, nir.IF)):
            return None
        cuba = isinstance(node, (nir.CubaLIF, nir.CubaLI))
        leak = np.asarray(getattr(node, "v_leak", 0.0), real)
        v = leak if start is None else real(start)
        i = (leak if imported else real(0)) + np.zeros(node.v_leak.shape, real) if cuba else None

        def step(x):
            nonlocal i, v
            if cuba and imported:  # a leaky integrator, which leaks to v_leak
                x = i = i + move(node.tau_syn) * ((leak - i) + np.asarray(node.w_in, real) * x)
                x = np.asarray(node.r, real) * x
            elif cuba:
                x = i + x
                i = x - move(node.tau_syn) * x
            v = v + x if isinstance(node, nir.IF) else v + move(node.tau_mem if cuba else node.tau) * (x + leak - v)
            if isinstance(node, (nir.LI, nir.CubaLI)):
                return v
            threshold = np.asarray(node.v_threshold, real)
            spikes = ((v - threshold) > 0).astype(real)
            v = np.where(spikes > 0, v - threshold if reset == "subtract" else real(v_reset), v)
            return spikes

        return step

    return of


# ---- networks ------------------------------------------------------------------------------------------------------------------------------
DYADIC, OTHER = [250.0, 500.0, 125.0], [100.0, 170.0, 300.0, 50.0]  # 1/tau; 0.25, 0.5 and so on of dt


def parameters(kind, shape, dyadic=True, plain=True, v_leak=0.0, v_reset=0.0, **others):
    """What a cell needs, a value for each neuron."""
    def rates():
        return chosen(rng, DYADIC if dyadic else OTHER, shape)

    ones = torch.ones(shape)
    if kind is norse.IAFParameters:
        return kind(v_th=chosen(rng, [1.0] if plain else [0.75, 1.0, 1.5], shape), v_reset=v_reset * ones)
    syn = {"tau_syn_inv": rates()} if kind in (norse.LIFParameters, norse.LIParameters) else {}
    if kind in (LIBoxParameters, norse.LIParameters):
        return kind(tau_mem_inv=rates(), v_leak=v_leak * ones, **syn)
    return kind(tau_mem_inv=rates(), v_leak=v_leak * ones, v_th=chosen(rng, [1.0] if plain else [0.75, 1.0, 1.5], shape), v_reset=v_reset * ones,
                **syn, **others)


CELLS = {norse.LIFBoxParameters: norse.LIFBoxCell, norse.LIFParameters: norse.LIFCell, norse.IAFParameters: norse.IAFCell,
         LIBoxParameters: LIBoxCell, norse.LIParameters: norse.LICell}


def cell(kind, shape, *arguments, **others):
    return CELLS[kind](parameters(kind, shape, *arguments, **others))


SPREAD = {norse.LIFBoxParameters: 2.0, norse.LIFParameters: 1.0, norse.IAFParameters: 0.5}  # a gain of dt/tau; a current adds up; neither


def dense_net(kind, dyadic, plain, bias, **others):
    """Two layers."""
    spread = SPREAD[kind] * (1 if dyadic else 1.5)
    return norse.SequentialState(dense(rng, 8, 12, spread, bias), cell(kind, (12,), dyadic, plain, **others),
                                 dense(rng, 12, 5, spread, bias), cell(kind, (5,), dyadic, plain, **others))


def convolutional_net(kind, **others):
    """Flatten and pools are not written, so all is convolutions."""
    return norse.SequentialState(convolution(rng, 2, 3, SPREAD[kind] / 2), cell(kind, (3, 6, 6), **others),
                                 weighted(rng, torch.nn.Conv2d(3, 5, 6), SPREAD[kind] / 2), cell(kind, (5, 1, 1), False, **others))


def run(net, x):
    state, said = None, []
    with torch.no_grad():
        for step in torch.tensor(x).float().unbind(1):
            answer, state = net(step, state)
            said.append(answer)
    return torch.stack(said, 1).numpy()


def seeded(seed, make, shape):
    """The same random numbers whatever the switches are."""
    global rng
    rng = np.random.default_rng(seed)
    return make(), recording.spikes(rng, shape, 0.3)


seeds = iter(range(1000 * SEED, 2000 * SEED))


def busy(make, shape):
    """The seed of a network with 5 to 40 % of its entries active."""
    return next(seed for seed in seeds if 0.05 < run(*seeded(seed, make, shape)).mean() < 0.4)


def exported(net, shape, dt=None):
    graph = norse.to_nir(net, torch.zeros(shape), **({} if dt is None else {"dt": dt}))
    graph.infer_types()  # a convolution without its input_shape cannot be written
    return graph


def record(key, says, nets, options="", dt=1.0, written=None, compares="spikes", by_hand="", loop_late=False, same_as=None, **equation):
    """A row.

    :param nets: networks and their inputs
    :param dt: what `to_nir` is given, if anything
    :param written: of a network, its graph, where `to_nir` cannot write it
    :param same_as: the row with the same files
    :return: the row
    """
    row = archive.row(key, says, same_as["folder"] if same_as else "", options=options, compares=compares, by_hand=by_hand)
    for number, (net, x) in enumerate(nets):
        content, graph = graphs.stored(written(net) if written else exported(net, x.shape[2:], dt))
        if same_as:
            assert content == archive.files[f"{same_as['folder']}/{number}/net.nir"], "the switch is in the file"
        else:
            archive.put(row["folder"], number, content, x)
        archive.answer(row, number, run(net, x),
                       {name: graphs.simulate(graph, x, neuron(*numbers, **equation), numbers[0], loop_at_0=not loop_late)
                        for name, numbers in graphs.NUMBERS.items()})
    return row


def busy_networks(*makers):
    """Networks that are busy; each a shape and what makes it of the switches.

    :return: of switches, the networks and their inputs
    """
    found = [(busy(make, shape), make, shape) for shape, make in makers]
    return lambda **switches: [seeded(seed, lambda: make(**switches), shape) for seed, make, shape in found]


def three(kind, convolutional=True, **others):
    def dense_of(*how):
        return (8,), lambda **switches: dense_net(kind, *how, **others | switches)

    last = ((2, 6, 6), lambda **switches: convolutional_net(kind, **others | switches)) if convolutional else dense_of(True, False, False)
    return busy_networks(dense_of(True, True, True), dense_of(False, False, False), last)


BOX = "v = v + (dt/tau) (x + v_leak - v)"
CURRENT = "I = I + x; v = v + (dt/tau_mem) (v_leak - v + I)"
LATER = "I = I - (dt/tau_syn) I"
FIRES = "s = v > v_th; v = v_reset where s"
LOST = "none: v_reset is not in the file"
nets = three(norse.LIFBoxParameters)
box = record("LIFBoxCell", f"{BOX}; {FIRES}", nets())
THOUSANDTH = "to_nir without dt multiplied every tau with 0.001"
record("LIFBoxCell/default dt", f"{BOX}; {FIRES}; {THOUSANDTH}", nets()[:1], "--dt 1e-6", None, timestep=1e-6)
record("LIFBoxCell/v_reset", f"{BOX}; {FIRES}; v_reset (0.5 here) is not written, the file says 0", nets(v_reset=0.5), LOST, same_as=box,
       v_reset=0.5)
record("LIFBoxCell/reset_subtract", f"{BOX}; s = v > v_th; v = v - v_th where s; not written", nets(reset_method=reset_subtract),
       "--reset subtract", same_as=box, reset="subtract")
record("LIFBoxCell/v_leak", f"v starts at v_leak; {BOX}; {FIRES}", three(norse.LIFBoxParameters, False, v_leak=0.25)())

nets = three(norse.LIFParameters)
record("LIFCell", f"{CURRENT}; {LATER}; {FIRES}; w_in and r are 1 in the file", nets())
record("LIFCell/default dt", f"{CURRENT}; {LATER}; {FIRES}; {THOUSANDTH}", nets()[:1], "--dt 1e-6", None, timestep=1e-6)
record("LIFCell/v_leak", f"v starts at v_leak; {CURRENT}; {LATER}; {FIRES}", three(norse.LIFParameters, False, v_leak=0.25)())


# ---- a recurrent cell, which to_nir leaves out -----------------------------------------------------------------------------------------
def recurrent_net(dyadic, plain):
    p = parameters(norse.LIFParameters, (10,), dyadic, plain)._replace(v_leak=torch.tensor(0.0))
    weights = {name: torch.from_numpy(recording.grid(rng, (10, inputs), 0.8)) for name, inputs in (("input_weights", 8), ("recurrent_weights", 10))}
    return norse.SequentialState(norse.LIFRecurrentCell(8, 10, p, **weights))


def as_lif_cell(net):
    """The graph that to_nir would write if it knew the cell: as LIFCell, with the recurrent weights in a loop."""
    cell_ = net[0]
    numbers = lambda value: (value.detach() * torch.ones(10)).numpy()
    w_in, w_rec = (weight.detach().numpy() for weight in (cell_.input_weights, cell_.recurrent_weights))
    return nir.NIRGraph(nodes={
        "input": nir.Input(np.array([8])), "w_in": nir.Linear(w_in), "w_rec": nir.Linear(w_rec),
        "lif": nir.CubaLIF(tau_mem=1 / numbers(cell_.p.tau_mem_inv), tau_syn=1 / numbers(cell_.p.tau_syn_inv), r=np.ones(10, np.float32),
                           v_leak=np.zeros(10, np.float32), v_threshold=numbers(cell_.p.v_th)),
        "output": nir.Output(np.array([10]))}, edges=[("input", "w_in"), ("w_in", "lif"), ("lif", "w_rec"), ("w_rec", "lif"), ("lif", "output")])


record("LIFRecurrentCell", f"I = I + W x + R s(before), no neuron feeds itself; {CURRENT[11:]}; {LATER}; {FIRES}",
       busy_networks(*[((8,), lambda how=how: recurrent_net(*how)) for how in ((True, True), (False, True), (False, False))])(), written=as_lif_cell,
       by_hand="to_nir leaves the cell out, the file cannot be written")

# ---- integrators ---------------------------------------------------------------------------------------------------------------------------
nets = three(norse.IAFParameters)
iaf = record("IAFCell", f"v = v + x; {FIRES}", nets())
record("IAFCell/v_reset", f"v starts at v_reset; v = v + x; {FIRES}; v_reset (0.5 here) is not written, the file says 0", nets(v_reset=0.5), LOST,
       same_as=iaf, v_reset=0.5, start=0.5)


def read_out(kind, v_leak=0.0):
    return norse.SequentialState(dense(rng, 8, 12, 2.0, True), cell(norse.LIFBoxParameters, (12,)), dense(rng, 12, 2, 1.0),
                                 cell(kind, (2,), v_leak=v_leak))


def quiet(make):
    return [(make(), recording.spikes(rng, (8,), 0.3)) for _ in range(3)]


record("LIBoxCell", BOX, quiet(lambda: read_out(LIBoxParameters)), compares="potential")
record("LIBoxCell/v_leak", f"v starts at v_leak; {BOX}", quiet(lambda: read_out(LIBoxParameters, 0.25)), compares="potential")


def with_current(net):
    """The graph that to_nir would write if it knew LICell: as LIFCell, without its threshold."""
    p = net[3].p
    net[3] = cell(LIBoxParameters, (2,))
    graph = exported(net, (8,), 1.0)
    net[3] = norse.LICell(p)
    graph.nodes["3"] = nir.CubaLI(tau_mem=1 / p.tau_mem_inv.numpy(), tau_syn=1 / p.tau_syn_inv.numpy(), r=np.ones(2, np.float32),
                                  v_leak=p.v_leak.detach().numpy())
    return graph


record("LICell", f"{CURRENT}; {LATER}", quiet(lambda: read_out(norse.LIParameters)), compares="potential", written=with_current,
       by_hand="to_nir leaves the cell out, the file cannot be written")


# ---- what from_nir makes of a file ---------------------------------------------------------------------------------------------------------
class Imported(torch.nn.Module):
    """from_nir(graph); keeps the graph."""

    def __init__(self, nodes, edges):
        super().__init__()
        self.graph = nir.NIRGraph(nodes=nodes, edges=edges)
        self.net = norse.from_nir(self.graph, dt=DT)

    def forward(self, x, state):
        return self.net(x, state)


def taus(size, dyadic):
    return (1 / chosen(rng, DYADIC if dyadic else OTHER, size)).numpy()


def full(value, size):
    return np.full(size, value, np.float32)


def nodes_of(make, recurrent, spread):
    def built():
        weight = nir.Affine(recording.grid(rng, (8, 8), spread), recording.grid(rng, 8, 0.25))
        nodes = {"input": nir.Input(np.array([8])), "in": weight, "lif": make(), "output": nir.Output(np.array([8]))}
        edges = [("input", "in"), ("in", "lif"), ("lif", "output")]
        if recurrent:  # its edge must come before that to the output: else from_nir answers with what "back" computes
            nodes["back"] = nir.Affine(recording.grid(rng, (8, 8), spread / 2), recording.grid(rng, 8, 0.25))
            edges = edges[:2] + [("lif", "back"), ("back", "lif")] + edges[2:]
        return Imported(nodes, edges)

    return built


def imported(key, says, make, recurrent=False, spread=2.0, **others):
    makers = [((8,), nodes_of(lambda dyadic=dyadic: make(dyadic), recurrent, spread)) for dyadic in (True, False, True)]
    record(key, says, busy_networks(*makers)(), written=lambda net: net.graph, by_hand="a graph that from_nir reads", imported=True, **others)


imported("from_nir LIF", f"v starts at v_leak; {BOX}; s = v > v_th; v = 0 where s; r and v_reset are ignored",
         lambda d: nir.LIF(taus(8, d), full(2, 8), full(0.25, 8), full(1, 8), full(0.5, 8)))
imported("from_nir IF", "v = v + x; s = v > v_th; v = 0 where s; r and v_reset are ignored",
         lambda d: nir.IF(full(2, 8), full(1, 8), full(0.5, 8)), spread=0.5)
imported("from_nir CubaLIF", "I and v start at v_leak; I = I + (dt/tau_syn) (v_leak - I + w_in x); v = v + (dt/tau_mem) (r I + v_leak - v); "
         "s = v > v_th; v = 0 where s; v_reset is ignored",
         lambda d: nir.CubaLIF(taus(8, d), taus(8, d), full(2, 8), full(0, 8), full(1, 8), full(0.5, 8), full(3, 8)))
imported("from_nir CubaLIF/v_leak", "as CubaLIF, and the current leaks to v_leak, too",
         lambda d: nir.CubaLIF(taus(8, d), taus(8, d), full(2, 8), full(0.25, 8), full(1, 8), full(0, 8), full(3, 8)))
imported("from_nir recurrent", "as CubaLIF; the weights of the loop are left out in the first timestep, with their bias",
         lambda d: nir.CubaLIF(taus(8, d), taus(8, d), full(2, 8), full(0, 8), full(1, 8), full(0, 8), full(3, 8)), recurrent=True, loop_late=True)


# ---- potentials that go on -------------------------------------------------------------------------------------------------------------------
def middle(v_leak, *last):
    """A linear layer behind an integrator takes its potential in every timestep."""
    return norse.SequentialState(dense(rng, 8, 12, 2.0, True), cell(LIBoxParameters, (12,), v_leak=v_leak), dense(rng, 12, 6, 1.5), *last)


record("LIBoxCell/before LIFBoxCell", f"{BOX} goes on in the same timestep; {BOX}; {FIRES}",
       busy_networks(*[((8,), lambda v_leak=v_leak: middle(v_leak, cell(norse.LIFBoxParameters, (6,)))) for v_leak in (0.0, 0.0, 0.25)])())
record("LIBoxCell/before LIBoxCell", f"{BOX} goes on in the same timestep; {BOX}",
       quiet(lambda: middle(0.0, cell(LIBoxParameters, (6,)), dense(rng, 6, 2, 1.0), cell(LIBoxParameters, (2,)))), compares="potential")

archive.write(__file__)
