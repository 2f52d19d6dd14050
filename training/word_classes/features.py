"""What the tagger looks at. `crates/sayso/src/segment/tags/features.rs` computes the same numbers in Rust, bit for bit.

All strings are UTF-8 bytes, all numbers unsigned 32-bit. A feature is one number: a hash of its template's number and
of what it saw. Features that look at the tags already given are held as a base, to be XORed with a hash of those tags.
"""

from functools import lru_cache

TAGS = "Cc Cd Dt Ex In Jj Md Nn Nns Nnp Pos Prp PrpPoss Rb Rp To Uh Vb Vbd Vbg Vbn Vbp Vbz Wh Punct Other".split()
TAG = {name: number for number, name in enumerate(TAGS)}
NO_TAG = 26  # Before the sentence.
KINDS = "Word Clitic Number Open Close Mark Symbol Handle Address".split()
KIND = {name: number for number, name in enumerate(KINDS)}
WORD, CLITIC, NUMBER, OPEN, CLOSE, MARK, SYMBOL, HANDLE, ADDRESS = range(9)
VERBS = frozenset(TAG[name] for name in "Md To Vb Vbd Vbg Vbn Vbp Vbz".split())
ENDINGS = [b"ings", b"ing", b"ied", b"ed", b"ies", b"es", b"s", b"ly", b"er", b"est", b"ism", b"ist", b"ion", b"ity",
           b"ness", b"ment", b"al", b"ous", b"ive", b"able", b"ible", b"ful", b"less", b"ic", b"ian", b"an", b"en",
           b"ize", b"ise", b"ate", b"ify"]
# Endings after which the rest of the word is looked up, and what may have been lost before them.
STEMS = {b"ings": (b"", b"e"), b"ing": (b"", b"e"), b"ied": (b"y",), b"ed": (b"", b"e"), b"ies": (b"y",),
         b"es": (b"", b"e"), b"s": (b"",), b"ly": (b"", b"le"), b"er": (b"", b"e"), b"est": (b"", b"e")}
M = 0xFFFFFFFF
EDGE = 0x9E3779B9  # Stands for a word outside the sentence.


def mix(a: int, b: int) -> int:
    h = (a * 0x85EBCA6B + 0x165667B1) & M
    h ^= h >> 15
    h = ((h + b) * 0xC2B2AE35) & M
    h ^= h >> 13
    h = (h * 0x27D4EB2F) & M
    return h ^ (h >> 16)


@lru_cache(maxsize=None)
def fnv(word: bytes) -> int:
    h = 0x811C9DC5
    for byte in word:
        h = ((h ^ byte) * 0x01000193) & M
    return h


TAG_HASH = [mix(0xA511E9B3, number) for number in range(32 * 32)]


@lru_cache(maxsize=None)
def norm(kind: int, word: str) -> bytes:
    """The form that features see: lower case, straight apostrophes, one form for all numbers, addresses, names."""
    if kind <= CLITIC:
        return word.lower().replace("’", "'").replace("‑", "-").encode()
    if kind == NUMBER:
        return b"0"
    if kind == MARK:
        first = word[0]
        if first in "–—―‒":
            return b"--"
        if first in ".…":
            return b"." if word == "." else b"..."
        if first == "-":
            return b"-" if word == "-" else b"--"
        return first.encode()
    return (b"", b"", b"", b"``", b"''", b"", word.encode(), b"@", b"//")[kind]


def outline(kind: int, word: str) -> int:
    """How a word is written: 0 lower case, 1 capital first, 2 all capitals, 3 mixed; +4 digit, +8 hyphen, +16 stop."""
    if kind > CLITIC:
        return 32 + kind
    first_upper = word[0].isupper()
    upper = sum(c.isupper() for c in word)
    lower = sum(c.islower() for c in word)
    if upper == 0:
        case = 0
    elif lower == 0 and upper > 1:
        case = 2
    elif first_upper:
        case = 1
    else:
        case = 3
    digit = any(c in "0123456789" for c in word)
    return case + 4 * digit + 8 * ("-" in word or "‑" in word) + 16 * ("." in word)


def style(kinds, outlines, words) -> int:
    """How a sentence is written: 0 plainly, 1 In Title Case, 2 IN CAPITALS."""
    seen = capital = shouted = 0
    for kind, out, word in zip(kinds, outlines, words):
        if kind == WORD and len(word) >= 4:
            seen += 1
            capital += out & 3 != 0
            shouted += out & 3 == 2
    if seen >= 3 and shouted * 10 >= seen * 7:
        return 2
    return int(seen >= 3 and capital * 10 >= seen * 7)


def word_class(lexicon, kind: int, word: bytes, out: int) -> int:
    """The set of tags a word had in training; for an unknown word, what its ending and its stem tell."""
    if kind > CLITIC:
        return 1000 + kind if kind != MARK and kind != SYMBOL else fnv(word)
    known = lexicon.get(fnv(word))
    if known is not None:
        return known
    return guess(lexicon, word, out)


def guess(lexicon, word: bytes, out: int) -> int:
    hyphen = word.rfind(b"-")
    if hyphen > 0:
        last = word[hyphen + 1:]
        known = lexicon.get(fnv(last))
        return mix(2001, known if known is not None else ending(lexicon, last))
    return mix(2002 + (out & 3 != 0), ending(lexicon, word))


def ending(lexicon, word: bytes) -> int:
    for number, it in enumerate(ENDINGS):
        if len(word) < len(it) + 2 or not word.endswith(it):
            continue
        stem = word[:-len(it)]
        for lost in STEMS.get(it, ()):
            known = lexicon.get(fnv(stem + lost))
            if known is not None:
                return mix(number, known)
        if it in STEMS and len(stem) >= 3 and stem[-1] == stem[-2]:
            known = lexicon.get(fnv(stem[:-1]))
            if known is not None:
                return mix(number, known)
        return mix(number, 999)
    return 998


def cut(word: bytes, size: int) -> int:
    """Hash of a word's last bytes, of the whole word where it is no longer."""
    return fnv(word[-size:])


def sentence_features(lexicon, kinds, words):
    """For each token: features that need no tags, bases to join with one tag, with two tags, with the verb before."""
    n = len(kinds)
    norms = [norm(k, w) for k, w in zip(kinds, words)]
    outs = [outline(k, w) for k, w in zip(kinds, words)]
    manner = style(kinds, outs, words)
    w = [EDGE, EDGE] + [fnv(it) for it in norms] + [EDGE, EDGE]
    c = [997, 997] + [word_class(lexicon, k, it, o) for k, it, o in zip(kinds, norms, outs)] + [997, 997]
    s = [EDGE, EDGE] + [cut(it, 3) for it in norms] + [EDGE, EDGE]
    shapes = [63, 63]
    fresh = True  # No word of the sentence or quotation has been seen yet.
    for i in range(n):
        shapes.append(outs[i] + 64 * fresh + 128 * manner)
        if kinds[i] <= NUMBER:
            fresh = False
        elif kinds[i] == OPEN or norms[i] == b":":
            fresh = True
    shapes += [63, 63]
    for i in range(n):
        j = i + 2
        it = norms[i]
        w0, c0, shape = w[j], c[j], shapes[j]
        cc = mix(c0, c[j + 1])
        static = [
            mix(1, w0), mix(2, w[j - 1]), mix(3, w[j + 1]), mix(4, w[j - 2]), mix(5, w[j + 2]),
            mix(6, mix(w[j - 1], w0)), mix(7, mix(w0, w[j + 1])), mix(8, mix(w[j - 1], w[j + 1])),
            mix(9, mix(w[j - 2], w[j - 1])), mix(10, mix(w[j + 1], w[j + 2])),
            mix(11, c0), mix(12, c[j + 1]), mix(13, c[j + 2]), mix(14, cc), mix(15, mix(c[j + 1], c[j + 2])),
            mix(16, c[j - 1]), mix(17, mix(c[j - 1], c0)), mix(18, mix(cc, c[j + 2])), mix(19, mix(w0, c[j + 1])),
            mix(20, shape), mix(21, mix(shape, shapes[j + 1])), mix(22, mix(shape, shapes[j - 1])),
            mix(23, s[j + 1]), mix(24, s[j - 1]), mix(25, mix(shape, c0)), mix(26, mix(c[j - 1], c[j + 1])),
        ]
        if kinds[i] <= NUMBER:
            static += [mix(30, cut(it, 1)), mix(31, cut(it, 2)), mix(32, s[j]), mix(33, cut(it, 4)),
                       mix(34, fnv(it[:1])), mix(35, fnv(it[:2])), mix(36, fnv(it[:3])), mix(37, mix(shape, s[j])),
                       mix(38, mix(s[j], c[j + 1]))]
        one = [mix(40, 0), mix(41, w0), mix(42, c0), mix(43, c[j + 1]), mix(44, cc), mix(45, w[j + 1]),
               mix(46, w[j - 1]), mix(47, s[j]), mix(48, shape)]
        two = [mix(50, 0), mix(51, w0), mix(52, c0), mix(53, cc)]
        verb = [mix(60, 0), mix(61, c0), mix(62, cut(it, 2)), mix(63, w0)]
        yield static, one, two, verb
