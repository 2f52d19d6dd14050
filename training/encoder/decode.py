"""From scores to spans and links: what `crates/encoder` does too, here to measure a checkpoint before it is exported."""

import math

import numpy as np

from labels import ROLES


def allowed(tags):
    """Which tag may follow which: a tag goes on only what has begun."""
    out = np.zeros((len(tags), len(tags)))
    for i, a in enumerate(tags):
        for j, b in enumerate(tags):
            if b[0] == "I" and (a == "O" or a[2:] != b[2:]):
                out[i, j] = -1e4
    return out


def best_tags(scores, tags):
    """The best allowed sequence (Viterbi) of log-probabilities [tokens, tags]."""
    step = allowed(tags)
    best = scores[0] + step[0]
    back = []
    for row in scores[1:]:
        options = best[:, None] + step
        back.append(options.argmax(0))
        best = options.max(0) + row
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]


def spans(path, tags):
    """[kind, first, last] of each span of a tag sequence."""
    out = []
    for i, t in enumerate(path):
        tag = tags[t]
        if tag == "O":
            continue
        if tag[0] == "B" or not out or out[-1][2] != i - 1 or out[-1][0] != tag[2:]:
            out.append([tag[2:], i, i])
        else:
            out[-1][2] = i
    return out


def attributions(window, scores, settings, layer="roles"):
    """Attributions of one window: lists of {source, cue, content} with [first, last] token rows (0-based, without [CLS])."""
    logits = scores[layer][1:].copy()
    if not len(logits):
        return [], []
    logits[:, 0] -= settings["bias"]
    found = spans(best_tags(logits, ROLES), ROLES)
    by = {role: [it[1:] for it in found if it[0] == role] for role in ("source", "cue", "content")}

    def cost(a, b):
        apart = 0 if window["sentence"][a[0]] == window["sentence"][b[0]] else 1 if window["block"][a[0]] == window["block"][b[0]] else 2
        gap = max(0, max(a[0] - b[1], b[0] - a[1]) - 1)
        return settings["sentence"] * apart + settings["distance"] * math.log1p(gap)

    out = []
    for cue in by["cue"]:
        row = scores["sources"][cue[0] + 1]
        options = [(row[0], None)] + [(row[s[0] + 1] - cost(s, cue), s) for s in by["source"]]
        source = max(options, key=lambda it: it[0])[1]
        out.append({"source": [source] if source else [], "cue": [cue], "content": []})
    orphans = []
    for content in by["content"]:
        row = scores["contents"][content[0] + 1]
        options = [(row[it["cue"][0][0] + 1] - cost(content, it["cue"][0]), k) for k, it in enumerate(out)]
        if options:
            out[max(options)[1]]["content"].append(content)
        else:
            orphans.append(content)
    return [it for it in out if it["content"]], orphans


def document(windows, scores, settings):
    """Attributions of a document's windows, in characters; content without a cue goes on with what was said before."""
    out = []
    for window, of in zip(windows, scores):
        found = attributions(window, of, settings)
        if not found:
            continue
        chars = lambda spans: [[window["tokens"][a][0], window["tokens"][b][1]] for a, b in spans]
        out += [{role: chars(spans) for role, spans in it.items()} for it in found[0]]
        for content in found[1]:
            if out:
                out[-1]["content"] += chars([content])
            else:
                out.append({"source": [], "cue": [], "content": chars([content])})
    return out
