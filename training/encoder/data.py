"""Corpora to windows: piece ids, casts and label layers, on the tokens that Sayso itself cuts.

A window holds whole blocks of a text (paragraphs), packed to `window` pieces with [CLS] and [SEP]; a longer block is cut at
sentences, a longer sentence between tokens. Row 0 of a window is [CLS], row r its r-th token. `crates/encoder` cuts the same way.
"""

import json
import pathlib
import pickle
import subprocess
import unicodedata

import corpora
import cover
from labels import IGNORE, PARTS
from pieces import PieceCutter

RUNNING = {"paragraph", "list_item", "quote", "caption", "post"}
SHAPES = ["lower", "title", "upper", "letter", "mixed", "digit", "mark", "first"]
EDGES = ["inside", "block", "sentence"]
# Casts of [CLS] and [SEP].
EDGE = (SHAPES.index("mark"), 0, 0, 0)


def shape(token, first):
    """The class of letters a token is written in; `first` says that it opens its sentence."""
    letters = [c for c in token if c.isalpha()]
    if any(unicodedata.category(c)[0] == "N" for c in token):
        return SHAPES.index("digit")
    if not letters:
        return SHAPES.index("mark")
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return SHAPES.index("lower")
    if len(letters) == 1:
        return SHAPES.index("letter")
    if upper == len(letters):
        return SHAPES.index("upper")
    if upper == 1 and letters[0].isupper():
        return SHAPES.index("first" if first else "title")
    return SHAPES.index("mixed")


def casts(text, segments):
    """For each token: rows of the three cast tables (shape, quoted, edge)."""
    out = [None] * len(segments["tokens"])
    block, depth = None, 0
    for (a, b), of in zip(segments["sentences"], segments["blocks"]):
        for i in range(a, b):
            edge = 0
            if i == a:
                edge = 2 if of == block else 1
                if of != block:
                    block, depth = of, 0
            mark = segments["marks"][i]
            if mark == "o":
                depth += 1
            start, end = segments["tokens"][i]
            out[i] = (shape(text[start:end], i == a), int(depth > 0), edge)
            if mark == "c" and depth:
                depth -= 1
    return out


def spans_of_windows(segments, sizes, room):
    """Token ranges of the windows: a list of lists of token indices."""
    blocks, last = [], None
    for (a, b), of in zip(segments["sentences"], segments["blocks"]):
        if of != last:
            blocks.append([])
            last = of
        blocks[-1].append(list(range(a, b)))
    windows, current, used = [], [], 0

    def flush():
        nonlocal current, used
        if current:
            windows.append(current)
        current, used = [], 0

    for block in blocks:
        total = sum(sizes[i] for sentence in block for i in sentence)
        if used + total > room:
            flush()
        if used + total <= room:
            for sentence in block:
                current = current + sentence
            used += total
            continue
        for sentence in block:
            length = sum(sizes[i] for i in sentence)
            if used + length > room:
                flush()
            for i in sentence:
                if used + sizes[i] > room:
                    flush()
                current = current + [i]
                used += sizes[i]
    flush()
    return windows


def build(texts, cutter, window, known):
    """Windows of the texts that a corpus yields: dicts of lists of ints, without labels where a layer has none."""
    out = []
    for item, segments in zip(texts, segmented(texts)):
        text = segments["text"]
        assert text == item.text, f"{item.id}: ingest changed the text"
        words, firsts, running = told(segments)
        covered = cover.covers(words, segments["tags"], firsts, running, known)
        raw = [cutter.cut(word) for word in words]
        more = cover.goes_on(covered, segments["sentences"], running)
        pieces = [[] if on else [cover.PIECE] if name else cutter.cut(cover.plain(word, tag))
                  for word, tag, name, on in zip(words, segments["tags"], covered, more)]
        called = list(covered)
        for i in reversed(range(len(called))):
            # A name goes by its last word.
            if more[i]:
                called[i - 1] = called[i]
        cast = casts(text, segments)
        labels = item.labels(segments)
        number = {}
        for position, (a, b) in enumerate(segments["sentences"]):
            for i in range(a, b):
                number[i] = (position, segments["blocks"][position])
        for rows in spans_of_windows(segments, [len(p) for p in pieces], window - 2):
            entry = {"corpus": item.corpus, "doc": item.id, "tokens": [segments["tokens"][i] for i in rows]}
            entry["sentence"] = [number[i][0] for i in rows]
            entry["block"] = [number[i][1] for i in rows]
            entry["raw"] = [raw[i] for i in rows]
            entry["more"] = [False] + [more[i] for i in rows]
            order = {}
            names = [0 if called[i] is None else 1 + order.setdefault(called[i], len(order)) % cover.DISTINCT for i in rows]
            # The letters that a name is written in are covered, too.
            looks = [(SHAPES.index("title") if name else cast[i][0], *cast[i][1:], name) for i, name in zip(rows, names)]
            entry |= laid_out([pieces[i] for i in rows], looks)
            at = {}
            for r, i in enumerate(rows):
                # Links go to the first word of a name.
                at[i] = at[i - 1] if more[i] else r + 1
            for layer, values in labels.items():
                if layer in ("sources", "contents"):
                    entry[layer] = [(at[a], 0 if b is None else at[b]) for a, b in values if a in at and (b is None or b in at)]
                elif layer == "antecedents":
                    links = []
                    for a, targets, sign in values:
                        inside = [at[t] for t in targets if t in at]
                        if a in at and (inside or sign > 0):
                            # Its antecedents all lie in earlier windows: in this one it has none.
                            links.append((at[a], inside or [0], sign))
                    entry[layer] = links
                elif layer in PARTS:
                    entry[layer] = []
                    for a, choices in values:
                        inside = [sorted({at[t] for t in choice if t in at}) for choice in choices]
                        if a in at:
                            # What no token of this window tells, nothing here is linked to.
                            entry[layer].append((at[a], [it for it in inside if it] or [[0]]))
                elif layer == "pair":
                    ends = [sorted({at[t] for t in it if t in at}) for it in values[:2]]
                    if all(ends):
                        entry[layer] = (*ends, values[2])
                else:
                    # What a name is part of its first word tells; what it is called each word tells.
                    entry[layer] = [IGNORE] + [IGNORE if more[i] and layer != "names" else values[i] for i in rows]
            out.append(entry)
    return out


def told(segments):
    """Words, whether each opens its sentence or a quotation, and whether it stands in running text."""
    text = segments["text"]
    words = [text[a:b] for a, b in segments["tokens"]]
    firsts, running = [False] * len(words), [False] * len(words)
    for (a, b), block in zip(segments["sentences"], segments["blocks"]):
        for i in range(a, b):
            firsts[i] = i == a or segments["marks"][i - 1] == "o" or words[i - 1] in (":", "—", "–", "-", "•", "*")
            running[i] = segments["kinds"][block] in RUNNING
    return words, firsts, running


def laid_out(pieces, cast):
    """Ids, cast rows and the position of each row's first piece."""
    ids, rows, first = [PieceCutter.CLS], [EDGE], [0]
    for piece, row in zip(pieces, cast):
        first.append(len(ids) if piece else first[-1])
        ids += piece
        rows += [row] * len(piece)
    return {"ids": ids + [PieceCutter.SEP], "casts": rows + [EDGE], "first": first}


def segmented(texts):
    """Runs the reader's segmenter over the texts, in order."""
    root = pathlib.Path(__file__).parents[2]
    lines = "".join(json.dumps({"id": it.id, "text": it.text, "published": it.published}) + "\n" for it in texts)
    command = ["cargo", "run", "-q", "-p", "sayso", "--example", "dump_segments"]
    done = subprocess.run(command, cwd=root, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main(config):
    """Writes `windows.pickle`: the windows of each set that the configuration names, and the known words."""
    cutter = PieceCutter(config["model"]["base"])
    texts = {name: corpora.SETS[name](pathlib.Path(config["data"]["folder"])) for name in config["data"]["sets"]}
    # The annotated articles are among those of the newswire, and count once.
    counted = [it for name in texts if name.endswith("-train") and not name.startswith("annotated") for it in segmented(texts[name])]
    known = cover.known_words(told(it) for it in counted)
    out = {"known": known}
    for name in texts:
        out[name] = build(texts[name], cutter, config["model"]["window"], known)
        pieces = sum(len(it["ids"]) for it in out[name])
        print(f"{name}: {len(texts[name])} texts, {len(out[name])} windows, {pieces} pieces", flush=True)
    folder = pathlib.Path(config["work"])
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "windows.pickle", "wb") as file:
        pickle.dump(out, file)
