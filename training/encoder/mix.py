"""Mixes two checkpoints: what an earlier run learnt is kept in part where a later one goes on from it with other tasks in view."""

import pathlib

import torch

from network import layout


def main(config, earlier, later, share, target):
    """Writes `target`: so much of the earlier weights, the rest of the later ones; heads that only one has are taken whole."""
    work, share = pathlib.Path(config["work"]), float(share)
    old, new = torch.load(work / earlier), torch.load(work / later)
    state, at = new["state"], layout()
    for name, value in old["state"].items():
        if name.startswith("heads."):
            for head, (first, end) in old["layout"].items():
                rows = slice(*at[head])
                state[name][rows] = share * value[first:end] + (1 - share) * state[name][rows]
        else:
            state[name] = share * value + (1 - share) * state[name]
    torch.save(new, work / target)
