"""Mixes two checkpoints: what an earlier run learnt is kept in part where a later one goes on from it with other tasks in view."""

import pathlib

import torch

from network import layout


def main(config, earlier, later, share, target, *kept):
    """Writes `target`: so much of the earlier weights, the rest of the later ones; heads that only one has are taken whole, and so are
    the earlier ones of `kept`, that of names with the branch that sees words."""
    work, share = pathlib.Path(config["work"]), float(share)
    old, new = torch.load(work / earlier), torch.load(work / later)
    state, at = new["state"], layout()
    for name, value in old["state"].items():
        if name.startswith("heads."):
            for head, (first, end) in old["layout"].items():
                rows = slice(*at[head])
                part = 1.0 if head in kept else share
                state[name][rows] = part * value[first:end] + (1 - part) * state[name][rows]
        else:
            part = 1.0 if name.startswith("word_") and "names" in kept else share
            state[name] = part * value + (1 - part) * state[name]
    torch.save(new, work / target)
