"""Covering: the network that reads attribution does not see who is named.

A name gives way to one piece, told apart from the other names of its window by its order alone; *she* reads as *he*. So what is
read cannot hang on a person, party, country, outlet or gender. Only the head of names sees the words (`network.py`).
`crates/encoder/src/cover.rs` does the same.
"""

import collections
import pathlib
import typing

FIRST_NAMES = pathlib.Path(__file__).parents[2] / "data" / "first_names.tsv"

# How many names of a window are told apart; the next begins anew.
DISTINCT = 6
# What all covered words become: BERT's [MASK].
PIECE = 103

MALE = {
    "she": "he", "hers": "his", "herself": "himself", "ms": "mr", "ms.": "mr.", "mrs": "mr", "mrs.": "mr.", "madam": "sir",
    "miss": "mr", "wife": "husband", "wives": "husbands", "mother": "father", "mothers": "fathers", "daughter": "son",
    "daughters": "sons", "sister": "brother", "sisters": "brothers", "aunt": "uncle", "niece": "nephew", "girl": "boy",
    "girls": "boys", "queen": "king", "princess": "prince", "actress": "actor", "widow": "widower", "female": "male",
    "lady": "gentleman", "ladies": "gentlemen", "girlfriend": "boyfriend", "grandmother": "grandfather", "mom": "dad",
    "granddaughter": "grandson", "stepmother": "stepfather", "heroine": "hero", "waitress": "waiter", "duchess": "duke",
    "goddess": "god", "hostess": "host", "heiress": "heir", "nun": "monk",
    "bride": "groom", "mum": "dad", "grandma": "grandpa", "gal": "guy", "gals": "guys", "females": "males",
}
# Capitalised words that name nobody: titles, months, days, and *I*.
TITLES = set("""i mr mr. mrs mrs. ms ms. dr dr. sir madam miss president vice prime minister secretary senator sen sen. sens sens.
representative rep rep. reps reps. congressman congresswoman governor gov gov. mayor judge justice chief general gen gen. colonel col
col. captain capt capt. lieutenant lt lt. sergeant sgt sgt. admiral adm adm. commander officer chairman chairwoman chair speaker
leader director attorney king queen prince princess pope archbishop bishop rev rev. father sister professor prof prof. ambassador
commissioner councillor councilman councilwoman deputy sheriff lord lady dame spokesman spokeswoman spokesperson candidate
january february march april may june july august september october november december jan jan. feb feb. mar. apr apr. jun. jul. aug
aug. sep sep. sept sept. oct oct. nov nov. dec dec. monday tuesday wednesday thursday friday saturday sunday mon. tue. wed. thu. fri.
sat. sun. mon tue wed thu fri sat sun a.m p.m am pm est edt gmt god internet english""".split())


def plain(word, tag):
    """A word with its gender taken off."""
    lower = word.lower()
    if lower == "her":
        return "his" if tag == "PrpPoss" else "him"
    if lower in MALE:
        return MALE[lower]
    for ending, other in (("woman", "man"), ("women", "men")):
        if lower.endswith(ending):
            return lower.removesuffix(ending) + other
    return word


def goes_on(covered, sentences, running):
    """For each token whether it goes on with the name before it: one piece stands for the whole of a name in running text, so
    that a longer name reads as a shorter one. Headlines may have nothing but capital letters: there each word is its own."""
    begins = {a for a, _ in sentences}
    return [i > 0 and i not in begins and running[i] and covered[i] is not None and covered[i - 1] is not None
            for i in range(len(covered))]


class Known(typing.NamedTuple):
    """Words in lower case: those that name nobody though they have a capital letter, and those that always have one."""

    common: set
    proper: set


def is_name(word, tag, first, running, known):
    """Whether a word stands in a name, as far as its letters and its part of speech tell."""
    lower = word.lower()
    if not word[:1].isupper() or lower in known.common:
        return False
    return tag == "Nnp" or (running and not first) or lower.split("-")[0] in known.proper


def covers(words, tags, firsts, running, known):
    """For each token: None where it is read as it stands, else its name in lower case."""
    return [word.lower() if is_name(word, tag, first, run, known) else None
            for word, tag, first, run in zip(words, tags, firsts, running)]


def known_words(texts, least=5, share=0.5, often=3, rare=0.02):
    """Common are words that mostly stand in lower case where case is free, and the titles; proper are words that hardly
    ever do, and stand there `often` times at least. `texts` yields (words, firsts, running)."""
    lower, upper, proper = collections.Counter(), collections.Counter(), collections.Counter()
    for words, firsts, running in texts:
        for word, first, run in zip(words, firsts, running):
            if first or not word[:1].isalpha():
                continue
            (upper if word[:1].isupper() else lower)[word.lower()] += 1
            proper[word.lower()] += run and word[:1].isupper()
    common = {word for word, n in lower.items() if n >= least and n >= share * (n + upper[word])}
    # *Mark* and *Rich* are names wherever they have a capital letter.
    common = TITLES | (common - first_names())
    return Known(common, {word for word, n in proper.items() if n >= often and lower[word] <= rare * n} - common)


def first_names():
    rows = FIRST_NAMES.read_text(encoding="utf-8").splitlines()
    return {row.split("\t")[0].lower() for row in rows if row and not row.startswith("#")}
