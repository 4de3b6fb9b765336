"""Random small chips and networks in SANA-FE's formats, and what the sanafe package says of them.

    networks.py FOLDER FIRST COUNT

writes SEED.chip.yaml, SEED.yaml or SEED.net, and SEED.csv for each seed: a line a timestep with neurons fired, neurons updated, messages, hops,
synaptic events, energy of somas, synapses, dendrites and network in J, simple and detailed time in s, 1 where every spike so far left for its
cores in their order (the package takes them in the order of their addresses in memory), and the neurons that fired; or one line "raised ..." when
the package does not take the files. version.txt names the package's version, which is printed too. Each seed runs in a process of its own: the
package seeds its random inputs by counting units over the life of a process.
"""
import importlib.metadata
import os
import random
import sys

STEPS = 12


class Chip:
    def __init__(self, r):
        self.r = r
        self.buffer = r.choice(["soma"] * 6 + ["dendrite", "dendrite inside"])
        self.width, self.height = r.randint(1, 4), r.randint(1, 4)
        self.tiles = []  # cores of each
        self.synapses = ["syn_a", "syn_b", "syn_c"][:r.randint(1, 3)]
        self.dendrites = r.sample(["accumulator", "accumulator_with_delay", "taps"], r.randint(1, 3)) if r.random() < 0.6 else ["accumulator"]
        self.somas = r.sample(["leaky_integrate_fire", "truenorth"], r.randint(1, 2))
        self.inputs = r.randint(1, 40)
        self.text = []
        self.write()

    def cost(self, unit):
        return self.r.choice(["0.0", "%.3fe-%d" % (self.r.uniform(0.1, 99), unit)])

    def costs(self, pad, *names):
        out = []
        for name in names:
            out.append("%senergy_%s: %s" % (pad, name, self.cost(12)))
            out.append("%slatency_%s: %s" % (pad, name, self.cost(9)))
        self.r.shuffle(out)
        self.text += out

    def unit(self, section, name, model, *names):
        self.text.append("        - name: %s" % name)
        self.text.append("          attributes:")
        if model:
            self.text.append("            model: %s" % model)
            if section == "dendrite" and self.r.random() < 0.2:
                self.text.append("            update_every_timestep: true")
        self.costs("            ", *names)

    def write(self):
        r, t = self.r, self.text
        t += ["# a chip", "architecture:", "  name: random", "  attributes:", "    topology: mesh",
              "    width: %d" % self.width, "    height: %d" % self.height, "    link_buffer_size: %d" % r.choice([1, 1, 2, 4, 16])]
        sync = r.choice(["none", "fixed", "map", "list", "scalar"])
        if sync == "fixed":
            t += ["    sync_model: fixed", "    latency_sync: %s" % self.cost(6)]
        elif sync == "map":
            t += ["    sync_model: table", "    latency_sync: {1: 0.5e-6, 2: 1.5e-6, 5: 2.5e-6}"]
        elif sync == "list":
            t += ["    sync_model: table", "    latency_sync: [0.1e-6, 0.2e-6, 0.3e-6]"]
        elif sync == "scalar":
            t += ["    sync_model: table", "    latency_sync: 0.7e-6"]
        t.append("  tile:")
        left = self.width * self.height
        while left > 0 and (not self.tiles or r.random() < 0.7):
            count = r.randint(1, left)
            left -= count
            cores = r.randint(1, 3)
            t.append("  - name: tile%d%s" % (len(self.tiles), "[0..%d]" % (count - 1) if count > 1 or r.random() < 0.5 else ""))
            t.append("    attributes:")
            self.costs("      ", "north_hop", "east_hop", "south_hop", "west_hop")
            t.append("    core:")
            t.append("    - name: core%s" % ("[0..%d]" % (cores - 1) if cores > 1 or r.random() < 0.5 else ""))
            t.append("      attributes:")
            t.append("        buffer_position: %s" % self.buffer.split()[0])
            t.append("        max_neurons_supported: 64")
            if "inside" in self.buffer:
                t.append("        buffer_inside_unit: true")
            t.append("      axon_in:")
            for i in range(1 if r.random() < 0.9 else 2):
                self.unit("axon_in", "in%d" % i, "", "message_in")
            sections = ["synapse", "dendrite", "soma"]
            r.shuffle(sections)
            for section in sections:
                t.append("      %s:" % section)
                if section == "synapse":
                    for name in self.synapses:
                        self.unit(section, name, "current_based", "process_spike")
                elif section == "dendrite":
                    for model in self.dendrites:
                        name = "den_" + model
                        self.unit(section, name + "[0..63]" if model == "taps" else name, model, "update")
                else:
                    for model in self.somas:
                        self.unit(section, "som_" + model, model, "access_neuron", "update_neuron", "spike_out")
                    self.unit(section, "inp[0..%d]" % (self.inputs - 1), "input", "access_neuron", "update_neuron", "spike_out")
            t.append("      axon_out:")
            for i in range(1 if r.random() < 0.9 else 2):
                self.unit("axon_out", "out%d" % i, "", "message_out")
            self.tiles += [cores] * count


def number(r):
    return r.choice([str(r.randint(-3, 6)), "%.2f" % r.uniform(-4, 8), "%.1fe0" % r.uniform(-4, 8)])


class Group:
    def __init__(self, r, chip, name, size, kind):
        self.name, self.size, self.kind = name, size, kind
        self.dendrite = r.choice(chip.dendrites) if kind != "input" else r.choice([d for d in chip.dendrites if d != "taps"] or ["taps"])
        self.synapse = r.choice([""] + chip.synapses)

    def soma(self, r, n):
        return "inp[%d]" % n if self.kind == "input" else "som_" + self.kind

    def dendrite_unit(self, n):
        return "den_taps[%d]" % n if self.dendrite == "taps" else "den_" + self.dendrite


def neuron_attributes(r, group, taps=0):
    a = {}
    if group.kind == "input":
        how = r.choice(["spikes", "spikes", "poisson", "rate", "all"])
        if how in ("spikes", "all"):
            a["spikes"] = "[%s]" % ", ".join(r.choice(["0", "1", "true", "false"]) for _ in range(r.randint(0, 14)))
        if how in ("poisson", "all"):
            a["poisson"] = "%.2f" % r.random()
        if how in ("rate", "all"):
            a["rate"] = "%.2f" % r.choice([0, 0.3, 0.5, 1])
        return a
    if r.random() < 0.8:
        a["threshold"] = "%.1f" % r.uniform(0, 8)
    for name, p in (("bias", 0.5), ("reset", 0.3), ("reverse_threshold", 0.3), ("reverse_reset", 0.2)):
        if r.random() < p:
            a[name] = number(r)
    if r.random() < 0.3:
        a["reset_mode"] = r.choice(["none", "soft", "hard", "saturate"])
    if r.random() < 0.3:
        a["reverse_reset_mode"] = r.choice(["none", "soft", "hard", "saturate"])
    if r.random() < 0.2:
        a["force_update"] = r.choice(["true", "1", "0"])
    if group.kind == "leaky_integrate_fire":
        if r.random() < 0.5:
            a["leak_decay"] = "%.3f" % r.random()
        if r.random() < 0.3:
            a["input_decay"] = "%.3f" % r.random()
        if r.random() < 0.2:
            a["refractory_delay"] = str(r.randint(0, 3))
        if r.random() < 0.2:
            a["potential"] = number(r)
        if r.random() < 0.2:
            a["log_u"] = "true"
    else:
        if r.random() < 0.5:
            a["leak"] = number(r)
        if r.random() < 0.3:
            a["leak_towards_zero"] = r.choice(["true", "false"])
        if r.random() < 0.2:
            a["random_mask"] = str(r.choice([0, 1, 3, 7]))
    if group.dendrite == "taps" and r.random() < 0.8:
        taps = taps or r.randint(1, 4)
        a["taps"] = str(taps)
        a["time_constants"] = "[%s]" % ", ".join("%.2f" % r.random() for _ in range(taps))
        a["space_constants"] = "[%s]" % ", ".join("%.2f" % r.uniform(0, 0.5) for _ in range(taps - 1))
    return a


def written(r, attributes, wrap=True):
    """A mapping or a list of mappings, some of it for the soma alone."""
    items = list(attributes.items())
    own = []
    if wrap and r.random() < 0.3:
        own = [i for i in items if i[0] not in ("taps", "time_constants", "space_constants") and r.random() < 0.5]
        items = [i for i in items if i not in own]
    text = ["%s: %s" % i for i in items]
    if own:
        text.append("soma: {%s}" % ", ".join("%s: %s" % i for i in own))
    r.shuffle(text)
    return ("[%s]" if r.random() < 0.5 else "{%s}") % ", ".join(text)


class Network:
    def __init__(self, r, chip):
        self.r, self.chip = r, chip
        self.shared_taps = 0  # neurons of a netlist share one dendrite, and its number of taps
        names = r.sample(["0", "1", "2", "10", "in", "hidden", "out", "B", "a_b"], r.randint(1, 4))
        self.groups = []
        for name in names:
            kind = r.choice(chip.somas + ["input"])
            size = r.randint(1, min(9, chip.inputs) if kind == "input" else 9)
            self.groups.append(Group(r, chip, name, size, kind))
        self.conv = None
        if r.random() < 0.4:
            h, w, c = r.randint(1, 4), r.randint(1, 4), r.randint(1, 2)
            kh, kw, k = r.randint(1, h), r.randint(1, w), r.randint(1, 3)
            sh, sw = r.randint(1, 2), r.randint(1, 2)
            oh, ow = (h - kh) // sh + 1, (w - kw) // sw + 1
            if h * w * c <= chip.inputs:
                self.conv = (h, w, c, kh, kw, k, sh, sw)
                self.groups.append(Group(r, chip, "cin", h * w * c, r.choice(chip.somas + ["input"])))
                self.groups.append(Group(r, chip, "cout", k * oh * ow, r.choice(chip.somas)))

    def targets(self):
        return [g for g in self.groups if g.kind != "input"]

    def weight(self):
        return number(self.r)

    def extra(self, target):
        """Attributes of an edge beside its weight."""
        a = []
        if target.dendrite == "accumulator_with_delay" and self.r.random() < 0.7:
            a.append((self.r.choice(["delay", "d"]), lambda: str(self.r.randint(0, 5))))
        if target.dendrite == "taps" and self.r.random() < 0.7:
            a.append(("tap", lambda: "0"))
        return a

    def lists(self, target, count):
        text = ["%s: [%s]" % (self.r.choice(["weight", "w"]), ", ".join(self.weight() for _ in range(count)))]
        for name, value in self.extra(target):
            text.append("%s: [%s]" % (name, ", ".join(value() for _ in range(count))))
        return text

    def flow(self, text):
        self.r.shuffle(text)
        return ("[%s]" if self.r.random() < 0.5 else "{%s}") % ", ".join(text)

    def yaml(self):
        r, t = self.r, ["network:", "  name: random", "  groups:"]
        for g in self.groups:
            common = neuron_attributes(r, g, 4) if g.kind != "input" and r.random() < 0.5 else {}
            head = dict(common)
            head["log_spikes"] = "true"
            if g.synapse and r.random() < 0.6:
                head["synapse_hw_name"] = g.synapse
            if g.kind != "input" and r.random() < 0.6:
                head["soma_hw_name"] = "'%s'" % g.soma(r, 0)
            t.append("  - name: %s" % g.name)
            t.append("    attributes: %s" % written(r, head, False))
            t.append("    neurons:")
            n = 0
            while n < g.size:
                m = r.randint(n, g.size - 1) if g.kind != "input" and g.dendrite != "taps" else n
                key = str(n) if m == n else "%d..%d" % (n, m)
                if r.random() < 0.1 and g.kind != "input":
                    t.append("    - %s" % key)
                else:
                    t.append("    - %s: %s" % (key, written(r, neuron_attributes(r, g, 4 if "taps" in common else 0))))
                n = m + 1
        edges = []
        for _ in range(r.randint(0, 30)):
            if self.targets():
                a, b = r.choice(self.groups), r.choice(self.targets())
                text = ["%s: %s" % (r.choice(["weight", "w"]), self.weight())]
                text += ["%s: %s" % (name, value()) for name, value in self.extra(b)]
                if r.random() < 0.2:
                    text[0] = "synapse: {%s}" % text[0]
                edges.append("  - %s.%d -> %s.%d: %s" % (a.name, r.randrange(a.size), b.name, r.randrange(b.size), self.flow(text)))
        for _ in range(r.randint(0, 3)):
            if self.targets():
                a, b = r.choice(self.groups), r.choice(self.targets())
                if r.random() < 0.5:
                    edges.append("  - %s -> %s: %s" % (a.name, b.name, self.flow(["type: dense"] + self.lists(b, a.size * b.size))))
                else:
                    pairs = [(r.randrange(a.size), r.randrange(b.size)) for _ in range(r.randint(1, 12))]
                    edges.append("  - %s -> %s: %s" % (a.name, b.name, self.flow(
                        ["type: sparse", "source_target_pairs: [%s]" % ", ".join("[%d, %d]" % p for p in pairs)] + self.lists(b, len(pairs)))))
        if self.conv:
            h, w, c, kh, kw, k, sh, sw = self.conv
            edges.append("  - cin -> cout: %s" % self.flow(
                ["type: conv2d", "input_height: %d" % h, "input_width: %d" % w, "input_channels: %d" % c, "kernel_height: %d" % kh,
                 "kernel_width: %d" % kw, "kernel_count: %d" % k, "stride_height: %d" % sh, "stride_width: %d" % sw]
                + self.lists(self.groups[-1], kh * kw * c * k)))
        r.shuffle(edges)
        t.append("  edges:" if edges else "  edges: []")
        t += edges
        t.append("mappings:")
        mappings = []
        for g in self.groups:
            for n in range(g.size):
                units = ["dendrite: '%s'" % g.dendrite_unit(n), "soma: '%s'" % g.soma(r, n)]
                if g.synapse and r.random() < 0.5:
                    units.append("synapse: %s" % g.synapse)
                tile = r.randrange(len(self.chip.tiles))
                units.append("core: %d.%d" % (tile, r.randrange(self.chip.tiles[tile])))
                mappings.append("- %s.%d: %s" % (g.name, n, self.flow(units)))
        r.shuffle(mappings)
        return "\n".join(t + mappings) + "\n"

    def netlist(self):
        r, t = self.r, ["# a network"]
        for i, g in enumerate(self.groups):
            head = {"log_spikes": "1", "soma_hw_name": g.soma(r, 0), "dendrite_hw_name": g.dendrite_unit(0)}
            if g.synapse:
                head["synapse_hw_name"] = g.synapse
            t.append("g %d %s" % (g.size, " ".join("%s=%s" % p for p in head.items())))
        for i, g in enumerate(self.groups):
            for n in range(g.size):
                self.shared_taps = self.shared_taps or r.randint(1, 4)
                a = neuron_attributes(r, g, self.shared_taps)
                if r.random() < 0.5 or any("[" in v or v in ("true", "false") for v in a.values()):
                    t.append("n %d.%d %s" % (i, n, "{%s}" % ", ".join("%s: %s" % p for p in a.items())))
                else:
                    t.append("n %d.%d %s" % (i, n, " ".join("%s=%s" % p for p in a.items())))
        for _ in range(r.randint(0, 40)):
            if self.targets():
                a, b = r.choice(self.groups), r.choice(self.targets())
                text = ["%s=%s" % (r.choice(["weight", "w"]), self.weight())] + ["%s=%s" % (n, v()) for n, v in self.extra(b)]
                t.append("e %d.%d->%d.%d   %s" % (self.groups.index(a), r.randrange(a.size), self.groups.index(b), r.randrange(b.size), " ".join(text)))
        mappings = []
        for i, g in enumerate(self.groups):
            for n in range(g.size):
                tile = r.randrange(len(self.chip.tiles))
                mappings.append("& %d.%d@%d.%d" % (i, n, tile, r.randrange(self.chip.tiles[tile])))
        r.shuffle(mappings)
        return "\n".join(t + mappings) + "\n"


def ascending(messages):
    """Whether the messages of each neuron, in the order of their numbers, go to ascending cores."""
    last = {}
    for m in sorted((m for m in messages if not m["placeholder"]), key=lambda m: m["mid"]):
        source = (m["src_neuron_group_id"], m["src_neuron_offset"])
        to = (m["dest_tile_id"], m["dest_core_offset"])
        if source in last and last[source] > to:
            return False
        last[source] = to
    return True


def child(chip_file, net_file, timing, out):
    import sanafe
    lines = []
    try:
        arch = sanafe.load_arch(chip_file)
        net = sanafe.load_net(net_file, arch, use_netlist_format=net_file.endswith(".net"))
        chip = sanafe.SpikingChip(arch)
        chip.load(net)
        inorder = True
        for _ in range(STEPS):
            r = chip.sim(1, timing_model=timing, spike_trace=True, perf_trace=True, message_trace=True)
            e = r["energy"]
            inorder &= all(ascending(step) for step in r["message_trace"])
            lines.append(",".join([str(r["neurons_fired"]), str(r["neurons_updated"]), str(r["packets_sent"]), str(r["perf_trace"]["hops"][0]),
                                   str(r["spikes"]), repr(e["soma"]), repr(e["synapse"]), repr(e["dendrite"]), repr(e["network"]), repr(r["sim_time"]), "1" if inorder else "0",
                                   " ".join(sorted(str(a) for step in r["spike_trace"] for a in step))]))
    except Exception as problem:  # whatever the package raises is an answer
        lines = ["raised " + " ".join(str(problem).split())]
    with open(out, "w") as f:
        f.write("\n".join(lines) + "\n")


def run(chip_file, net_file, timing, out):
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        child(chip_file, net_file, timing, out)
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    if status != 0:
        with open(out, "w") as f:
            f.write("raised died with status %d\n" % status)
    with open(out) as f:
        return f.read().splitlines()


def main(folder, first, count):
    for seed in range(first, first + count):
        r = random.Random(seed)
        chip = Chip(r)
        net = Network(r, chip)
        listed = r.random() < 0.25
        chip_file = os.path.join(folder, "%d.chip.yaml" % seed)
        net_file = os.path.join(folder, "%d.%s" % (seed, "net" if listed else "yaml"))
        with open(chip_file, "w") as f:
            f.write("\n".join(chip.text) + "\n")
        with open(net_file, "w") as f:
            f.write(net.netlist() if listed else net.yaml())
        csv = os.path.join(folder, "%d.csv" % seed)
        simple = run(chip_file, net_file, "simple", csv)
        detailed = run(chip_file, net_file, "detailed", csv)
        if simple[0].startswith("raised") or detailed[0].startswith("raised"):
            lines = [simple[0] if simple[0].startswith("raised") else detailed[0]]
        else:
            lines = []
            for s, d in zip(simple, detailed):
                a, b = s.split(","), d.split(",")
                assert a[:9] == b[:9] and a[10:] == b[10:], (seed, s, d)
                lines.append(",".join(b[:9] + [a[9]] + b[9:]))
        with open(csv, "w") as f:
            f.write("\n".join(lines) + "\n")
    version = importlib.metadata.version("sanafe")
    with open(os.path.join(folder, "version.txt"), "w") as f:
        f.write(version + "\n")
    print(version)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
