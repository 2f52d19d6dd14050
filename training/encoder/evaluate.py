"""Scores a checkpoint on the dev sets: attributions, names, pronouns, status. `evaluate CHECKPOINT 7` computes as the kernels do,
with weights of eight bits and activations of seven."""

import json
import pathlib
import pickle
import subprocess
import sys

import numpy as np
import torch
import torch.nn.functional as F

import decode
import evaluate_events
from labels import LINKS, NAMES, NOT_OCCURRED, IGNORE, TAGS
from network import Network, linked, packed, parted

DECODING = {"bias": 0.0, "sentence": 2.0, "distance": 0.2}


def load(path):
    kept = torch.load(path)
    network = Network(kept["model"]["layers"], kept["model"]["window"])
    network.load_state_dict(kept["state"])
    return network.eval(), kept["model"]


def quantise(network, bits):
    """Rounds every matrix to int8 by row, and what goes into each to so many bits between its row's lowest and highest value."""

    def rounded(_, inputs):
        x, = inputs
        low, high = x.amin(-1, keepdim=True), x.amax(-1, keepdim=True)
        step = ((high - low) / (2**bits - 1)).clamp(min=1e-20)
        return (low + step * torch.round((x - low) / step),)

    for module in network.modules():
        if isinstance(module, torch.nn.Linear) or module is network.pieces:
            scale = module.weight.data.abs().amax(1, keepdim=True) / 127
            module.weight.data = torch.round(module.weight.data / scale.clamp(min=1e-12)) * scale
        if isinstance(module, torch.nn.Linear):
            module.register_forward_pre_hook(rounded)


@torch.no_grad()
def scored(network, windows, length):
    """For each window: log-probabilities of the tag layers and of the links, by row."""
    out = [None] * len(windows)
    for start in range(0, len(windows), 16):
        part = windows[start : start + 16]
        inputs, slices, ordered = packed(part, length)
        heads = parted(network(*inputs), ordered)
        index = {id(it): start + k for k, it in enumerate(part)}
        for rows, window in zip(slices, ordered):
            result = {name: F.log_softmax(heads[name][rows], -1).numpy() for name in TAGS}
            for name in LINKS:
                dep, head = (it[rows] for it in heads[name])
                result[name] = linked(dep, head, window).numpy()
            out[index[id(window)]] = result
    return out


def polnear(windows, scores, config, settings=DECODING):
    shared = pathlib.Path(config["data"]["folder"])
    documents = {}
    for window, of in zip(windows, scores):
        documents.setdefault(window["doc"], []).append((window, of))
    path = pathlib.Path(config["work"]) / "polnear-dev.jsonl"
    with open(path, "w") as file:
        for doc, parts in documents.items():
            found = decode.document([it[0] for it in parts], [it[1] for it in parts], settings)
            file.write(json.dumps({"doc": doc, "attributions": found}) + "\n")
    dev = shared / "polnear" / "dev"
    command = [sys.executable, str(shared.parent / "eval" / "score_attribution.py"), "--gold", str(dev / "attributions"),
               "--text", str(dev / "text"), "--pred", str(path), "--bootstrap", "0", "--multi", "mean", "--by", "_"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def names(windows, scores):
    """Precision, recall and F1 of names by kind, spans of tokens exact."""
    hit, gold, found = {}, {}, {}
    for window, of in zip(windows, scores):
        right = {tuple(it) for it in decode.spans(window["names"][1:], NAMES)}
        seen = {tuple(it) for it in decode.spans(decode.best_tags(of["names"][1:], NAMES), NAMES)}
        for counts, items in ((hit, right & seen), (gold, right), (found, seen)):
            for it in items:
                counts[it[0]] = counts.get(it[0], 0) + 1
    return {kind: {"p": round(hit.get(kind, 0) / max(found.get(kind, 0), 1), 3), "r": round(hit.get(kind, 0) / n, 3),
                   "f1": round(2 * hit.get(kind, 0) / (n + found.get(kind, 0)), 3), "gold": n} for kind, n in sorted(gold.items())}


def pronouns(windows, scores):
    """How often a pronoun's mass lies on what is right rather than on what is wrong (links of sign −1: on none of them)."""
    right = total = 0
    for window, of in zip(windows, scores):
        for token, targets, sign in window.get("antecedents", []):
            mass = np.exp(of["antecedents"][token][targets]).sum()
            right += mass > 0.5 if sign > 0 else mass < 0.5
            total += 1
    return {"links": total, "right": round(right / max(total, 1), 3)}


def status(windows, scores):
    right = total = 0
    for window, of in zip(windows, scores):
        for label, row in zip(window.get("status", []), of["status"]):
            if label == IGNORE:
                continue
            best = int(row.argmax())
            right += best != 0 if label == NOT_OCCURRED else best == label
            total += 1
    return {"predicates": total, "right": round(right / max(total, 1), 3)}


def main(config, checkpoint="average-1.pt", bits=""):
    work = pathlib.Path(config["work"])
    torch.set_num_threads(1)
    network, model = load(work / checkpoint)
    if bits:
        quantise(network, int(bits))
    sets = pickle.load(open(work / "windows.pickle", "rb"))
    of = lambda name: (sets[name], scored(network, sets[name], model["window"]))
    windows, scores = of("polnear-dev")
    pickle.dump((windows, scores), open(work / "polnear-dev.scores", "wb"))
    print(polnear(windows, scores, config))
    for name, measure in (("worldwide-dev", names), ("gum-dev", pronouns), ("gap-validation", pronouns), ("factuality-dev", status),
                          ("factuality-dev", evaluate_events.happened), ("own-measured", evaluate_events.triggers), ("plv-open", evaluate_events.pairs)):
        print(name, json.dumps(measure(*of(name))), flush=True)
