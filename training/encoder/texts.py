"""Texts with labels by character, and the layers over tokens that they make.

Nothing here knows word pieces. A text's `labels(segments)` gives layers over token indices: `roles`, `inner`, `names`,
`status`, `events`, `modes` (one tag a token), `happened` (a share a token), `sources`, `contents` (pairs of tokens; None for none),
`antecedents` (token, targets, sign), `actors`, `recipients`, `times`, `places` (token, list of choices of tokens), `pair` (choices
of tokens for an actor and a recipient, and the types that an event between them may have).
"""

import dataclasses
import re

from labels import ANY_BEGIN, ANY_INSIDE, EVENTS, IGNORE, MODES, NAMES, PARTS, ROLES


@dataclasses.dataclass
class Text:
    """A text and what is known of its characters; a field left empty says nothing of that layer."""

    corpus: str
    id: str
    text: str
    attributions: list | None = None  # {"source", "cue", "content": [[a, b]…]}
    nested: list | None = None  # the same, inside the contents of others
    names: list | None = None  # (a, b, type or None)
    unknown_names: list = dataclasses.field(default_factory=list)  # (a, b): may or may not be a name
    status: list = dataclasses.field(default_factory=list)  # (a, b, label)
    happened: list = dataclasses.field(default_factory=list)  # (a, b, share of readers who say so)
    coreference: list = dataclasses.field(default_factory=list)  # ((a, b), [(a, b)…], sign); sign -1: none of these
    events: list | None = None  # {"trigger": (a, b), "type", "mode", and for each of PARTS a list of lists of spans}
    verbs: list = dataclasses.field(default_factory=list)  # (verb's span, spans of who does it, spans of whom it is done to)
    pair: tuple | None = None  # (actor's span, recipient's span, types)
    published: str | None = None

    def labels(self, segments):
        tokens = segments["tokens"]
        out = {}
        covered = Cover(tokens)
        if self.attributions is not None:
            out["roles"], sources, contents = roles(self.attributions, covered, len(tokens))
            if self.nested is not None:
                out["inner"], more, others = roles(self.nested, covered, len(tokens))
                sources, contents = sources + more, contents + others
            out["sources"], out["contents"] = sources, contents
        if self.names is not None:
            out["names"] = names(self.names, self.unknown_names, covered, len(tokens))
        if self.status:
            layer = [IGNORE] * len(tokens)
            for a, b, label in self.status:
                for i in covered(a, b):
                    layer[i] = label
            out["status"] = layer
        if self.happened:
            out["happened"] = [IGNORE] * len(tokens)
            for a, b, share in self.happened:
                for i in covered(a, b):
                    out["happened"][i] = share
        if self.events is not None:
            out |= events(self.events, covered, len(tokens), segments)
        for role, which in (("actors", 1), ("recipients", 2)) if self.verbs else ():
            # A verb whose subject grammar does not tell may still have one.
            told = [it for it in self.verbs if it[which] and covered(*it[0])]
            out[role] = [(covered(*it[0])[0], [covered(*span) for span in it[which]]) for it in told]
        if self.pair:
            actor, recipient, types = self.pair
            out["pair"] = (covered(*actor), covered(*recipient), types)
        if self.coreference:
            out["antecedents"] = []
            for (a, b), targets, sign in self.coreference:
                of = covered(a, b)
                heads = [found[-1] for found in (covered(*it) for it in targets) if found]
                if of and (heads or not targets):
                    out["antecedents"].append((of[-1], sorted(set(heads) - {of[-1]}), sign))
        return out


class Cover:
    """Which tokens a character span touches."""

    def __init__(self, tokens):
        self.tokens = tokens
        self.at = {}
        for i, (a, b) in enumerate(tokens):
            for c in range(a, b):
                self.at[c] = i

    def __call__(self, a, b):
        return sorted({self.at[c] for c in range(a, b) if c in self.at})


def runs(indices):
    """Maximal runs of consecutive numbers."""
    out = []
    for i in sorted(indices):
        if out and out[-1][-1] == i - 1:
            out[-1].append(i)
        else:
            out.append([i])
    return out


def roles(attributions, covered, count):
    """One tag a token, and links from cues to sources and from fragments of content to cues."""
    tags, sources, contents = [0] * count, [], []
    for it in attributions:
        parts = {}
        for role in ("source", "cue", "content"):
            indices = {i for a, b in it[role] for i in covered(a, b)}
            parts[role] = runs(indices)
            for part in parts[role]:
                if role != "content" or all(tags[i] == 0 for i in part):
                    for k, i in enumerate(part):
                        tags[i] = ROLES.index(("B-" if k == 0 else "I-") + role)
        if parts["cue"]:
            cue = parts["cue"][0][0]
            sources.append((cue, parts["source"][0][0] if parts["source"] else None))
            contents += [(part[0], cue) for part in parts["content"]]
        else:
            contents += [(part[0], None) for part in parts["content"]]
    return tags, sources, contents


def names(found, unknown, covered, count):
    """Name tags; an unknown stretch says nothing, a name without a type only that it is one."""
    tags = [0] * count
    for a, b in unknown:
        for i in covered(a, b):
            tags[i] = IGNORE
    for a, b, kind in found:
        for k, i in enumerate(covered(a, b)):
            if kind is None:
                tags[i] = ANY_INSIDE if k else ANY_BEGIN
            else:
                tags[i] = NAMES.index(("I-" if k else "B-") + kind)
    return tags


def events(found, covered, count, segments):
    """Trigger tags; modes at a trigger's first token; links from there. A time is where the reader reads the event's."""
    out = {"events": [0] * count, "modes": [IGNORE] * count} | {part: [] for part in PARTS}
    for it in found:
        trigger = covered(*it["trigger"])
        if not trigger or any(out["events"][i] for i in trigger):
            continue
        for k, i in enumerate(trigger):
            out["events"][i] = EVENTS.index(("I-" if k else "B-") + it["type"])
        out["modes"][trigger[0]] = MODES.index(it["mode"])
        of = it | {"times": [[(a, b) for a, b, value in segments["times"] if value == it["when"]]] if it["when"] else []}
        for part in PARTS:
            choices = [sorted({i for span in spans for i in covered(*span)}) for spans in of[part]]
            out[part].append((trigger[0], choices))
    return out


PRONOUNS = {"he", "him", "his", "himself", "she", "her", "hers", "herself", "they", "them", "their", "it", "its"}


def core(text, span):
    """A mention without what follows its head: *the president* of *the president of Peru, who …*."""
    a, b = span
    end = re.search(r",| (?:of|in|at|from|for|on|who|that|which|with|against|to)\b", text[a + 1 : b])
    return (a, a + 1 + end.start() if end else b)
