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


def document(windows, scores, settings, layer="roles"):
    """Attributions of a document, in characters: lists of {source, cue, content}. Spans may run over a window's end, links may
    not; content without a cue goes on with what was said before."""
    where = [(n, row + 1) for n, window in enumerate(windows) for row in range(len(window["tokens"]))]
    if not where:
        return []
    token = lambda i, key: windows[where[i][0]][key][where[i][1] - 1]
    logits = np.concatenate([it[layer][1:] for it in scores])
    logits[:, 0] -= settings["bias"]
    found = spans(best_tags(logits, ROLES), ROLES)
    by = {role: [it[1:] for it in found if it[0] == role] for role in ("source", "cue", "content")}

    def linked(link, a, b):
        """Score of a link from token a to token b (None: to none)."""
        window, row = where[a[0]]
        if b is None:
            return scores[window][link][row][0]
        if where[b[0]][0] != window:
            return -math.inf
        apart = 0 if token(a[0], "sentence") == token(b[0], "sentence") else 1 if token(a[0], "block") == token(b[0], "block") else 2
        gap = max(0, max(a[0] - b[1], b[0] - a[1]) - 1)
        return scores[window][link][row][where[b[0]][1]] - settings["sentence"] * apart - settings["distance"] * math.log1p(gap)

    out = []
    for cue in by["cue"]:
        source = max([None, *by["source"]], key=lambda it: linked("sources", cue, it))
        out.append({"source": [source] if source else [], "cue": [cue], "content": []})
    orphans = []
    for content in by["content"]:
        best = max(((linked("contents", content, it["cue"][0]), k) for k, it in enumerate(out)), default=(-math.inf, 0))
        if best[0] > -math.inf:
            out[best[1]]["content"].append(content)
        else:
            orphans.append(content)
    out = [it for it in out if it["content"]]
    for content in orphans:
        before = [it for it in out if it["content"][0][0] < content[0]]
        if before:
            max(before, key=lambda it: it["content"][-1][0])["content"].append(content)
        else:
            out.append({"source": [], "cue": [], "content": [content]})
    chars = lambda spans: [[token(a, "tokens")[0], token(b, "tokens")[1]] for a, b in spans]
    return [{role: chars(it[role]) for role in it} for it in out]
