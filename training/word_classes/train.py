"""Trains the tagger of `crates/sayso/src/segment/tags` and writes its one data file.

    python train.py --train ewt/train.conllu gum/train.conllu --silver silver.conllu --dev ewt/dev.conllu gum/dev.conllu

Needs Python 3.11 and its standard library. A greedy averaged perceptron, left to right, over hashed features
(`features.py`); the treebanks are cut and their tags collapsed by the Rust example `measure_tags`, so that the words
are those the program will meet.
"""

import argparse
import random
import struct
import subprocess
import sys
import time
from array import array
from collections import Counter, defaultdict
from pathlib import Path

import features as F
import headlines

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MAGIC = b"SAYSOWC2"
CODED = [-4, -3, -2, 2, 3, 4]  # Weights that share a byte with their tag.


def columns(paths, mode="--columns"):
    """Sentences as lists of (kind, word, tag or None)."""
    command = ["cargo", "run", "-q", "-p", "sayso", "--example", "measure_tags", "--", mode, *map(str, paths)]
    text = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [
        [(F.KIND[kind], word, F.TAG.get(tag)) for kind, word, tag in (line.split("\t") for line in block.split("\n"))]
        for block in text.strip("\n").split("\n\n")
    ]


def fixed(kind, word):
    """The tag of a token that needs no model; None for words. Must match `fixed` in Rust."""
    if kind in (F.OPEN, F.CLOSE, F.MARK):
        return F.TAG["Punct"]
    if kind in (F.SYMBOL, F.ADDRESS):
        return F.TAG["Other"]
    if kind == F.HANDLE:
        return F.TAG["Nnp"]
    if kind != F.NUMBER:
        return None
    low = word.lower()
    if "-" in low or "‑" in low or low.endswith(("st", "nd", "rd", "th")):
        return F.TAG["Jj"]
    if low.endswith("0s"):
        return F.TAG["Nns"]
    return F.TAG["Cd"]


def lexicon(sentences, least):
    """Word hash → number of its class: its tags of at least 5 %, the commonest first."""
    counts = defaultdict(Counter)
    for sentence in sentences:
        for kind, word, tag in sentence:
            if kind <= F.CLITIC and tag is not None:
                counts[F.norm(kind, word)][tag] += 1
    classes, words, sure = {}, {}, {}
    for word, tags in sorted(counts.items()):
        total = sum(tags.values())
        if total < least:
            continue
        ranked = sorted((t for t in tags if tags[t] >= 0.05 * total), key=lambda t: (-tags[t], t))[:3]
        words[F.fnv(word)] = classes.setdefault(tuple(ranked), len(classes))
        if total >= 25 and tags[ranked[0]] == total:
            sure[F.fnv(word)] = ranked[0]
    return words, sure, len(classes)


class Sentence:
    __slots__ = ("gold", "static", "one", "two", "verb", "fixed", "hash")

    def __init__(self, words, sure, tokens):
        kinds = [it[0] for it in tokens]
        texts = [it[1] for it in tokens]
        self.gold = [it[2] for it in tokens]
        self.hash = [F.fnv(F.norm(k, t)) for k, t in zip(kinds, texts)]
        self.fixed = []
        for k, t, h in zip(kinds, texts, self.hash):
            it = fixed(k, t)
            self.fixed.append(sure.get(h) if it is None else it)
        self.static, self.one, self.two, self.verb = [], [], [], []
        for f, (static, one, two, verb) in zip(self.fixed, F.sentence_features(words, kinds, texts)):
            self.static.append(None if f is not None else array("I", static))
            self.one.append(one if f is None else None)
            self.two.append(two if f is None else None)
            self.verb.append(verb if f is None else None)


def tag(sentence, weights, learn=None):
    """Tags a sentence; with `learn`, calls it for every scored token."""
    one_hash, get = F.TAG_HASH, weights.get
    t1 = t2 = F.NO_TAG
    verb, since = F.EDGE, 0
    tags = []
    for i, known in enumerate(sentence.fixed):
        if known is None:
            h1, h2 = one_hash[t1], one_hash[t1 * 32 + t2]
            keys = list(sentence.static[i])
            keys += [it ^ h1 for it in sentence.one[i]]
            keys += [it ^ h2 for it in sentence.two[i]]
            keys += [it ^ verb for it in sentence.verb[i]]
            scores = [0] * 26
            for key in keys:
                row = get(key)
                if row is not None:
                    for t, value in row.items():
                        scores[t] += value
            best = scores.index(max(scores))
            if learn is not None:
                learn(keys, scores, best, sentence.gold[i])
        else:
            best = known
        tags.append(best)
        t2, t1 = t1, best
        since += 1
        if best in F.VERBS:
            verb, since = sentence.hash[i], 0
        elif since >= 6:
            verb = F.EDGE
    return tags


def accuracy(sentences, weights):
    right = total = 0
    confusions = Counter()
    for sentence in sentences:
        for got, gold in zip(tag(sentence, weights), sentence.gold):
            if gold is not None:
                total += 1
                right += got == gold
                if got != gold:
                    confusions[F.TAGS[gold] + ">" + F.TAGS[got]] += 1
    return 100 * right / total, confusions


def train(sentences, epochs, seed, margin, report):
    weights, sums = {}, {}
    count = 0

    def learn(keys, scores, best, gold):
        nonlocal count
        count += 1
        if gold is None:
            return
        if best == gold:
            own = scores[gold]
            scores[gold] = -1 << 30
            rival = max(scores)
            if own - rival > margin:
                return
            best = scores.index(rival)
        for key in keys:
            row = weights.get(key)
            if row is None:
                row = weights[key] = {}
                total = sums[key] = {}
            else:
                total = sums[key]
            row[gold] = row.get(gold, 0) + 1
            row[best] = row.get(best, 0) - 1
            total[gold] = total.get(gold, 0) + count
            total[best] = total.get(best, 0) - count

    order = list(sentences)
    dice = random.Random(seed)
    for epoch in range(epochs):
        start = time.time()
        dice.shuffle(order)
        for sentence in order:
            tag(sentence, weights, learn)
        if report:
            report(epoch, weights, time.time() - start)
    return {k: {t: v - sums[k][t] / count for t, v in row.items()} for k, row in weights.items()}


def quantise(weights, scale, least, step):
    """Whole numbers of one byte: scaled and rounded, those under `least` dropped, the rest counted in steps."""
    out = {}
    for key, row in weights.items():
        whole = {t: max(-127, min(127, round(v * scale))) for t, v in row.items()}
        kept = {t: round(v / step) for t, v in whole.items() if abs(v) >= least}
        if kept:
            out[key] = kept
    return out


def varint(number):
    out = bytearray()
    while number >= 0x80:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def pack(words, sure, weights):
    """The file, as `tags/model.rs` reads it.

    Magic; counts of words, features, weights; words (step to the next hash, class, sure tag + 1 or 0); features (step to
    the next hash, number of weights, weights). A weight is a byte, tag * 8 + place in CODED, or tag * 8 + 7 and the
    weight in a byte of its own. Steps are varints, numbers little-endian.
    """
    out = bytearray(MAGIC)
    entries = sum(len(row) for row in weights.values())
    out += struct.pack("<III", len(words), len(weights), entries)
    before = 0
    for word in sorted(words):
        out += varint(word - before) + struct.pack("<HB", words[word], sure.get(word, -1) + 1)
        before = word
    before = 0
    for key in sorted(weights):
        row = weights[key]
        out += varint(key - before) + bytes([len(row)])
        for t in sorted(row):
            if row[t] in CODED:
                out.append(t << 3 | CODED.index(row[t]))
            else:
                out += struct.pack("<Bb", t << 3 | 7, row[t])
        before = key
    return bytes(out)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--train", nargs="+", type=Path, required=True)
    arguments.add_argument("--silver", nargs="*", type=Path, default=[], help="text tagged by another program, of silver.py")
    arguments.add_argument("--dev", nargs="+", type=Path, required=True)
    arguments.add_argument("--out", type=Path, default=ROOT / "data" / "word_classes.bin")
    arguments.add_argument("--epochs", type=int, default=4)
    arguments.add_argument("--margin", type=float, default=6, help="update until the best score leads by so much")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--scale", type=float, default=3.0)
    arguments.add_argument("--least", type=int, default=4)
    arguments.add_argument("--step", type=int, default=2)
    it = arguments.parse_args()

    def say(*what):
        print(*what, file=sys.stderr, flush=True)

    raw = columns([path.resolve() for path in it.train + it.silver])
    words, sure, classes = lexicon(raw, 3)
    say(f"{len(raw)} sentences, {len(words)} words in {classes} classes, {len(sure)} of one tag only")
    dice = random.Random(it.seed)
    copies = headlines.copies(raw, dice)
    start = time.time()
    sentences = [Sentence(words, sure, s) for s in raw + copies]
    dev = [[Sentence(words, sure, s) for s in columns([path.resolve()])] for path in it.dev]
    say(f"features in {time.time() - start:.0f} s")

    def report(epoch, weights, seconds):
        scores = " ".join(f"{accuracy(part, weights)[0]:.2f}" for part in dev)
        say(f"epoch {epoch + 1}: {scores} ({len(weights)} features, {seconds:.0f} s)")

    weights = train(sentences, it.epochs, it.seed, it.margin, report)
    small = quantise(weights, it.scale, it.least, it.step)
    data = pack(words, sure, small)
    for path, part in zip(it.dev, dev):
        full, _ = accuracy(part, weights)
        score, confusions = accuracy(part, small)
        say(f"{path.parent.name}: {full:.2f} exact, {score:.2f} packed;", dict(confusions.most_common(12)))
    say(f"{len(small)} features, {sum(map(len, small.values()))} weights, {len(data)} bytes")
    it.out.write_bytes(data)
    write_parity(words, sure, small)


def write_parity(words, sure, small):
    lines = ["# Tokens of sentences.txt and their tags, as train.py computes them."]
    for tokens in columns([HERE / "sentences.txt"], "--plain"):
        tags = tag(Sentence(words, sure, tokens), small)
        lines += [f"{word}\t{F.TAGS[t]}" for (_, word, _), t in zip(tokens, tags)] + [""]
    (HERE / "parity.tsv").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
