"""Measures of the heads of events: triggers, their links, what happens between two marked parties, and what happened."""

import numpy as np
import torch

import decode
from fit import pair_scores
from labels import EVENTS, IGNORE, MODES, PARTS, TYPES

QUAD = dict(AGREE=1, CONSULT=1, SUPPORT=1, CONCEDE=2, RETREAT=2, YIELD=2, COOPERATE=2, AID=2, REQUEST=3, ACCUSE=3, REJECT=3, THREATEN=3,
            PROTEST=4, SANCTION=4, MOBILIZE=4, COERCE=4, ASSAULT=4)


def triggers(windows, scores, bias=0.0):
    """F1 of triggers by sentence and type, by sentence alone, and how often mode and links of gold triggers are right."""
    typed, anyhow, modes = [0, 0, 0], [0, 0, 0], [0, 0]
    parts = {part: [0, 0] for part in PARTS}
    for window, of in zip(windows, scores):
        logits = of["events"][1:].copy()
        logits[:, 0] -= bias
        right = decode.spans([max(it, 0) for it in window["events"][1:]], EVENTS)
        found = decode.spans(decode.best_tags(logits, EVENTS), EVENTS)
        for counts, key in ((typed, lambda it: (it[0], window["sentence"][it[1]])), (anyhow, lambda it: window["sentence"][it[1]])):
            gold, seen = [key(it) for it in right], [key(it) for it in found]
            counts[0] += sum(min(gold.count(it), seen.count(it)) for it in set(gold))
            counts[1] += len(gold)
            counts[2] += len(seen)
        for row, label in enumerate(window["modes"]):
            if label != IGNORE:
                modes[0] += int(of["modes"][row].argmax()) == label
                modes[1] += 1
        for part in PARTS:
            for token, ends in window[part]:
                best = int(of[part][token].argmax())
                parts[part][0] += any(best in end for end in ends)
                parts[part][1] += 1
    f1 = lambda it: round(2 * it[0] / max(it[1] + it[2], 1), 3)
    out = {"type": f1(typed), "any": f1(anyhow), "gold": typed[1], "found": typed[2], "mode": round(modes[0] / max(modes[1], 1), 3)}
    return out | {part: round(hit / max(total, 1), 3) for part, (hit, total) in parts.items()}


def pairs(windows, scores):
    """Macro F1 of type (CONCEDE and RETREAT as one) and of quad class between marked actors and recipients."""
    older = lambda t: "YIELD" if t in ("CONCEDE", "RETREAT") else t
    gold, found = [], []
    for window, of in zip(windows, scores):
        if "pair" not in window:
            continue
        likely = pair_scores(*(torch.tensor(of[name]) for name in ("events", "actors", "recipients")), window["pair"])
        mass = {}
        for name, score in zip(TYPES, likely.tolist()):
            mass[older(name)] = np.logaddexp(mass.get(older(name), -1e9), score)
        found.append(max(mass, key=mass.get))
        gold.append(older(TYPES[window["pair"][2][0]]))
    quads = lambda names: [QUAD[it] for it in names]
    return {"sentences": len(gold), "root": macro(gold, found), "quad": macro(quads(gold), quads(found))}


def macro(gold, found):
    out = []
    for it in sorted(set(gold)):
        hit = sum(a == b == it for a, b in zip(gold, found))
        out.append(2 * hit / (gold.count(it) + found.count(it)))
    return round(sum(out) / len(out), 3)


def happened(windows, scores):
    """Pearson's r of people's mean answers and ours, −3 to 3, and how often the third of that scale is right."""
    told, ours = [], []
    for window, of in zip(windows, scores):
        for share, row in zip(window.get("happened", []), of["status"]):
            if share != IGNORE:
                told.append(6 * share - 3)
                ours.append(6 * float(np.exp(row[0])) - 3)
    third = lambda it: (it >= 1) - (it <= -1)
    right = sum(third(a) == third(b) for a, b in zip(told, ours)) / max(len(told), 1)
    constant = sum(third(a) == 1 for a in told) / max(len(told), 1)
    return {"predicates": len(told), "r": round(float(np.corrcoef(told, ours)[0, 1]), 3), "right": round(right, 3), "constant": round(constant, 3)}
