"""What the recorders of this folder share: random networks on a coarse grid, and the archive that they write.

FRAMEWORK.zip holds rows.json and, for each row and number, FOLDER/NUMBER/net.nir (or net.net), x.npy and expected.npy, both
[samples, timesteps, channels...]. rows.json: "versions", and "rows", each
  row       its key, FRAMEWORK/CLASS/SWITCHES
  folder    where its networks are in the archive
  networks_in  where its net.nir and x.npy are, if elsewhere: what a switch changes that no file holds is answered to the same networks
  options   what a user has to say to Spikelock beside --like FRAMEWORK, "" where nothing is
  compares  "spikes" or "potential" (then expected.npy holds what the last layer gives as numbers)
  late      by how many timesteps the framework's own output is later than the timestep that it belongs to (taken out of expected.npy)
  says      the equation, in order
  differs   in how many of "entries" that equation differs from the framework: computed in float32, in float64, in float64 with
            decays that are rounded to float32 ("decays"), or in integers
  by_hand   why the file was not written by the framework's own exporter, "" where it was
"""
import io
import json
import os
import zipfile

import numpy as np

SAMPLES, TIMESTEPS = 3, 40


class Archive:
    def __init__(self, framework, versions, suffix=".nir"):
        self.framework, self.versions, self.suffix = framework, versions, suffix
        self.rows, self.files = [], {}

    def row(self, key, says, options="", compares="spikes", late=0, by_hand=""):
        row = {"row": self.framework + "/" + key, "folder": f"{len(self.rows):02d}", "options": options,
               "compares": compares, "late": late, "says": says, "networks": 0, "entries": 0, "differs": {},
               "by_hand": by_hand, "activity": []}
        self.rows.append(row)
        return row

    def add(self, row, net, x, expected, models):
        """net: bytes; models: the equation's own outputs, in float32, in float64 and in that with decays of float32; or in integers."""
        folder = row["folder"] + "/" + str(row["networks"])
        row["networks"] += 1
        row["entries"] += int(expected.size)
        row["activity"].append(round(float((expected != 0).mean()), 3))
        for name, model in zip(("float32", "float64", "decays") if len(models) == 3 else ("integers",), models):
            same = np.isclose(model, expected, rtol=1e-5, atol=1e-6) if row["compares"] == "potential" else model == expected
            row["differs"][name] = row["differs"].get(name, 0) + int((~same).sum())
        self.files[folder + "/net" + self.suffix] = net
        self.files[folder + "/x.npy"] = npy(x.astype(np.int8))
        small = expected.astype(np.float32) if row["compares"] == "potential" else expected.astype(np.int8)
        if row["compares"] != "potential" and (small != expected).any():
            raise ValueError(f"{row['row']}: up to {expected.max()} spikes in a timestep")
        self.files[folder + "/expected.npy"] = npy(small)

    def write(self, beside):
        path = os.path.splitext(os.path.abspath(beside))[0] + ".zip"
        self.files["rows.json"] = json.dumps({"versions": self.versions, "rows": self.rows}, indent=1).encode()
        with zipfile.ZipFile(path + ".part", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name in sorted(self.files):
                entry = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, self.files[name])
        os.replace(path + ".part", path)
        for row in self.rows:
            print(f"{row['row']:60s} {row['networks']} networks {row['entries']:6d} entries, active {row['activity']}, "
                  f"differs {row['differs']} {row['by_hand'][:40]}")
        print(self.versions, os.path.getsize(path), "bytes")


def exp(x):
    """In the numbers of x, correctly rounded: numpy's own in float32 is not, PyTorch's nearly always."""
    return np.exp(np.asarray(x, np.float64)).astype(np.asarray(x).dtype)


def npy(array):
    out = io.BytesIO()
    np.save(out, array)
    return out.getvalue()


def spikes(random, channels, rate=0.35, timesteps=TIMESTEPS):
    return (random.random((SAMPLES, timesteps) + tuple(channels)) < rate).astype(np.float32)


def grid(random, shape, scale=1.0, step=0.25, shift=0.15):
    """Multiples of step, so that potentials meet thresholds exactly now and then."""
    return (np.round((random.standard_normal(shape) * scale + shift) / step) * step).astype(np.float32)
