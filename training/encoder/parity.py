"""Stores what the network says of sentences of our own, in full precision, for a test of the reader to hold its own to."""

import json
import pathlib
import pickle

import torch

import data
import evaluate
from labels import TAGS
from pieces import PieceCutter

TARGET = pathlib.Path(__file__).parents[2] / "crates" / "sayso" / "tests" / "parity.json"
TEXTS = [
    "The harbour master said on Tuesday that the bridge would open in May.",
    "“We will not pay for it,” Mayor Lena Orth told reporters. “Not one cent.”",
    "According to a police report, two men broke into the depot; the company denied it.\n\nIts chief, Jan Velde, called the "
    "claim “absurd”, and added that he had asked the ministry in Oslo to look into the matter.",
    "Union leaders fear that the yard could close. She hopes otherwise!",
    "@portnews: No comment? At 9:30 p.m., U.S.-based Kestrel Lines plc wrote: “Wir prüfen das – ½ of it.”",
    "Voters in Łódź, São Paulo and 東京 were asked whether they trust NATO; 41% do, the poll found.",
]


class Sentence:
    """A text without labels."""

    def __init__(self, number, text):
        self.corpus, self.id, self.text, self.published = "own", str(number), text, None

    def labels(self, _):
        return {}


def main(config, checkpoint="average-1.pt"):
    network, model = evaluate.load(pathlib.Path(config["work"]) / checkpoint)
    cutter = PieceCutter(model["base"])
    known = pickle.load(open(pathlib.Path(config["work"]) / "windows.pickle", "rb"))["known"]
    out = []
    for number, text in enumerate(TEXTS):
        windows = data.build([Sentence(number, text)], cutter, model["window"], known)
        with torch.no_grad():
            scores = evaluate.scored(network, windows, model["window"])
        layers = {name: [[round(float(x), 3) for x in row] for it in scores for row in it[name][1:]] for name in TAGS if name != "modes"}
        ids = [it["ids"] for it in windows]
        out.append({"text": text, "ids": ids, "casts": [it["casts"] for it in windows], **layers})
    TARGET.write_text(json.dumps(out, ensure_ascii=False, indent=None, separators=(",", ":")).replace('{"text"', '\n{"text"') + "\n")
    print(f"{TARGET}: {len(out)} texts, {TARGET.stat().st_size} bytes")
