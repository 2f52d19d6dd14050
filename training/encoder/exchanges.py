"""A text with its people, parties, countries and genders exchanged: what is learnt must not hang on who speaks."""

import pathlib

TABLE = pathlib.Path(__file__).parents[2] / "data" / "swaps.tsv"
FUNCTION = set("the a an this that and or but in on at to for with from of by is was were who said says".split())


def pairs():
    """Single words that stand for each other in lower case, both ways: {condition: {word: partner}}."""
    out = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        _, one, two, *where = line.split("\t")
        if " " not in one and " " not in two:
            of = out.setdefault(where[0] if where else "", {})
            of.setdefault(one.lower(), two)
            of.setdefault(two.lower(), one)
    return out


PAIRS = pairs()


def partner(word, following):
    """What stands for this word before the following one; None where it stays. Without parts of speech, so at times wrong:
    good enough to learn from, not to measure by."""
    word = word.lower()
    before = following.isalpha() and following.lower() not in FUNCTION
    conditions = ["", "before" if before else "alone"]
    if not before:
        conditions.insert(1, "object")
    if following[:1].isupper():
        conditions.append("name")
    for condition in conditions:
        if word in PAIRS.get(condition, {}):
            return PAIRS[condition][word]
    return {"his": "her", "him": "her"}.get(word)


def exchanged(words):
    """The words of a text, each that has a partner replaced by it in its own case."""
    out = []
    for word, following in zip(words, [*words[1:], "."]):
        other = partner(word, following)
        if other is None:
            out.append(word)
        elif word.isupper() and len(word) > 1:
            out.append(other.upper())
        elif word[:1].isupper():
            out.append(other[:1].upper() + other[1:])
        else:
            out.append(other)
    return out
