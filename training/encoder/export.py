"""Writes a checkpoint as the weights file that `crates/encoder` embeds: int8 per output channel, digest on stdout."""

import hashlib
import json
import pathlib
import pickle

import numpy as np
import torch
from safetensors.numpy import save_file

import cover
from labels import LINKS, TAGS
from network import CASTS, HIDDEN, INNER, LINK, PER_LAYER, WORD
from pieces import PieceCutter

TARGET = pathlib.Path(__file__).parents[2] / "crates" / "encoder" / "weights" / "sayso-encoder.safetensors"
LARGEST = 25_000_000


def quantised(weight):
    """Int8 rows and their scales; the largest absolute value of a row becomes 127."""
    weight = weight.double().numpy()
    scale = np.maximum(np.abs(weight).max(1) / 127, 1e-12)
    return np.round(weight / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def tensors(state, layers, vocabulary, known):
    lines = lambda words: np.frombuffer("\n".join(words).encode(), dtype=np.uint8).copy()
    out = {"vocabulary": lines(vocabulary), "common": lines(sorted(known.common)), "proper": lines(sorted(known.proper))}

    def linear(name, weight, bias):
        out[f"{name}.weight"], out[f"{name}.scale"] = quantised(weight)
        out[f"{name}.bias"] = bias.float().numpy().copy()

    def plain(name):
        out[name] = state[name].float().numpy().copy()

    out["pieces.weight"], out["pieces.scale"] = quantised(state["pieces.weight"])
    out["positions"], out["casts"] = (state[f"{n}.weight"].float().numpy().copy() for n in ("positions", "casts"))
    for name in ("norm.weight", "norm.bias"):
        plain(name)
    for number in range(layers):
        of = lambda part: (state[f"layers.{number}.{part}.weight"].clone(), state[f"layers.{number}.{part}.bias"].clone())
        weight, bias = of("qkv")
        # The softmax's scale goes into the queries.
        for it in (weight, bias):
            it[:HIDDEN] /= (HIDDEN / PER_LAYER) ** 0.5
        linear(f"layers.{number}.qkv", weight, bias)
        for part in ("out", "up", "down"):
            linear(f"layers.{number}.{part}", *of(part))
        for part in ("norm1", "norm2"):
            plain(f"layers.{number}.{part}.weight")
            plain(f"layers.{number}.{part}.bias")
    for name in ("heads", "word_up", "word_down"):
        linear(name, state[f"{name}.weight"], state[f"{name}.bias"])
    return out


def main(config, checkpoint="average-1.pt", target=TARGET, version="1"):
    kept = torch.load(pathlib.Path(config["work"]) / checkpoint)
    model = kept["model"]
    about = {
        "format": "sayso-encoder/1",
        "name": "sayso-encoder",
        "version": version,
        "layers": model["layers"],
        "hidden": HIDDEN,
        "heads_per_layer": PER_LAYER,
        "intermediate": INNER,
        "window": model["window"],
        "words": WORD,
        "cover": cover.PIECE,
        "activation_bits": config["model"]["activation_bits"],
        "casts": CASTS,
        "heads": [{"name": n, "tags": tags} for n, tags in TAGS.items()] + [{"name": n, "link": LINK} for n in LINKS],
    }
    target = pathlib.Path(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    vocabulary = PieceCutter(model["base"]).vocabulary()
    known = pickle.load(open(pathlib.Path(config["work"]) / "windows.pickle", "rb"))["known"]
    save_file(tensors(kept["state"], model["layers"], vocabulary, known), target, metadata={"sayso": json.dumps(about)})
    data = target.read_bytes()
    assert len(data) <= LARGEST, f"{len(data)} bytes are too many"
    print(f"{target}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")
