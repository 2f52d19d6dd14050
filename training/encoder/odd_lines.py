"""Writes crates/encoder/tests/pieces/digests.txt: what the trainer's tokenizer makes of 10,000 odd lines and of every character.

The Rust test mixes the same lines from recipe.txt, so neither lines nor ids are kept, only digests of the ids.

    python training/encoder/odd_lines.py TOKENIZER_JSON > crates/encoder/tests/pieces/digests.txt
    python training/encoder/odd_lines.py TOKENIZER_JSON NUMBER     # shows one line with its ids
"""

import json
import pathlib
import re
import sys

import tokenizers

RECIPE = pathlib.Path(__file__).parents[2] / "crates/encoder/tests/pieces/recipe.txt"
LINES = 10_000
BLOCK = 4096
PIECES_PER_TOKEN = 16
MASK = (1 << 64) - 1


class Chance:
    """SplitMix64 (Steele et al. 2014)."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return (mixed ^ (mixed >> 31)) % bound


class Recipe:
    """What lines are mixed from."""

    def __init__(self, text):
        parts = {"sentences": [], "fragments": [], "ranges": []}
        for line in text.split("\n"):
            if line.startswith("["):
                name = line[1:].split("]")[0]
                if name in parts:
                    part = parts[name]
                    continue
            if line and not line.startswith("# "):
                part.append(re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: chr(int(found[1], 16)), line))
        self.sentences, self.fragments, ranges = parts["sentences"], parts["fragments"], parts["ranges"]
        self.ranges, self.names = [], {}
        for line in ranges:
            name, *bounds = line.split(" ")
            self.names[name] = len(self.ranges)
            self.ranges.append([tuple(int(end, 16) for end in it.split("-")) for it in bounds])

    def char(self, chance, number):
        """A character of a range."""
        bounds = self.ranges[number]
        first, last = bounds[chance.below(len(bounds))]
        return chr(first + chance.below(last - first + 1))

    def named(self, chance, name):
        return self.char(chance, self.names[name])

    def line(self, chance, number):
        """The odd line of this number; one and the same chance goes through all lines in order."""
        out = []
        kind = number % 8
        if kind in (0, 1):  # a sentence with slips
            for char in self.sentences[chance.below(len(self.sentences))]:
                slip = chance.below(24 * 7)
                if slip == 0:
                    out += [char, self.named(chance, "accents")]
                elif slip == 1:
                    out += [char, self.named(chance, "all")]
                elif slip == 2:
                    out.append(char.upper() if char.isascii() else char)
                elif slip == 3:
                    out.append(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char)
                elif slip == 4:
                    pass
                elif slip == 5:
                    out += [char, "\u200d"]
                elif slip == 6:
                    out += [char, self.named(chance, "punctuation")]
                else:
                    out.append(char)
        elif kind in (2, 3):  # words of one script
            script = (number // 8) % len(self.ranges)
            for _ in range(1 + chance.below(12)):
                for _ in range(1 + chance.below(10)):
                    out.append(self.char(chance, script))
                    if chance.below(8) == 0:
                        out.append(self.named(chance, "accents"))
                out.append(" ")
        elif kind == 4:  # fragments, some of them glued
            for _ in range(1 + chance.below(8)):
                out.append(self.fragments[chance.below(len(self.fragments))])
                glue = chance.below(3)
                if glue == 0:
                    out.append(" ")
                elif glue == 1:
                    out.append(self.named(chance, "punctuation"))
        elif kind == 5:  # scripts mixed within words
            for _ in range(1 + chance.below(40)):
                out.append(self.char(chance, chance.below(len(self.ranges))))
                if chance.below(6) == 0:
                    out.append(" ")
        elif kind == 6:  # long words, about the limits of characters and of pieces
            for _ in range(1 + chance.below(3)):
                same = self.named(chance, "letters")
                for _ in range((4, 16, 98)[chance.below(3)] + chance.below(8)):
                    out.append(same if chance.below(4) > 0 else self.named(chance, "letters"))
                    if chance.below(32) == 0:
                        out.append(self.named(chance, ("accents", "selectors", "capitals")[chance.below(3)]))
                out.append((" ", "-", ".", "\u00a0", "")[chance.below(5)])
        else:  # anything
            for _ in range(1 + chance.below(30)):
                out.append(self.named(chance, ("all", "all", "ascii", "controls")[chance.below(4)]))
        return "".join(out)


class Encoder:
    """The trainer's way with tokens: each by itself, what it spells never a special piece, 16 pieces at most, one at least."""

    def __init__(self, path):
        self.tokenizer = tokenizers.Tokenizer.from_file(path)
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.tokenizer.encode_special_tokens = True
        self.unknown = self.tokenizer.token_to_id("[UNK]")

    def encode(self, tokens):
        found = self.tokenizer.encode_batch_fast(tokens, add_special_tokens=False)
        return [it.ids[:PIECES_PER_TOKEN] or [self.unknown] for it in found]


def digest(numbers, width=64):
    """FNV-1a over whole numbers instead of bytes, folded to `width` bits."""
    found = 0xCBF29CE484222325
    for number in numbers:
        found = ((found ^ number) * 0x100000001B3) & MASK
    return found if width == 64 else (found ^ (found >> 32)) & 0xFFFFFFFF


def digest_of_ids(ids):
    """Of the ids of several tokens; a mark after each."""
    return digest((number for token in ids for number in (*token, 0xFFFFFFFF)), 32)


def main():
    encoder = Encoder(sys.argv[1])
    recipe = Recipe(RECIPE.read_text(encoding="utf-8"))
    chance = Chance(3)
    lines = [recipe.line(chance, number) for number in range(LINES)]
    if len(sys.argv) > 2:
        tokens = lines[int(sys.argv[2])].split(" ")
        for token, ids in zip(tokens, encoder.encode(tokens)):
            print(ascii(token), ids)
        return
    vocabulary = json.loads(encoder.tokenizer.to_str())["model"]["vocab"]
    print("# Digests by training/encoder/odd_lines.py: the vocabulary; the lines' text; the ids of every character in")
    print(f"# blocks of {BLOCK}, alone and between two letters; the ids of every line.")
    text = "\n".join(sorted(vocabulary, key=vocabulary.get))
    print(f"{digest(text.encode()):016x}")
    print(f"{digest(ord(char) for line in lines for char in line):016x}")
    for start in range(0, 0x110000, BLOCK):
        chars = [chr(point) for point in range(start, start + BLOCK) if not 0xD800 <= point < 0xE000]
        print(f"{digest_of_ids(encoder.encode([token for char in chars for token in (char, f'a{char}b')])):08x}")
    for line in lines:
        print(f"{digest_of_ids(encoder.encode(line.split(' '))):08x}")


if __name__ == "__main__":
    main()
